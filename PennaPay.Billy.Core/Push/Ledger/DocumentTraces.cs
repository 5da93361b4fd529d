namespace PennaPay.Billy.Core.Push.Ledger;

/// <summary>
/// What a connection may hold of one invoice, as far as its pushes tell. A new push begins with this: what is left out here would
/// become a second document. Pure.
/// </summary>
/// <param name="InPlace">The push whose document is there.</param>
/// <param name="HalfReplaced">
/// The push whose document a later one began to replace, without ever learning that it is gone: it may be there or not.
/// </param>
/// <param name="GivenUp">The latest push that a person let rest while its document may have arrived.</param>
internal sealed record DocumentTraces(LedgerEntry? InPlace, LedgerEntry? HalfReplaced, LedgerEntry? GivenUp)
{
    /// <summary>Whether there may be anything at all.</summary>
    public bool Any => (InPlace ?? HalfReplaced ?? GivenUp) is not null;

    /// <param name="pushes">All pushes of the invoice into one connection, for one purpose.</param>
    public static DocumentTraces Of(IReadOnlyCollection<LedgerEntry> pushes)
    {
        var replacing = pushes.Where(p => p is { ReplacementBegun: true, ReplacesRemoteId: not null }).ToList();
        var begun = replacing.ConvertAll(p => p.ReplacesRemoteId);
        // Nothing is sent before the system has shown that the replaced document is gone.
        var gone = replacing.Where(p => p.SentAt >= p.QueuedAt).Select(p => p.ReplacesRemoteId).ToHashSet();
        var made = pushes.Where(p => p is { State: PushState.Succeeded, RemoteId: not null }).ToList();
        return new(
            made.Where(p => !begun.Contains(p.RemoteId)).MaxBy(p => p.EndedAt),
            made.Where(p => begun.Contains(p.RemoteId) && !gone.Contains(p.RemoteId)).MaxBy(p => p.EndedAt),
            pushes.Where(p => p.WasGivenUp).MaxBy(p => p.SentAt));
    }
}
