using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Push.Targets;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Sync.Invoices;
using PennaPay.Billy.Core.Systems.Billy.Api;

namespace PennaPay.Billy.Core.Systems.Billy.Sync;

/// <summary>The invoices and credit notes that were booked in Billy, and what came in for them.</summary>
internal sealed class InvoiceEndpoint(BillyReader billy) : IInvoiceEndpoint
{
    /// <inheritdoc/>
    public string System => BillySystem.SystemId;

    /// <inheritdoc/>
    public InvoiceOrigin Origin => BillySystem.Origin;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<RemoteDocument>> ReadAllAsync(OpenedConnection opened, Action<int>? read, CancellationToken cancellationToken)
    {
        // What is voided meanwhile is in both, and void at last: nothing goes the other way.
        OrderedDictionary<string, RemoteDocument> all = [];
        foreach (var state in IssuedDocument.States)
        {
            var before = all.Count;
            var listed = await billy.ListAllInvoicesAsync(opened.Access, state, count => read?.Invoke(before + count), cancellationToken);
            // Whether the filter is heeded is not taken on trust.
            foreach (var invoice in listed.Where(IssuedDocument.IsOne))
                all[invoice.Id] = IssuedDocument.Of(invoice);
        }

        return [.. all.Values];
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<IReadOnlyList<IssuedInvoice>> ReadWholeAsync(
        OpenedConnection opened, IReadOnlyCollection<RemoteDocument> wanted, CancellationToken cancellationToken) =>
        new WholeInvoices(billy, opened.Access).ReadAsync(wanted, cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<RemotePayment>> ReadPaymentsAsync(OpenedConnection opened, CancellationToken cancellationToken)
    {
        var payments = await billy.ListBankPaymentsAsync(opened.Access, cancellationToken);
        return [.. payments.Where(payment => payment.IsVoided != true).SelectMany(SettledInvoices.Of).DistinctBy(payment => payment.Id)];
    }
}
