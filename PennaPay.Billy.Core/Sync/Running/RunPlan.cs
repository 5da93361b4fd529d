using PennaPay.Billy.Core.Links;
using PennaPay.Billy.Core.Sync.Invoices;
using PennaPay.Billy.Core.Sync.Planning;

namespace PennaPay.Billy.Core.Sync.Running;

/// <summary>All that a run is going to do.</summary>
/// <param name="Kinds">With records that are kept alike field by field, in the order in which it is done.</param>
/// <param name="Invoices">With invoices, after that; null where they are not what the run is about.</param>
internal sealed record RunPlan(IReadOnlyList<KindPlan> Kinds, PlannedInvoices? Invoices)
{
    public int ToDo => Kinds.Sum(kind => kind.Plan.Records.Count) + (Invoices?.Plan.Records.Count ?? 0);

    public int Unchanged => Kinds.Sum(kind => kind.Plan.Unchanged) + (Invoices?.Plan.Unchanged ?? 0);

    /// <summary>The same for the same plan alone.</summary>
    public string Hash() => string.Join('.', [.. Kinds.Select(kind => kind.Plan.Hash()), .. Invoices is null ? Array.Empty<string>() : [Invoices.Plan.Hash()]]);

    /// <summary>The names of contacts whose customers come here, or are found here, by these plans, by the contacts' ids.</summary>
    public static IReadOnlyDictionary<string, string> Coming(IReadOnlyList<KindPlan> kinds) =>
        kinds.Where(kind => kind.Input.Kind == RecordKind.Contact).SelectMany(kind => kind.Plan.Records)
            .Where(record => record is { Step: PlanStep.CreateHere or PlanStep.Link, RemoteId: not null })
            .ToDictionary(record => record.RemoteId!, record => record.Title, StringComparer.Ordinal);
}

/// <summary>What is done with the invoices of an account.</summary>
internal sealed record PlannedInvoices(IInvoiceEndpoint Endpoint, InvoicePlan Plan);
