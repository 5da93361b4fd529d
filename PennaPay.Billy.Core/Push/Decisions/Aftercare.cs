using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Push.Ledger;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Core.Systems.Billy.Api;

namespace PennaPay.Billy.Core.Push.Decisions;

/// <summary>How a draft that was pushed stands in Billy, as of the last look.</summary>
public enum DraftCondition
{
    /// <summary>Not looked at since the push.</summary>
    NotChecked,

    /// <summary>Still a draft.</summary>
    Draft,

    /// <summary>A person has booked it.</summary>
    Booked,

    /// <summary>Gone: a person deleted it.</summary>
    Deleted,

    /// <summary>A second document carries the same key, which only a very late request can have made.</summary>
    Duplicated,
}

/// <summary>
/// Looks after drafts one hour, one day and then every week after the push: a request that Billy carried out very late
/// would show as a second draft, and people book and delete. One request reads a thousand of them.
/// </summary>
public sealed class Aftercare(Database database, BillyReader billy, Connector connector, TimeProvider time)
{
    private const int MostAtOnce = 2000;
    private const int FewEnoughToAskSingly = 3;

    /// <summary>When a draft is looked at again, from how long ago it was pushed.</summary>
    public static TimeSpan NextLookAfter(TimeSpan age) => age switch
    {
        _ when age < TimeSpan.FromHours(1) => TimeSpan.FromHours(1) - age,
        _ when age < TimeSpan.FromHours(24) => TimeSpan.FromHours(24) - age,
        _ => TimeSpan.FromDays(7),
    };

    /// <summary>Every workspace with a draft that is due for a look.</summary>
    internal async Task<IReadOnlyList<WorkspaceId>> WorkspacesDueAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var db = database.Read(default);
        return await db.Set<LedgerEntry>().IgnoreQueryFilters()
            .Where(e => e.State == PushState.Succeeded && e.NextLookAt <= now)
            .Select(e => e.WorkspaceId).Distinct().ToListAsync(cancellationToken);
    }

    /// <summary>Looks at what is due in one workspace; answers how many. A Billy that does not answer is asked another time.</summary>
    /// <exception cref="ApiException">Billy could not be asked.</exception>
    public async Task<int> RunAsync(WorkspaceId workspace, CancellationToken cancellationToken)
    {
        var due = await DueAsync(workspace, cancellationToken);
        if (due.Count == 0 || await connector.OpenAsync(workspace, cancellationToken) is not BillyAccessResult.Opened opened)
            return 0;

        var mine = due.Where(e => e.OrganizationId == opened.Connection.OrganizationId).ToList();
        var found = mine.Count <= FewEnoughToAskSingly
            ? await AskSinglyAsync(opened.Access, mine, cancellationToken)
            : await ReadAllAsync(workspace, opened.Access, mine, cancellationToken);
        var known = await KnownDraftsAsync(workspace, mine, cancellationToken);
        var byId = found.DistinctBy(i => i.Id).ToDictionary(i => i.Id);
        var byKey = found.DistinctBy(i => i.Id).Where(i => i.ExternalId is not null).ToLookup(i => i.ExternalId!);
        var standings = mine.ToDictionary(e => e.Id, e => Judge(e, byId, byKey, known));
        await RememberAsync(workspace, due, standings, cancellationToken);
        return mine.Count;
    }

    private static DraftCondition Judge(
        LedgerEntry push, Dictionary<string, BillyInvoice> byId, ILookup<string, BillyInvoice> byKey, HashSet<string> known)
    {
        if (push.Key is { } key && byKey[key].Any(i => i.Id != push.RemoteId && !known.Contains(i.Id)))
            return DraftCondition.Duplicated;
        return byId.TryGetValue(push.RemoteId!, out var draft)
            ? draft.State == "draft" ? DraftCondition.Draft : DraftCondition.Booked
            : DraftCondition.Deleted;
    }

    private async Task<List<LedgerEntry>> DueAsync(WorkspaceId workspace, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var db = database.Read(workspace);
        return await db.Set<LedgerEntry>()
            .Where(e => e.State == PushState.Succeeded && e.NextLookAt <= now && e.RemoteId != null)
            .OrderBy(e => e.NextLookAt).Take(MostAtOnce).ToListAsync(cancellationToken);
    }

    private async Task<List<BillyInvoice>> AskSinglyAsync(ApiAccess access, List<LedgerEntry> due, CancellationToken cancellationToken)
    {
        List<BillyInvoice> found = [];
        foreach (var push in due)
        {
            if (await billy.GetInvoiceAsync(access, push.RemoteId!, cancellationToken) is { } draft)
                found.Add(draft);
            if (push.Key is { } key)
                found.AddRange(await billy.FindInvoicesByExternalIdAsync(access, key, cancellationToken));
        }

        return found;
    }

    private async Task<List<BillyInvoice>> ReadAllAsync(
        WorkspaceId workspace, ApiAccess access, List<LedgerEntry> due, CancellationToken cancellationToken)
    {
        await using var db = database.Read(workspace);
        var ids = due.ConvertAll(e => e.InvoiceId);
        var earliest = await db.Set<Invoice>().Where(i => ids.Contains(i.Id)).Select(i => (DateOnly?)i.IssueDate).MinAsync(cancellationToken);
        List<BillyInvoice> found = [];
        for (var page = 1; ; page++)
        {
            var answer = await billy.ListInvoicesAsync(access, new InvoiceFilter { MinEntryDate = earliest, Page = page }, cancellationToken);
            found.AddRange(answer.Items);
            if (answer.Items.Count == 0 || page >= answer.PageCount)
                break;
        }

        // Not in the list can also mean that a person moved its date; only a direct look proves that it is gone.
        var listed = found.Select(i => i.Id).ToHashSet();
        foreach (var push in due.Where(e => !listed.Contains(e.RemoteId!)))
        {
            if (await billy.GetInvoiceAsync(access, push.RemoteId!, cancellationToken) is { } moved)
                found.Add(moved);
        }

        return found;
    }

    private async Task<HashSet<string>> KnownDraftsAsync(WorkspaceId workspace, List<LedgerEntry> due, CancellationToken cancellationToken)
    {
        await using var db = database.Read(workspace);
        var invoices = due.ConvertAll(e => e.InvoiceId);
        return await db.Set<LedgerEntry>().Where(e => invoices.Contains(e.InvoiceId) && e.RemoteId != null)
            .Select(e => e.RemoteId!).ToHashSetAsync(cancellationToken);
    }

    private Task RememberAsync(
        WorkspaceId workspace, List<LedgerEntry> due, Dictionary<Guid, DraftCondition> standings, CancellationToken cancellationToken) =>
        database.WriteAsync(workspace, async (db, ct) =>
        {
            var now = time.GetUtcNow();
            var ids = due.ConvertAll(e => e.Id);
            await foreach (var push in db.Set<LedgerEntry>().Where(e => ids.Contains(e.Id) && e.State == PushState.Succeeded).AsAsyncEnumerable().WithCancellation(ct))
            {
                push.NextLookAt = now + NextLookAfter(now - (push.EndedAt ?? now));
                if (standings.TryGetValue(push.Id, out var standing))
                    (push.Standing, push.LookedAt) = (standing, now);
            }
        }, cancellationToken);
}
