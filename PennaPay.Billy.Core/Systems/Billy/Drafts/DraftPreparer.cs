using PennaPay.Billy.Core.Push.Ledger;
using PennaPay.Billy.Core.Push.Targets;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Systems.Billy.Postings.Books;
using PennaPay.Billy.Core.Systems.Billy.Settings;

namespace PennaPay.Billy.Core.Systems.Billy.Drafts;

/// <summary>
/// Makes an invoice into a draft that is ready to be sent: contact, products, amounts. What it creates in Billy on the way
/// is found again by the next try, so it may be repeated.
/// </summary>
internal sealed class DraftPreparer(PushLedger ledger, ContactResolver contacts, ProductResolver products)
{
    /// <summary>The refusal of an invoice whose stated totals are not those of its lines: Billy computes its own.</summary>
    internal static Failure? CheckTotals(Invoice invoice)
    {
        var computed = InvoiceTotals.Of(invoice);
        return computed == new Totals(invoice.Net, invoice.Vat, invoice.Gross)
            ? null
            : new Failure(FailureCodes.TotalsDiffer, $"{invoice.Gross} ≠ {computed.Gross} {invoice.Currency}");
    }

    internal async Task<Prepared> PrepareAsync(
        PushContext context, OrganizationReader books, Invoice invoice, CancellationToken cancellationToken)
    {
        if (CheckTotals(invoice) is { } differing)
            return new Prepared.Refused(differing);

        var (contact, noContact) = await contacts.ResolveAsync(context, books, invoice.Customer, cancellationToken);
        if (contact is null)
            return new Prepared.Refused(noContact!);
        var (lines, noProducts) = await products.ResolveAsync(context, books, invoice, cancellationToken);
        if (lines is null)
            return new Prepared.Refused(noProducts!);

        var connection = context.Connection;
        var draft = DraftMapper.Map(invoice, new DraftTarget(
            DraftKey.Of(connection.AccountId, invoice),
            contact,
            lines,
            Numbering.InvoiceNoOf(connection, invoice.Number),
            await CreditedAsync(new(connection.WorkspaceId, connection.Id), invoice, cancellationToken)));
        var described = DraftMapper.Describe(draft);
        return new PreparedDraft(
            draft,
            described,
            DraftMapper.Hash(described),
            new ExpectedDocument(draft.ExternalId!, draft.OrderNo!, invoice.Kind, contact, draft.CurrencyId, invoice.Gross));
    }

    /// <summary>What Billy calls the invoice that a credit note credits; null when the organisation has none of it.</summary>
    internal async Task<string?> CreditedAsync(Push.QueueId queue, Invoice invoice, CancellationToken cancellationToken) =>
        invoice.Kind == InvoiceKind.CreditNote && invoice.CreditedInvoiceId is { } credited
            ? await ledger.InPlaceAsync(queue, credited, cancellationToken)
            : null;
}
