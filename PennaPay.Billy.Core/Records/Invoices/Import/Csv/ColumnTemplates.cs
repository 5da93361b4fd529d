using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Storage;

namespace PennaPay.Billy.Core.Records.Invoices.Import.Csv;

/// <summary>Remembers what columns mean, so that each kind of table is asked about once.</summary>
public sealed class ColumnTemplates(Database database, TimeProvider time)
{
    /// <summary>The most that a workspace keeps; the oldest go.</summary>
    public const int Most = 100;

    /// <summary>All that are remembered, the latest first.</summary>
    public async Task<IReadOnlyList<ColumnTemplate>> ListAsync(WorkspaceId workspace, CancellationToken cancellationToken)
    {
        await using var db = database.Read(workspace);
        return await db.Set<ColumnTemplate>().OrderByDescending(template => template.SavedAt).ToListAsync(cancellationToken);
    }

    /// <summary>Remembers what the headings of a question mean.</summary>
    /// <param name="actor">Who says so.</param>
    /// <param name="question">The table that it was asked for.</param>
    /// <param name="columns">For each heading the name of its column, or null; each column at most once.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ArgumentException">There are not as many as headings, one is no column, or one comes twice.</exception>
    public Task SaveAsync(Actor actor, ColumnQuestion question, IReadOnlyList<string?> columns, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(question);
        List<string> named = [.. columns.OfType<string>()];
        if (columns.Count != question.Headings.Count || named.Distinct().Count() != named.Count || !named.TrueForAll(name => Enum.GetNames<CsvColumn>().Contains(name)))
            throw new ArgumentException("These are not the columns of the table.", nameof(columns));
        return database.WriteAsync(actor, Permission.ImportInvoices, async (db, token) =>
        {
            var known = await db.Set<ColumnTemplate>().OrderByDescending(template => template.SavedAt).ToListAsync(token);
            db.RemoveRange(known.Where(template => template.HeadingsHash != question.Hash).Skip(Most - 1));
            var template = known.Find(one => one.HeadingsHash == question.Hash);
            if (template is null)
                db.Add(template = new() { WorkspaceId = actor.Workspace, HeadingsHash = question.Hash });
            template.Headings = [.. question.Headings.Select(heading => heading.Heading)];
            template.Columns = [.. columns.Select(name => name ?? "")];
            (template.SavedAt, template.SavedBy) = (time.GetUtcNow(), actor.Name);
            db.Audit("columns.remembered", nameof(ColumnTemplate), question.Hash);
        }, cancellationToken);
    }

    /// <summary>Forgets it, so that the next such table is asked about again.</summary>
    public Task ForgetAsync(Actor actor, string headingsHash, CancellationToken cancellationToken) =>
        database.WriteAsync(actor, Permission.ImportInvoices, async (db, token) =>
        {
            if (await db.Set<ColumnTemplate>().Where(template => template.HeadingsHash == headingsHash).ExecuteDeleteAsync(token) > 0)
                db.Audit("columns.forgotten", nameof(ColumnTemplate), headingsHash);
        }, cancellationToken);

    /// <summary>What headings mean, by their hash.</summary>
    internal static async Task<IReadOnlyDictionary<string, IReadOnlyList<CsvColumn?>>> ReadAsync(
        Database database, WorkspaceId workspace, CancellationToken cancellationToken)
    {
        await using var db = database.Read(workspace);
        var templates = await db.Set<ColumnTemplate>().ToListAsync(cancellationToken);
        return templates.ToDictionary(
            template => template.HeadingsHash,
            // A column that another version knew means nothing here.
            template => (IReadOnlyList<CsvColumn?>)[.. template.Columns.Select(name => Enum.TryParse<CsvColumn>(name, out var column) ? column : (CsvColumn?)null)]);
    }
}
