using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Core.Systems.Billy.Postings.Books;
using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Core.Systems.Billy.Postings.Choices;

/// <summary>The owner's choices of how lines are posted: account and VAT, for each organisation.</summary>
public sealed class PostingMap(Database database, ConnectionOpener opener, ConnectionStore store, OrganizationReaders readers, TimeProvider time)
{
    // Compiled once, because every push asks it.
    private readonly Func<WorkspaceDbContext, Guid, IAsyncEnumerable<PostingChoice>> chosen = EF.CompileAsyncQuery(
        (WorkspaceDbContext db, Guid connection) => db.Set<PostingChoice>().Where(c => c.ConnectionId == connection));

    public async Task<PostingChoices> ReadAsync(WorkspaceId workspace, Guid connection, CancellationToken cancellationToken)
    {
        await using var db = database.Read(workspace);
        return new(await chosen(db, connection).ToListAsync(cancellationToken));
    }

    /// <summary>
    /// Stores all changes or none. Billy is asked whether it has what is newly chosen; taking a choice back needs no Billy.
    /// Links to products need no care: what is chosen is part of their key (<see cref="ProductKey"/>).
    /// </summary>
    public async Task<SavePostingResult> SaveAsync(
        Actor actor, IReadOnlyList<PostingChange> changes, CancellationToken cancellationToken)
    {
        await database.DemandAsync(actor, Permission.ManageMappings, cancellationToken);
        var (opened, notOpened) = await opener.OpenCurrentAsync(actor.Workspace, BillySystem.SystemId, cancellationToken);
        if (opened is null)
            return new SavePostingResult.Refused(notOpened!);
        if (await RefusalAsync(opened, changes, cancellationToken) is { } refusal)
            return new SavePostingResult.Refused(refusal);

        var stored = await database.WriteAsync(actor, Permission.ManageMappings, async (db, ct) =>
        {
            if (!await StoreAsync(db, opened.Connection.Id, changes, ct))
                return false;
            db.Audit("postings.chosen", nameof(Connection), opened.Connection.Id.ToString(), changes.Count);
            store.Tell(db, opened.Connection);
            return true;
        }, cancellationToken);
        return stored ? new SavePostingResult.Saved() : new SavePostingResult.ChangedMeanwhile();
    }

    private async Task<Failure?> RefusalAsync(
        OpenedConnection opened, IReadOnlyList<PostingChange> changes, CancellationToken cancellationToken)
    {
        if (changes.FirstOrDefault(change => !IsSensible(change)) is { } senseless)
            return new Failure(senseless.Subject == PostingSubject.Vat ? FailureCodes.VatUnmapped : FailureCodes.AccountUnknown);
        if (changes.All(change => change.Wanted == PostingTarget.Open))
            return null;
        try
        {
            var books = await readers.Of(opened.Connection).PostingAsync(opened.Urgently().Access, cancellationToken);
            return changes.Select(change => Unknown(books, change)).FirstOrDefault(failure => failure is not null);
        }
        catch (ApiException failure)
        {
            return ApiFailures.DescribeRead(failure);
        }
    }

    private static bool IsSensible(PostingChange change) => change.Subject switch
    {
        PostingSubject.Vat => Enum.TryParse<VatTreatment>(change.Key, out var treatment) && treatment.ToString() == change.Key,
        PostingSubject.Account =>
            change.Key is { Length: > 0 and <= InvoiceRules.MaxShortText } && change.Key == change.Key.Trim() && change.Wanted.RulesetId is null,
        _ => false,
    };

    private static Failure? Unknown(PostingSetup books, PostingChange change)
    {
        if (change.Wanted.AccountId is { } account && account != change.Seen.AccountId && books.FindAccount(null, account) is null)
            return new Failure(FailureCodes.AccountUnknown);
        return change.Wanted.RulesetId is { } ruleset && ruleset != change.Seen.RulesetId && books.Vat.Rulesets.All(r => r.Id != ruleset)
            ? new Failure(FailureCodes.VatUnmapped)
            : null;
    }

    private async Task<bool> StoreAsync(
        WorkspaceDbContext db, Guid connection, IReadOnlyList<PostingChange> changes, CancellationToken cancellationToken)
    {
        foreach (var change in changes)
        {
            var row = await db.Set<PostingChoice>().FindAsync([db.Workspace, connection, change.Subject, change.Key], cancellationToken);
            var current = row?.Target ?? PostingTarget.Open;
            if (current != change.Seen && current != change.Wanted)
            {
                db.ChangeTracker.Clear();
                return false;
            }

            if (change.Wanted == PostingTarget.Open)
            {
                if (row is not null)
                    db.Remove(row);
                continue;
            }

            if (row is null)
                db.Add(row = new PostingChoice { ConnectionId = connection, Subject = change.Subject, Key = change.Key });
            (row.AccountId, row.RulesetId, row.ChangedAt) = (change.Wanted.AccountId, change.Wanted.RulesetId, time.GetUtcNow());
        }

        return true;
    }
}
