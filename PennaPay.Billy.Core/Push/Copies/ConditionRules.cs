using PennaPay.Billy.Core.Push.Targets;
using PennaPay.Billy.Core.Records.Invoices;

namespace PennaPay.Billy.Core.Push.Copies;

/// <summary>What a look at a document says of it. Pure.</summary>
internal static class ConditionRules
{
    /// <summary>What lists show of an invoice whose document stands so, whatever its pushes say: what the other system has is what counts.</summary>
    public static IReadOnlyDictionary<DocumentCondition, CopyState> Shown { get; } = new Dictionary<DocumentCondition, CopyState>
    {
        [DocumentCondition.Booked] = CopyState.Booked,
        [DocumentCondition.PartlyPaid] = CopyState.PartlyPaid,
        [DocumentCondition.Paid] = CopyState.Paid,
        [DocumentCondition.Voided] = CopyState.Voided,
        [DocumentCondition.Credited] = CopyState.Credited,
        [DocumentCondition.Deleted] = CopyState.Deleted,
        [DocumentCondition.ChangedThere] = CopyState.ChangedThere,
    };

    /// <summary>Whether it may yet become something else by what people do every day.</summary>
    public static bool IsOpen(DocumentCondition condition) => Open.Contains(condition);

    /// <summary>The conditions for which <see cref="IsOpen"/> holds.</summary>
    public static IReadOnlyList<DocumentCondition> Open { get; } =
        [DocumentCondition.NotChecked, DocumentCondition.Draft, DocumentCondition.ChangedThere, DocumentCondition.Booked, DocumentCondition.PartlyPaid];

    /// <param name="document">What the system answered, for the very id; null when it has none.</param>
    /// <param name="left">How we left it: its fingerprint after the push; null when that is not known.</param>
    /// <param name="isCredited">Whether booked credit notes take all of it back.</param>
    public static DocumentCondition Of(RemoteDocument? document, string? left, bool isCredited = false) => document switch
    {
        null => DocumentCondition.Deleted,
        { State: RemoteState.Void } => DocumentCondition.Voided,
        { State: RemoteState.Draft } => left is null || document.Fingerprint is null || document.Fingerprint == left ? DocumentCondition.Draft : DocumentCondition.ChangedThere,
        _ when isCredited => DocumentCondition.Credited,
        // What a credit note has left to settle is no payment of it.
        { Kind: InvoiceKind.CreditNote } => document.IsPaid ? DocumentCondition.Paid : DocumentCondition.Booked,
        _ when document.IsPaid || document is { Open: 0, Gross: not 0 } => DocumentCondition.Paid,
        { Open: { } open } when open < document.Gross => DocumentCondition.PartlyPaid,
        _ => DocumentCondition.Booked,
    };

    /// <summary>What is known after a look that may have shown less than the one before: some lists tell no lines, none what credits what.</summary>
    /// <param name="before">What was known.</param>
    /// <param name="seen">What the look says by itself.</param>
    /// <param name="isWhole">Whether the look showed the lines.</param>
    /// <param name="knowsCredits">Whether the look knew of every credit note, so that one that is void by now takes nothing back.</param>
    public static DocumentCondition After(DocumentCondition before, DocumentCondition seen, bool isWhole, bool knowsCredits = false) => (before, seen) switch
    {
        (DocumentCondition.ChangedThere, DocumentCondition.Draft) when !isWhole => before,
        // Nothing that was booked is a draft again: what says so is older than what is known.
        (DocumentCondition.Booked or DocumentCondition.PartlyPaid or DocumentCondition.Paid or DocumentCondition.Credited or DocumentCondition.Voided,
            DocumentCondition.Draft or DocumentCondition.ChangedThere) => before,
        // A booked credit note stays.
        (DocumentCondition.Credited, DocumentCondition.Paid or DocumentCondition.Booked or DocumentCondition.PartlyPaid) when !knowsCredits => before,
        _ => seen,
    };

    /// <summary>What the refusal of a push says of the document that it would have replaced; null when nothing.</summary>
    public static DocumentCondition? Of(Failure? refusal) => refusal?.Code switch
    {
        FailureCodes.DraftBooked => DocumentCondition.Booked,
        FailureCodes.DraftMissing => DocumentCondition.Deleted,
        FailureCodes.DraftChanged => DocumentCondition.ChangedThere,
        _ => null,
    };
}
