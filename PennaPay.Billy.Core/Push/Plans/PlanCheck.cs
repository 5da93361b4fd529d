namespace PennaPay.Billy.Core.Push.Plans;

/// <summary>What the other system's books would stop.</summary>
/// <param name="Stops">By reason, those of the plan included; the most frequent first.</param>
/// <param name="Failure">Why the books could not be asked; null when they were.</param>
public sealed record PlanCheck(IReadOnlyList<PlannedStop> Stops, Failure? Failure = null)
{
    /// <summary>How many invoices would be stopped.</summary>
    public int Stopped => Stops.Sum(stop => stop.Invoices.Count);
}
