using PennaPay.Billy.Core.Connections;

namespace PennaPay.Billy.Core.Push.Plans;

/// <summary>
/// What pushing a set of invoices would come to, before anything is queued. The set is fixed: what is queued later is
/// <see cref="Invoices"/>, into <see cref="Connection"/>, whatever else a filter finds by then.
/// </summary>
/// <param name="Connection">Where they go.</param>
/// <param name="AccountName">What the account there is called.</param>
/// <param name="UsesSandbox">Whether that is a sandbox.</param>
/// <param name="Invoices">What would be queued, in its order; without what is there as it stands, and what is on its way.</param>
/// <param name="AlreadyPresent">How many of those asked for are there as they stand.</param>
/// <param name="AlreadyWaiting">How many are on their way.</param>
/// <param name="Sums">Their totals with VAT by currency, the largest first; credit notes count against invoices.</param>
/// <param name="Stops">What is known here to be in the way; whether the books are is asked by <see cref="PushPlans.CheckAsync"/>.</param>
/// <param name="Requests">How many requests they take, with what waits in the queue before them.</param>
/// <param name="RequestsPerSecond">How many requests a second are allowed; 0 where nothing limits them.</param>
/// <param name="Hold">Why the queue holds still; null while it moves.</param>
public sealed record PushPlan(
    Guid Connection,
    string? AccountName,
    bool UsesSandbox,
    IReadOnlyList<Guid> Invoices,
    int AlreadyPresent,
    int AlreadyWaiting,
    IReadOnlyList<CurrencySum> Sums,
    IReadOnlyList<PlannedStop> Stops,
    int Requests,
    double RequestsPerSecond,
    QueuePause? Hold)
{
    /// <summary>About how long it takes until all of them are there; null where nothing limits the pace.</summary>
    public TimeSpan? Duration => RequestsPerSecond > 0 ? TimeSpan.FromSeconds(Requests / RequestsPerSecond) : null;
}
