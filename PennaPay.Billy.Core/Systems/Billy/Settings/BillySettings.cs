namespace PennaPay.Billy.Core.Systems.Billy.Settings;

/// <summary>The settings of a connection to Billy that are saved together.</summary>
/// <param name="DefaultAccountCode">An account's number in Billy; blank leaves it to Billy's default.</param>
/// <param name="AutoPush">Whether sent invoices go to Billy by themselves.</param>
/// <param name="AutoPushFrom">The first issue date that does; null is today.</param>
public sealed record BillySettings(string? DefaultAccountCode, bool AutoPush, DateOnly? AutoPushFrom);
