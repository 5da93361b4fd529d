using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Push.Copies;
using PennaPay.Billy.Core.Push.Ledger;
using PennaPay.Billy.Core.Push.Targets;
using PennaPay.Billy.Core.Storage;

namespace PennaPay.Billy.Core.Push.Reconciling;

/// <summary>Reads what an account holds that is newer than what is known of it, or all of it where that cannot be told.</summary>
internal sealed class AccountReader(Database database, StrayDocuments strays)
{
    // How much older than its time in the list a document can be, and how far two clocks can be apart.
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(15);

    // Where each of them met a list that got shorter, one finds what another passed over.
    private const int MostReadings = 3;

    // A list that goes on for longer has no end, or is kept from being read to it.
    private const int MostPages = 500;
    private const int MostDocuments = 500_000;

    /// <summary>The documents there that neither a push nor an earlier look accounts for and that may be ours.</summary>
    /// <param name="queue">Whose account.</param>
    /// <param name="account">The account, opened.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyList<RemoteDocument>> StraysAsync(
        QueueId queue, TargetAccount account, CancellationToken cancellationToken)
    {
        // The first page nearly always tells, and need not be a long one.
        var first = await ReadAsync(queue, account, isQuick: true, cancellationToken);
        if (first.IsEnough)
            return first.Found;
        Dictionary<string, RemoteDocument> found = [];
        for (var readings = 1; ; readings++)
        {
            var reading = await ReadAsync(queue, account, isQuick: false, cancellationToken);
            if (!reading.HasShrunk)
                return reading.Found;
            foreach (var document in reading.Found)
                found[document.Id] = document;
            if (readings == MostReadings)
                return [.. found.Values.OrderByDescending(document => document.CreatedAt)];
        }
    }

    private async Task<Reading> ReadAsync(
        QueueId queue, TargetAccount account, bool isQuick, CancellationToken cancellationToken)
    {
        List<RemoteDocument> found = [];
        HashSet<string> seen = [];
        DateTimeOffset? newestKnown = null, oldest = null;
        // What is older than this was looked through when it was found out.
        var since = account.Connection.BehindSince;
        var (isSorted, hasShrunk) = (true, false);
        int? total = null;
        for (var page = 1; ; page++)
        {
            if (page > MostPages || seen.Count > MostDocuments)
                throw TooMuch(account);
            var answer = await account.Target.NewestAsync(account.Opened, page, isQuick, cancellationToken);
            // Where one is deleted, those behind it move up, past the edge of a page that was read before.
            hasShrunk |= answer.Total < total;
            total = answer.Total;
            var fresh = answer.Documents.Where(document => seen.Add(document.Id)).ToList();
            var ids = fresh.ConvertAll(document => document.Id);
            var own = await OwnAsync(queue, ids, cancellationToken);
            var others = await OthersAsync(account.Connection, ids, cancellationToken);
            foreach (var document in fresh)
            {
                isSorted = isSorted && document.CreatedAt is { } at && !(at > oldest);
                oldest = document.CreatedAt;
                if (own.Contains(document.Id))
                    newestKnown ??= document.CreatedAt;
                else if (!others.Contains(document.Id) && MayBeOurs(account.Target, document))
                    found.Add(document);
            }

            // A system that answers the same page again has no more to tell.
            if (answer.IsLast || fresh.Count == 0)
                return new(found, true, hasShrunk);
            // What this database does not know was made after all that it knows.
            var edge = newestKnown < since ? newestKnown : since ?? newestKnown;
            if (isSorted && newestKnown is not null && oldest < edge - Margin)
                return new(found, true, hasShrunk);
            if (isQuick)
                return new(found, false, hasShrunk);
        }
    }

    /// <summary>
    /// Which of the documents a push of this connection may have made that is in doubt, waits for a person or was given up.
    /// </summary>
    public async Task<IReadOnlySet<string>> ClaimedAsync(
        QueueId queue, IReadOnlyList<RemoteDocument> documents, CancellationToken cancellationToken)
    {
        var keys = documents.Select(document => document.Key).OfType<string>().ToHashSet();
        var numbers = documents.Where(document => document.Key is null).Select(document => document.Reference).OfType<string>().ToHashSet();
        await using var db = database.Read(queue.Workspace);
        var pushes = await db.Set<LedgerEntry>()
            .Where(e => e.ConnectionId == queue.Connection && e.Key != null && e.SentAt != null
                && (e.State == PushState.Sending || e.State == PushState.Unknown || e.State == PushState.NeedsAttention || e.State == PushState.Cancelled))
            .Select(e => new { e.Key, e.InvoiceNumber, e.PartyId }).ToListAsync(cancellationToken);
        var byKey = pushes.Where(push => keys.Contains(push.Key!)).Select(push => push.Key!).ToHashSet();
        var byNumber = pushes.Where(push => numbers.Contains(push.InvoiceNumber)).Select(push => (push.InvoiceNumber, push.PartyId)).ToHashSet();
        return documents
            .Where(document => document.Key is { } key ? byKey.Contains(key) : byNumber.Contains((document.Reference!, document.PartyId)))
            .Select(document => document.Id).ToHashSet();
    }

    private async Task<HashSet<string>> OwnAsync(QueueId queue, List<string> ids, CancellationToken cancellationToken)
    {
        await using var db = database.Read(queue.Workspace);
        var pushed = await db.Set<LedgerEntry>()
            .Where(e => e.ConnectionId == queue.Connection && e.State != PushState.Cancelled && e.RemoteId != null && ids.Contains(e.RemoteId))
            .Select(e => e.RemoteId!).ToListAsync(cancellationToken);
        return [.. pushed, .. await strays.KnownAsync(queue, ids, cancellationToken)];
    }

    // Several workspaces may work with one account, and what the account issued by itself stands here too. What others made is none of
    // ours, but says nothing of how old this one is.
    private async Task<HashSet<string>> OthersAsync(Connection account, List<string> ids, CancellationToken cancellationToken)
    {
        await using var db = database.Read(account.WorkspaceId);
        var issued = await db.Set<InvoiceCopy>()
            .Where(copy => copy.ConnectionId == account.Id && copy.RemoteId != null && ids.Contains(copy.RemoteId)).Select(copy => copy.RemoteId!).ToListAsync(cancellationToken);
        var made = await db.Set<LedgerEntry>().IgnoreQueryFilters()
            .Where(e => e.ConnectionId != account.Id && e.State != PushState.Cancelled && e.RemoteId != null && ids.Contains(e.RemoteId)
                && db.Set<Connection>().IgnoreQueryFilters().Any(c =>
                    c.Id == e.ConnectionId && c.System == account.System && c.UsesSandbox == account.UsesSandbox && c.AccountId == account.AccountId))
            .Select(e => e.RemoteId!).ToListAsync(cancellationToken);
        return [.. issued, .. made];
    }

    private static ApiException TooMuch(TargetAccount account) =>
        new(ApiFailure.TooMuch, $"{account.Opened.Access.Profile.Name}'s list of documents does not end.") { MayHaveBeenProcessed = false };

    // Without a key it is ours only if it refers to a number, and then it may be somebody else's all the same.
    private static bool MayBeOurs(IPushTarget target, RemoteDocument document) =>
        document.Key is { } key ? target.IsKey(key) : !string.IsNullOrWhiteSpace(document.Reference);

    /// <param name="Found">What may be ours.</param>
    /// <param name="IsEnough">Whether nothing further on can be.</param>
    /// <param name="HasShrunk">Whether documents were deleted meanwhile, so that others may have been passed over.</param>
    private sealed record Reading(IReadOnlyList<RemoteDocument> Found, bool IsEnough, bool HasShrunk);
}
