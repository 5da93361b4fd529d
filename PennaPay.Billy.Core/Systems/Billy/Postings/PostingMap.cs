using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Core.Systems.Billy.Postings;

/// <summary>One choice to store.</summary>
/// <param name="Subject">What it is about.</param>
/// <param name="Key">A treatment's name or an account code.</param>
/// <param name="Seen">What was chosen when the person looked; somebody else's choice since is not overwritten.</param>
/// <param name="Wanted">What to choose; <see cref="PostingTarget.Open"/> takes the choice back.</param>
public sealed record PostingChange(PostingSubject Subject, string Key, PostingTarget Seen, PostingTarget Wanted);

/// <summary>What came of storing choices.</summary>
public abstract record SavePostingResult
{
    private SavePostingResult()
    {
    }

    /// <summary>All of them hold from the next push on.</summary>
    public sealed record Saved : SavePostingResult;

    /// <summary>Somebody else chose otherwise since; none is stored.</summary>
    public sealed record ChangedMeanwhile : SavePostingResult;

    /// <summary>None is stored.</summary>
    public sealed record Refused(Failure Failure) : SavePostingResult;
}

/// <summary>The owner's choices of how lines are posted: account and VAT, for each Billy organisation.</summary>
public sealed class PostingMap(Database database, Connector connector, OrganizationReaders shelf, ConnectionFeed feed, TimeProvider time)
{
    // Compiled once, because every push asks it.
    private readonly Func<WorkspaceDbContext, string, IAsyncEnumerable<PostingChoice>> chosen = EF.CompileAsyncQuery(
        (WorkspaceDbContext db, string organization) => db.Set<PostingChoice>().Where(c => c.OrganizationId == organization));

    /// <summary>The choices for one organisation.</summary>
    public async Task<PostingChoices> ReadAsync(WorkspaceId workspace, string organizationId, CancellationToken cancellationToken)
    {
        await using var db = database.Read(workspace);
        return new(await chosen(db, organizationId).ToListAsync(cancellationToken));
    }

    /// <summary>
    /// Stores all changes or none. Billy is asked whether it has what is newly chosen; taking a choice back needs no Billy.
    /// Links to products need no care: what is chosen is part of their key (<see cref="ProductKey"/>).
    /// </summary>
    public async Task<SavePostingResult> SaveAsync(
        WorkspaceId workspace, IReadOnlyList<PostingChange> changes, CancellationToken cancellationToken)
    {
        var access = await connector.OpenAsync(workspace, cancellationToken);
        if (access is not BillyAccessResult.Opened opened)
            return new SavePostingResult.Refused(((BillyAccessResult.Refused)access).Failure);
        if (await RefusalAsync(workspace, opened, changes, cancellationToken) is { } refusal)
            return new SavePostingResult.Refused(refusal);

        var organization = opened.Connection.OrganizationId!;
        var stored = await database.WriteAsync(
            workspace, (db, ct) => StoreAsync(db, organization, changes, ct), cancellationToken);
        if (!stored)
            return new SavePostingResult.ChangedMeanwhile();
        feed.Publish(new ConnectionChanged(workspace));
        return new SavePostingResult.Saved();
    }

    private async Task<Failure?> RefusalAsync(
        WorkspaceId workspace, BillyAccessResult.Opened opened, IReadOnlyList<PostingChange> changes, CancellationToken cancellationToken)
    {
        if (changes.FirstOrDefault(change => !IsSensible(change)) is { } senseless)
            return new Failure(senseless.Subject == PostingSubject.Vat ? FailureCodes.VatUnmapped : FailureCodes.AccountUnknown);
        if (changes.All(change => change.Wanted == PostingTarget.Open))
            return null;
        try
        {
            var books = await shelf.Of(workspace, opened.Connection).PostingAsync(opened.Access, cancellationToken);
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
        WorkspaceDbContext db, string organization, IReadOnlyList<PostingChange> changes, CancellationToken cancellationToken)
    {
        foreach (var change in changes)
        {
            var row = await db.Set<PostingChoice>().FindAsync([db.Workspace, organization, change.Subject, change.Key], cancellationToken);
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
                db.Add(row = new PostingChoice { OrganizationId = organization, Subject = change.Subject, Key = change.Key });
            (row.AccountId, row.RulesetId, row.ChangedAt) = (change.Wanted.AccountId, change.Wanted.RulesetId, time.GetUtcNow());
        }

        return true;
    }
}
