namespace PennaPay.Billy.Core.Storage;

/// <summary>The database was found to be damaged before, so nothing is written to it.</summary>
public sealed class DatabaseDamagedException() : Exception("The database is damaged; nothing is written to it any more.");
