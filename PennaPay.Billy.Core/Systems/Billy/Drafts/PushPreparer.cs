using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Push.Ledger;
using PennaPay.Billy.Core.Push.Rules;
using PennaPay.Billy.Core.Push.Worker;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Core.Systems.Billy.Postings;

namespace PennaPay.Billy.Core.Systems.Billy.Drafts;

/// <summary>
/// Makes an invoice into a draft that is ready to be sent: contact, products, amounts. What it creates in Billy on the way
/// is found again by the next try, so it may be repeated.
/// </summary>
public sealed class PushPreparer(Database database, ContactResolver contacts, ProductResolver products)
{
    /// <summary>The refusal of an invoice whose stated totals are not those of its lines (law 6).</summary>
    internal static Failure? CheckTotals(Invoice invoice)
    {
        var computed = InvoiceTotals.Of(invoice);
        return computed == new Totals(invoice.Net, invoice.Vat, invoice.Gross)
            ? null
            : new Failure(FailureCodes.TotalsDiffer, $"{invoice.Gross} ≠ {computed.Gross} {invoice.Currency}");
    }

    internal async Task<DraftInFlight> PrepareAsync(
        WorkspaceId workspace, Invoice invoice, ApiAccess access, Connection connection, OrganizationReader books, CancellationToken cancellationToken)
    {
        if (CheckTotals(invoice) is { } differing)
            throw new PreparationException(differing);

        var organization = connection.OrganizationId!;
        var contact = await contacts.ResolveAsync(workspace, access, organization, books, invoice.Customer, cancellationToken);
        var lines = await products.ResolveAsync(workspace, access, connection, books, invoice, cancellationToken);
        var draft = DraftMapper.Map(invoice, new DraftTarget(
            DraftKey.Of(organization, invoice),
            contact,
            lines,
            Numbering.InvoiceNoOf(connection, invoice.Number),
            await CreditedAsync(workspace, organization, invoice, cancellationToken)));
        var described = DraftMapper.Describe(draft);
        return new DraftInFlight(
            draft,
            described,
            DraftMapper.Hash(described),
            organization,
            new ExpectedDraft(draft.ExternalId!, draft.OrderNo!, draft.Type, contact, draft.CurrencyId, invoice.Gross));
    }

    /// <summary>What the organisation calls the invoice that a credit note credits; null when it has none of it.</summary>
    internal async Task<string?> CreditedAsync(
        WorkspaceId workspace, string organization, Invoice invoice, CancellationToken cancellationToken)
    {
        if (invoice.Kind != InvoiceKind.CreditNote || invoice.CreditedInvoiceId is not { } credited)
            return null;
        await using var db = database.Read(workspace);
        var pushes = await db.Set<LedgerEntry>().Where(e => e.InvoiceId == credited && e.OrganizationId == organization).ToListAsync(cancellationToken);
        return DraftTraces.Of(pushes).Standing?.RemoteId;
    }
}
