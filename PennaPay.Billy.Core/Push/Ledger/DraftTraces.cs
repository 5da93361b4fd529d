namespace PennaPay.Billy.Core.Push.Ledger;

/// <summary>
/// What Billy may hold of one invoice, as far as its pushes tell. A new push begins with this: what is left out here would
/// become a second draft (law 2). Pure.
/// </summary>
/// <param name="Standing">The push whose draft is in Billy.</param>
/// <param name="HalfReplaced">
/// The push whose draft a later one began to replace, without ever learning that it is gone: it may be there or not.
/// </param>
/// <param name="GivenUp">The latest push that a person let rest while its draft may have arrived.</param>
internal sealed record DraftTraces(LedgerEntry? Standing, LedgerEntry? HalfReplaced, LedgerEntry? GivenUp)
{
    /// <summary>Whether Billy may hold anything at all.</summary>
    public bool Any => (Standing ?? HalfReplaced ?? GivenUp) is not null;

    /// <param name="pushes">All pushes of the invoice to one organisation.</param>
    public static DraftTraces Of(IReadOnlyCollection<LedgerEntry> pushes)
    {
        var replacing = pushes.Where(p => p is { ReplacementBegun: true, ReplacesRemoteId: not null }).ToList();
        var begun = replacing.ConvertAll(p => p.ReplacesRemoteId);
        // Nothing is sent before Billy has shown that the replaced draft is gone.
        var gone = replacing.Where(p => p.SentAt >= p.QueuedAt).Select(p => p.ReplacesRemoteId).ToHashSet();
        var made = pushes.Where(p => p is { State: PushState.Succeeded, RemoteId: not null }).ToList();
        return new(
            made.Where(p => !begun.Contains(p.RemoteId)).MaxBy(p => p.EndedAt),
            made.Where(p => begun.Contains(p.RemoteId) && !gone.Contains(p.RemoteId)).MaxBy(p => p.EndedAt),
            pushes.Where(p => p.WasGivenUp).MaxBy(p => p.SentAt));
    }
}
