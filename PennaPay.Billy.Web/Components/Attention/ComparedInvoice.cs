using PennaPay.Billy.Core.Push.Decisions;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Web.Components.Shared;

namespace PennaPay.Billy.Web.Components.Attention;

/// <summary>What of an invoice is held against what the system has; null is not known.</summary>
public sealed record ComparedInvoice(
    string? Contact, DateOnly? IssueDate, string? Currency, decimal? Net, decimal? Vat, decimal? Gross)
{
    public static ComparedInvoice Of(Invoice invoice) => new(
        invoice.CustomerName, invoice.IssueDate, invoice.Currency, invoice.Net, invoice.Vat, invoice.Gross);

    public static ComparedInvoice Of(DocumentCandidate candidate) => new(
        candidate.PartyName ?? candidate.Document.PartyId,
        candidate.Document.IssueDate,
        candidate.Document.Currency,
        candidate.Document.Net,
        candidate.Document.Vat,
        candidate.Document.Gross);

    /// <summary>The two side by side.</summary>
    /// <param name="ours">The invoice.</param>
    /// <param name="candidate">The system's.</param>
    /// <param name="partyId">Whom the document was made out to; names may differ though it is the same.</param>
    public static IReadOnlyList<ComparedField> Compare(ComparedInvoice ours, DocumentCandidate candidate, string? partyId)
    {
        var theirs = Of(candidate);
        var isSameContact = partyId is null
            ? string.Equals(ours.Contact, theirs.Contact, StringComparison.OrdinalIgnoreCase)
            : partyId == candidate.Document.PartyId;
        return
        [
            new("Contact", ours.Contact, theirs.Contact, ours.Contact is not null && !isSameContact),
            Field("IssueDate", ours.IssueDate, theirs.IssueDate, day => Format.Date(day)),
            new("Currency", ours.Currency, theirs.Currency, ours.Currency is not null && ours.Currency != theirs.Currency),
            Field("Net", ours.Net, theirs.Net, Format.Amount),
            Field("Vat", ours.Vat, theirs.Vat, Format.Amount),
            Field("Gross", ours.Gross, theirs.Gross, Format.Amount),
        ];
    }

    private static ComparedField Field<T>(string name, T? ours, T? theirs, Func<T, string> show)
        where T : struct, IEquatable<T> =>
        new(name, ours is { } o ? show(o) : null, theirs is { } b ? show(b) : null, ours is { } known && !known.Equals(theirs));
}

/// <summary>One line of a comparison.</summary>
/// <param name="Name">What is compared; <c>Field.…</c> in AttentionTexts.</param>
/// <param name="Ours">The invoice's, as shown.</param>
/// <param name="Theirs">The system's, as shown.</param>
/// <param name="Differs">Whether a person should look twice.</param>
public sealed record ComparedField(string Name, string? Ours, string? Theirs, bool Differs);
