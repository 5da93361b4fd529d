namespace PennaPay.Billy.Core.Push.Ledger;

/// <summary>
/// When documents are checked after a push: after one hour, one day and then every week. A request that was carried out very
/// late would show as a second document, and people book and delete. Pure.
/// </summary>
internal static class CheckTimes
{
    /// <summary>How long until a document is checked again, from how long ago it was pushed.</summary>
    public static TimeSpan NextAfter(TimeSpan age) => age switch
    {
        _ when age < TimeSpan.FromHours(1) => TimeSpan.FromHours(1) - age,
        _ when age < TimeSpan.FromHours(24) => TimeSpan.FromHours(24) - age,
        _ => TimeSpan.FromDays(7),
    };
}
