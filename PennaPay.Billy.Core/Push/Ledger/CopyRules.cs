using PennaPay.Billy.Core.Records.Invoices;

namespace PennaPay.Billy.Core.Push.Ledger;

/// <summary>What a push leaves an invoice's copy to show. Pure.</summary>
internal static class CopyRules
{
    /// <param name="entry">The push as it stands now, the latest of the invoice in the connection.</param>
    /// <param name="contentIsCurrent">Whether the invoice still is what was pushed.</param>
    /// <param name="shown">The document that the copy named until now.</param>
    public static (CopyState State, string? RemoteId) After(LedgerEntry entry, bool contentIsCurrent, string? shown)
    {
        var document = DocumentAfter(entry, shown);
        return (StateAfter(entry, contentIsCurrent, document is not null), document);
    }

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
