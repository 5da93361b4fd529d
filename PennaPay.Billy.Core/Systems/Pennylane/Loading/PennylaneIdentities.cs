using PennaPay.Billy.Core.Sync.Sources;
using PennaPay.Billy.Core.Systems.Pennylane.Api;

namespace PennaPay.Billy.Core.Systems.Pennylane.Loading;

/// <summary>
/// Holds the ids of all records there against those that are here: what a list of changes has missed, or what happened while nobody
/// looked, shows in nothing else. First the customers, then the invoices, each until nothing is missing.
/// </summary>
internal sealed class PennylaneIdentities(PennylaneReader pennylane, PennylaneChangesReader changes)
{
    private const string InvoicesNext = "invoices";
    private const int Batch = 100;
    private const int All = int.MaxValue;

    public Task<SourceStep> ReadAsync(SourceRead read, CancellationToken cancellationToken) =>
        read.Checkpoint is null ? CustomersAsync(read, cancellationToken) : InvoicesAsync(read, cancellationToken);

    private async Task<SourceStep> CustomersAsync(SourceRead read, CancellationToken cancellationToken)
    {
        HashSet<string> there = new(StringComparer.Ordinal);
        await foreach (var page in pennylane.ListCustomerIdsAsync(read.Opened.Access, cancellationToken))
            there.UnionWith(page.Select(PennylaneIds.Text));
        var here = await read.Known.CustomersAsync(null, All, cancellationToken);
        var excluded = await read.Known.ExcludedAsync(cancellationToken);
        var missing = there.Except(here).Except(excluded).Select(PennylaneIds.Of).ToList();
        var found = missing.Count == 0 ? [] : await pennylane.ListCustomersByIdAsync(read.Opened.Access, missing, cancellationToken);
        return new()
        {
            Next = InvoicesNext,
            Done = there.Count,
            CustomersGone = [.. here.Where(id => !there.Contains(id))],
            Customers = [.. found.Select(PennylaneRecords.Customer)],
            Persons = [.. found.Select(PennylaneRecords.RecipientsOf)],
        };
    }

    private async Task<SourceStep> InvoicesAsync(SourceRead read, CancellationToken cancellationToken)
    {
        var excluded = (await read.Known.ExcludedAsync(cancellationToken)).Select(PennylaneIds.Of).ToList();
        // What asks for no money is there and never here; only what comes after it can be missing still.
        var after = read.Checkpoint!.Split(':') is [_, var last] ? PennylaneIds.Of(last) : 0;
        HashSet<string> there = new(StringComparer.Ordinal);
        var filter = new InvoiceFilter { ExcludedCustomers = excluded, AreDrafts = false, AfterId = after > 0 ? after : null };
        await foreach (var page in pennylane.ListInvoiceIdsAsync(read.Opened.Access, filter, cancellationToken))
            there.UnionWith(page.Select(invoice => PennylaneIds.Text(invoice.Id)));
        var here = await read.Known.InvoicesAsync(open: false, null, All, cancellationToken);
        var missing = there.Except(here).Select(PennylaneIds.Of).Where(id => id > after).Order().Take(Batch).ToList();
        var gone = after > 0 ? [] : here.Where(id => !there.Contains(id)).ToList();
        if (missing.Count == 0)
            return new() { Done = after > 0 ? 0 : there.Count, InvoicesGone = gone };
        var found = await pennylane.ListInvoicesByIdAsync(read.Opened.Access, missing, excluded, cancellationToken);
        return await changes.InvoicesAsync(read, found, cancellationToken) with
        {
            Next = $"{InvoicesNext}:{PennylaneIds.Text(missing[^1])}", Done = after > 0 ? 0 : there.Count, InvoicesGone = gone,
        };
    }
}
