namespace PennaPay.Billy.Core.Storage.Backups;

/// <summary>A backup was not written or not restored; the message is a sentence of what is wrong and one of what to do.</summary>
public sealed class BackupRefusedException(string message) : Exception(message);
