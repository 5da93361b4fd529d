using PennaPay.Billy.Core.Push.Copies;
using PennaPay.Billy.Core.Records.Invoices;

namespace PennaPay.Billy.Core.Push.Ledger;

/// <summary>What a push, and what has become of its document, leave an invoice's copy to show. Pure.</summary>
internal static class CopyRules
{
    /// <param name="entry">The push as it stands now, the latest of the invoice in the connection.</param>
    /// <param name="contentIsCurrent">Whether the invoice still is what was pushed.</param>
    /// <param name="before">What the copy said until now.</param>
    public static CopyLook After(LedgerEntry entry, bool contentIsCurrent, CopyLook before)
    {
        var document = DocumentAfter(entry, before.RemoteId);
        // Of another document than before only what it brought along is known.
        var known = document == before.RemoteId ? before : before with { RemoteId = document, Condition = DocumentCondition.NotChecked, Number = null };
        if (document is not null && entry.Seen is { } seen && seen.Id == document)
            known = known with { Condition = ConditionRules.After(known.Condition, ConditionRules.Of(seen, entry.Fingerprint), seen.Fingerprint is not null), Number = seen.Number ?? known.Number };
        else if (document is not null && entry.State == PushState.Rejected && ConditionRules.Of(entry.Failure) is { } told && ConditionRules.IsOpen(known.Condition))
            known = known with { Condition = told, Number = told == DocumentCondition.Booked ? entry.FailureDetail ?? known.Number : known.Number };
        return AfterLook(entry, contentIsCurrent, known);
    }

    /// <summary>The same where no push took a step, so that what it was once refused for says nothing of the document.</summary>
    /// <param name="latest">The latest push of the invoice in the connection.</param>
    /// <param name="contentIsCurrent">Whether the invoice still is what was pushed.</param>
    /// <param name="known">What is known of the document by now.</param>
    public static CopyLook AfterLook(LedgerEntry latest, bool contentIsCurrent, CopyLook known) =>
        known with { State = Shown(StateAfter(latest, contentIsCurrent, known.RemoteId is not null), known) };

    /// <summary>What is shown where pushes alone would show a state.</summary>
    /// <param name="pushed">What the pushes leave.</param>
    /// <param name="known">What is known of the document.</param>
    public static CopyState Shown(CopyState pushed, CopyLook known) => pushed switch
    {
        CopyState.Waiting or CopyState.Sending or CopyState.NeedsAttention => pushed,
        _ when known.RemoteId is null => pushed,
        _ => ConditionRules.Shown.TryGetValue(known.Condition, out var state) ? state : pushed,
    };

    private static CopyState StateAfter(LedgerEntry entry, bool contentIsCurrent, bool documentRemains) => entry.State switch
    {
        PushState.Pending => CopyState.Waiting,
        PushState.Sending or PushState.Unknown => CopyState.Sending,
        PushState.Succeeded => contentIsCurrent ? CopyState.Present : CopyState.Changed,
        PushState.Rejected => CopyState.Failed,
        PushState.NeedsAttention => CopyState.NeedsAttention,
        _ => documentRemains ? CopyState.Changed : CopyState.NotPushed,
    };

    private static string? DocumentAfter(LedgerEntry entry, string? shown) => entry.State switch
    {
        PushState.Succeeded or PushState.NeedsAttention => entry.RemoteId ?? shown,
        _ when entry.ReplacementBegun => null,
        PushState.Rejected => entry.ReplacesRemoteId ?? shown,
        PushState.Cancelled when entry.RemoteId == shown => null,
        _ => shown,
    };
}
