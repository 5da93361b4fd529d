using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Push.Copies;
using PennaPay.Billy.Core.Push.Ledger;
using PennaPay.Billy.Core.Storage;

namespace PennaPay.Billy.Core.Push.Attention;

/// <summary>What is left in accounts that another took the place of, so that nobody believes it to be in the present one.</summary>
public sealed class CopiesElsewhere(Database database)
{
    /// <summary>The account that lists are about, where it took the place of one that was pushed to; null where none did.</summary>
    public async Task<SwitchedAccount?> SwitchAsync(WorkspaceId workspace, CancellationToken cancellationToken)
    {
        await using var db = database.Read(workspace);
        var present = await db.Set<Connection>().Where(c => c.IsListed && c.Secret != null)
            .Select(c => new { c.Id, c.System, c.AccountName, c.UsesSandbox }).FirstOrDefaultAsync(cancellationToken);
        if (present is null)
            return null;
        var replaced = await db.Set<Connection>()
            .Where(c => c.System == present.System && c.ReplacedAt != null && db.Set<InvoiceCopy>().Any(copy => copy.ConnectionId == c.Id && copy.RemoteId != null))
            .Select(c => c.ReplacedAt).ToListAsync(cancellationToken);
        return replaced.Max() is { } at ? new(present.Id, present.AccountName, present.UsesSandbox, at) : null;
    }

    /// <summary>What each of the other accounts has, the most first. Documents that were deleted there do not count.</summary>
    public async Task<IReadOnlyList<AccountCopies>> CountAsync(WorkspaceId workspace, SwitchedAccount present, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(present);
        await using var db = database.Read(workspace);
        // There are few of them, and the copies of each are found by an index; joined, all copies there are would be read.
        var replaced = await db.Set<Connection>().Where(c => c.ReplacedAt != null && c.Id != present.Connection).Select(c => c.Id).ToListAsync(cancellationToken);
        var counts = await (
            from copy in db.Set<InvoiceCopy>()
            join connection in db.Set<Connection>() on copy.ConnectionId equals connection.Id
            where replaced.Contains(copy.ConnectionId) && copy.RemoteId != null && copy.Condition != DocumentCondition.Deleted
            // What the account issued by itself was never ours to send.
            where db.Set<LedgerEntry>().Any(entry => entry.InvoiceId == copy.InvoiceId && entry.ConnectionId == copy.ConnectionId)
            group copy by new { connection.AccountName, connection.UsesSandbox } into account
            select new
            {
                account.Key.AccountName,
                account.Key.UsesSandbox,
                All = account.Count(),
                Drafts = account.Count(copy => copy.Condition == DocumentCondition.NotChecked || copy.Condition == DocumentCondition.Draft
                    || copy.Condition == DocumentCondition.ChangedThere || copy.Condition == DocumentCondition.Duplicated),
            }).ToListAsync(cancellationToken);
        return [.. counts.Select(c => new AccountCopies(c.AccountName, c.UsesSandbox, c.Drafts, c.All - c.Drafts)).OrderByDescending(c => c.Drafts + c.Booked)];
    }
}
