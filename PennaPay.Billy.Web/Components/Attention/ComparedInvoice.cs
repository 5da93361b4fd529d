using PennaPay.Billy.Core.Push.Decisions;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Web.Components.Shared;

namespace PennaPay.Billy.Web.Components.Attention;

/// <summary>What of an invoice is held against what Billy has; null is not known.</summary>
public sealed record ComparedInvoice(
    string? Contact, DateOnly? IssueDate, string? Currency, decimal? Net, decimal? Vat, decimal? Gross)
{
    public static ComparedInvoice Of(Invoice invoice) => new(
        invoice.CustomerName, invoice.IssueDate, invoice.Currency, invoice.Net, invoice.Vat, invoice.Gross);

    public static ComparedInvoice Of(DraftCandidate candidate) => new(
        candidate.ContactName ?? candidate.Draft.ContactId,
        candidate.Draft.EntryDate,
        candidate.Draft.CurrencyId,
        candidate.Draft.Amount,
        candidate.Draft.Tax,
        candidate.Draft.Gross);

    /// <summary>The two side by side.</summary>
    /// <param name="ours">The invoice.</param>
    /// <param name="candidate">Billy's.</param>
    /// <param name="contactId">The contact that the draft was sent to; names may differ though the contact is the same.</param>
    public static IReadOnlyList<ComparedField> Compare(ComparedInvoice ours, DraftCandidate candidate, string? contactId)
    {
        var billys = Of(candidate);
        var isSameContact = contactId is null
            ? string.Equals(ours.Contact, billys.Contact, StringComparison.OrdinalIgnoreCase)
            : contactId == candidate.Draft.ContactId;
        return
        [
            new("Contact", ours.Contact, billys.Contact, ours.Contact is not null && !isSameContact),
            Field("IssueDate", ours.IssueDate, billys.IssueDate, day => Format.Date(day)),
            new("Currency", ours.Currency, billys.Currency, ours.Currency is not null && ours.Currency != billys.Currency),
            Field("Net", ours.Net, billys.Net, Format.Amount),
            Field("Vat", ours.Vat, billys.Vat, Format.Amount),
            Field("Gross", ours.Gross, billys.Gross, Format.Amount),
        ];
    }

    private static ComparedField Field<T>(string name, T? ours, T? billys, Func<T, string> show)
        where T : struct, IEquatable<T> =>
        new(name, ours is { } o ? show(o) : null, billys is { } b ? show(b) : null, ours is { } known && !known.Equals(billys));
}

/// <summary>One line of a comparison.</summary>
/// <param name="Name">What is compared; <c>Field.…</c> in AttentionTexts.</param>
/// <param name="Ours">The invoice's, as shown.</param>
/// <param name="Billys">Billy's, as shown.</param>
/// <param name="Differs">Whether a person should look twice.</param>
public sealed record ComparedField(string Name, string? Ours, string? Billys, bool Differs);
