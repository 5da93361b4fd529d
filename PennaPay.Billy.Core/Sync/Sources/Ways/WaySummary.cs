namespace PennaPay.Billy.Core.Sync.Sources.Ways;

/// <summary>How many invoices of a source's account are how far, and what stops those that are stopped.</summary>
/// <param name="Counts">By how far they are; one that is missing is 0.</param>
/// <param name="Causes">Why some do not get on, the most frequent first.</param>
/// <param name="PaymentsRefused">Of how many the source does not take that they are paid.</param>
public sealed record WaySummary(IReadOnlyDictionary<WayState, int> Counts, IReadOnlyList<WayCause> Causes, int PaymentsRefused)
{
    public int Of(WayState state) => Counts.GetValueOrDefault(state);

    public int Total => Counts.Values.Sum();
}

/// <summary>Invoices that one cause stops.</summary>
/// <param name="Failure">The cause; of an unmapped VAT code or account with its name.</param>
/// <param name="IsSending">Whether their documents stand and did not get to the customer.</param>
/// <param name="Count">How many.</param>
public sealed record WayCause(Failure Failure, bool IsSending, int Count);
