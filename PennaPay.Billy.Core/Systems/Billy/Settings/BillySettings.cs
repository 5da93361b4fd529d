namespace PennaPay.Billy.Core.Systems.Billy.Settings;

/// <summary>The settings of a connection to Billy that are saved together.</summary>
/// <param name="DefaultAccountCode">An account's number in Billy; blank leaves it to Billy's default.</param>
/// <param name="AutoPush">Whether sent invoices go to Billy by themselves.</param>
/// <param name="AutoPushFrom">The first issue date that does; null is today.</param>
public sealed record BillySettings(string? DefaultAccountCode, bool AutoPush, DateOnly? AutoPushFrom)
{
    /// <summary>Whether more would go by itself than now does.</summary>
    /// <param name="autoPush">Whether anything does now.</param>
    /// <param name="from">The first issue date that does now.</param>
    /// <param name="today">The Danish day.</param>
    public bool TakesMoreThan(bool autoPush, DateOnly? from, DateOnly today) => AutoPush && !(autoPush && (AutoPushFrom ?? today) >= from);
}
