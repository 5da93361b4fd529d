using PennaPay.Billy.Core.Links;
using PennaPay.Billy.Core.Sync.Invoices;

namespace PennaPay.Billy.Core.Sync.Records;

/// <summary>Which records of ours can be kept alike with which of a system.</summary>
public sealed class RecordEndpoints(IEnumerable<IRecordEndpoint> theirs, IEnumerable<IOurRecords> ours, IEnumerable<IInvoiceEndpoint> invoices)
{
    private readonly List<RecordPair> pairs =
    [
        .. from endpoint in theirs
           join records in ours on endpoint.Kind equals records.Kind
           // Products stand on what orders and invoices name; they go first.
           orderby endpoint.Kind == RecordKind.Product ? 0 : 1
           select new RecordPair(records, endpoint),
    ];

    /// <summary>The kinds of a system, in the order in which they are done.</summary>
    public IReadOnlyList<RecordPair> Of(string system) => pairs.FindAll(pair => pair.Theirs.System == system);

    /// <summary>The modules of a system, in the order in which they are shown.</summary>
    public IReadOnlyList<SyncModule> ModulesOf(string system) =>
        [.. Of(system).SelectMany(pair => pair.Theirs.Modules).Order(), .. InvoicesOf(system) is null ? (SyncModule[])[] : [SyncModule.Invoices]];

    /// <summary>The invoices of a system; null where it has none that come in.</summary>
    public IInvoiceEndpoint? InvoicesOf(string system) => invoices.FirstOrDefault(endpoint => endpoint.System == system);

    /// <summary>The kind that a module's records are of.</summary>
    public RecordPair Of(string system, SyncModule module) => Of(system).First(pair => pair.Theirs.Modules.Contains(module));
}

/// <summary>A kind of record on both sides.</summary>
public sealed record RecordPair(IOurRecords Ours, IRecordEndpoint Theirs);
