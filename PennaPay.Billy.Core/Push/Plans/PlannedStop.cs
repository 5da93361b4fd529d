namespace PennaPay.Billy.Core.Push.Plans;

/// <summary>Invoices that a push would not get through, for one reason.</summary>
/// <param name="Failure">The reason.</param>
/// <param name="Invoices">Which; an invoice with several reasons stands under the first alone.</param>
public sealed record PlannedStop(Failure Failure, IReadOnlyList<StoppedInvoice> Invoices)
{
    internal static IReadOnlyList<PlannedStop> Group(IEnumerable<(StoppedInvoice Invoice, Failure Failure)> stopped) =>
    [
        .. stopped.DistinctBy(stop => stop.Invoice.Id).GroupBy(stop => stop.Failure)
            .Select(alike => new PlannedStop(alike.Key, [.. alike.Select(stop => stop.Invoice)]))
            .OrderByDescending(stop => stop.Invoices.Count),
    ];
}
