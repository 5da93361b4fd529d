using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Core.Push.Copies;
using PennaPay.Billy.Core.Push.Ledger;
using PennaPay.Billy.Core.Push.Targets;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Records.Payments;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Core.Systems.Billit.Debtors;
using PennaPay.Billy.Core.Systems.Billit.Terms;

namespace PennaPay.Billy.Core.Systems.Billit.Documents;

/// <summary>
/// Makes an invoice into an order that is ready to be sent: terms, debtor, amounts. What it creates in Billit on the way is found again by the
/// next try, so it may be repeated.
/// </summary>
internal sealed class DocumentPreparer(Database database, ChosenTerms chosen, DebtorResolver debtors, ISourcedInvoices sourced)
{
    // Stands for the debtor while nothing else is known to be in the way.
    private const long Nobody = 1;

    public async Task<Prepared> PrepareAsync(PushContext context, Invoice invoice, CancellationToken cancellationToken)
    {
        var connection = context.Connection;
        if (await chosen.OfAsync(connection, invoice.Id, cancellationToken) is not { } terms)
            return new Prepared.Refused(new Failure(FailureCodes.SourcePushOff));
        var with = await CircumstancesAsync(connection, [invoice], cancellationToken);
        // What would be refused anyhow leaves no debtor behind over there.
        if (OrderMapper.Map(invoice, terms, with(invoice, Nobody)).Refusal is { } refusal)
            return new Prepared.Refused(refusal);
        var (party, nobody) = await debtors.ResolveAsync(context.Opened, invoice.Customer, terms, cancellationToken);
        if (party is null)
            return new Prepared.Refused(nobody!);
        var (order, _) = OrderMapper.Map(invoice, terms, with(invoice, party.Value));
        var described = OrderText.Describe(order!);
        return new PreparedOrder(
            order!,
            await StoodAsync(connection, invoice.Id, cancellationToken),
            described,
            OrderText.Hash(described),
            new ExpectedDocument(order!.ExternalProviderId, order.OrderNumber ?? "", invoice.Kind, DocumentReader.Text(party.Value), order.Currency, invoice.Gross));
    }

    /// <summary>What the orders of some invoices depend on, read for all of them together.</summary>
    public async Task<Func<Invoice, long, OrderCircumstances>> CircumstancesAsync(
        Connection connection, IReadOnlyCollection<Invoice> invoices, CancellationToken cancellationToken)
    {
        await using var db = database.Read(connection.WorkspaceId);
        var ids = invoices.Select(invoice => invoice.Id).ToList();
        var payments = (await db.Set<Payment>().Where(payment => ids.Contains(payment.InvoiceId)).ToListAsync(cancellationToken)).ToLookup(payment => payment.InvoiceId);
        var credited = invoices.Select(invoice => invoice.CreditedInvoiceId).OfType<Guid>().ToList();
        var numbers = await db.Set<InvoiceCopy>()
            .Where(copy => copy.ConnectionId == connection.Id && credited.Contains(copy.InvoiceId) && copy.RemoteId != null && copy.RemoteNumber != null)
            .ToDictionaryAsync(copy => copy.InvoiceId, copy => copy.RemoteNumber, cancellationToken);
        var sending = await sourced.SendingOnAsync(db, connection.Id, ids, cancellationToken);
        return (invoice, party) => new(
            party,
            invoice.CreditedInvoiceId is { } about ? numbers.GetValueOrDefault(about) : null,
            [.. payments[invoice.Id]],
            IsMarkedSent: sending.GetValueOrDefault(invoice.Id) != SendingOn.ByItself);
    }

    /// <summary>How many documents of an invoice have stood in a company.</summary>
    private async Task<int> StoodAsync(Connection connection, Guid invoice, CancellationToken cancellationToken)
    {
        await using var db = database.Read(connection.WorkspaceId);
        return await db.Set<PushHistoryEntry>()
            .Where(row => row.InvoiceId == invoice && row.ConnectionId == connection.Id && row.Purpose == PushPurpose.Document && row.IsOutcome && row.State == PushState.Succeeded && row.RemoteId != null)
            .Select(row => row.RemoteId).Distinct().CountAsync(cancellationToken);
    }
}
