using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Push.Ledger;
using PennaPay.Billy.Core.Push.Targets;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Systems.Billy.Postings.Books;
using PennaPay.Billy.Core.Systems.Billy.Settings;
using PennaPay.Billy.Core.Systems.Billy.Sourced;

namespace PennaPay.Billy.Core.Systems.Billy.Drafts;

/// <summary>
/// Makes an invoice into a draft that is ready to be sent: contact, products, amounts. What it creates in Billy on the way
/// is found again by the next try, so it may be repeated.
/// </summary>
internal sealed class DraftPreparer(PushLedger ledger, ContactResolver contacts, ProductResolver products, SourcedPostings sourced)
{
    /// <summary>The refusal of an invoice whose stated totals are not those of its lines: Billy computes its own.</summary>
    private static Failure? CheckTotals(Invoice invoice)
    {
        var computed = InvoiceTotals.Of(invoice);
        return computed == new Totals(invoice.Net, invoice.Vat, invoice.Gross)
            ? null
            : new Failure(FailureCodes.TotalsDiffer, $"{invoice.Gross} ≠ {computed.Gross} {invoice.Currency}");
    }

    /// <summary>The invoice as it is posted, with the number that its draft brings along; what came from a source by the owner's terms for that.</summary>
    internal async Task<(Invoice Invoice, string? Number, Failure? Refusal)> PostedAsync(Connection connection, Invoice invoice, CancellationToken cancellationToken)
    {
        if (await sourced.TermsAsync(connection, invoice, cancellationToken) is not { } terms)
            return (invoice, Numbering.InvoiceNoOf(connection, invoice.Number), CheckTotals(invoice));
        var (posted, refusal) = SourcedLines.Post(invoice, terms.Vat);
        return (posted ?? invoice, Numbering.InvoiceNoOf(connection, invoice.Number, terms.Number), refusal);
    }

    internal async Task<Prepared> PrepareAsync(
        PushContext context, OrganizationReader books, Invoice invoice, CancellationToken cancellationToken)
    {
        var (posted, number, differing) = await PostedAsync(context.Connection, invoice, cancellationToken);
        if (differing is not null)
            return new Prepared.Refused(differing);
        invoice = posted;

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
            number,
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
