using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Core.Records.Invoices.Lists;

/// <summary>Each user's filters of the invoice list.</summary>
public sealed class SavedFilters(Database database)
{
    /// <summary>The most that one user keeps in a workspace.</summary>
    public const int Most = 20;

    public const int MaxName = 40;

    /// <summary>The user's filters in the order in which they were saved.</summary>
    public async Task<IReadOnlyList<SavedFilter>> ListAsync(WorkspaceId workspace, Guid user, CancellationToken cancellationToken)
    {
        await using var db = database.Read(workspace);
        return await Of(db, user).OrderBy(filter => filter.Id).ToListAsync(cancellationToken);
    }

    /// <summary>Saves a filter under a new name; of the query its page does not count.</summary>
    public async Task<SaveFilterResult> SaveAsync(Actor actor, string? name, InvoiceQuery query, CancellationToken cancellationToken)
    {
        if (InputText.Line(name) is not { } tidy)
            return new SaveFilterResult.NameMissing();
        if (tidy.Length > MaxName)
            return new SaveFilterResult.NameTooLong();
        var search = SearchText.Tidy(query.Search);

        return await database.WriteAsync<SaveFilterResult>(actor, Permission.KeepOwnPreferences, async (db, ct) =>
        {
            var names = await Of(db, actor.UserId).Select(filter => filter.Name).ToListAsync(ct);
            // The database folds only the letters of English.
            if (names.Find(taken => string.Equals(taken, tidy, StringComparison.OrdinalIgnoreCase)) is { } known)
                return new SaveFilterResult.NameTaken(known);
            if (names.Count >= Most)
                return new SaveFilterResult.TooMany();

            var filter = new SavedFilter
            {
                Id = Guid.CreateVersion7(),
                UserId = actor.UserId,
                Name = tidy,
                Search = search,
                Status = query.Status,
                CopyState = query.CopyState,
                Kind = query.Kind,
                Sort = query.Sort,
                Descending = query.Descending,
            };
            db.Add(filter);
            db.Audit("filter.saved", nameof(SavedFilter), filter.Id);
            return new SaveFilterResult.Saved(filter);
        }, cancellationToken);
    }

    /// <summary>Forgets one of one's filters; one that is gone already is no error.</summary>
    public Task DeleteAsync(Actor actor, Guid filterId, CancellationToken cancellationToken) =>
        database.WriteAsync(actor, Permission.KeepOwnPreferences, async (db, ct) =>
        {
            if (await Of(db, actor.UserId).Where(filter => filter.Id == filterId).ExecuteDeleteAsync(ct) > 0)
                db.Audit("filter.deleted", nameof(SavedFilter), filterId);
        }, cancellationToken);

    private static IQueryable<SavedFilter> Of(WorkspaceDbContext db, Guid user) => db.Set<SavedFilter>().Where(filter => filter.UserId == user);
}
