using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Links;
using PennaPay.Billy.Core.Storage;

namespace PennaPay.Billy.Core.Sync.Sources;

/// <summary>How far the reading of accounts is, and what of them is here.</summary>
public sealed class SourceOverview(Database database, SourceSystems sources)
{
    /// <summary>How an invoice stands in the system that it came from; null where it came from none.</summary>
    public async Task<SourcedInvoice?> StandingAsync(WorkspaceId workspace, Guid invoice, CancellationToken cancellationToken)
    {
        await using var db = database.Read(workspace);
        return await db.Set<SourcedInvoice>().FirstOrDefaultAsync(row => row.InvoiceId == invoice, cancellationToken);
    }

    /// <returns>Null where the account is not taken in.</returns>
    public async Task<SourceProgress?> ReadAsync(WorkspaceId workspace, Guid connection, string system, CancellationToken cancellationToken)
    {
        await using var db = database.Read(workspace);
        var tasks = await db.Set<SourceTaskState>().Where(task => task.ConnectionId == connection).OrderBy(task => task.Position).ToListAsync(cancellationToken);
        if (tasks.Count == 0 || sources.Of(system) is not { } source)
            return null;
        var kinds = source.Tasks.ToDictionary(task => task.Name, task => task.Kind, StringComparer.Ordinal);
        return new()
        {
            AsOf = SourceProgress.AsOfOf(source, tasks),
            First = tasks.FindAll(task => kinds.GetValueOrDefault(task.Name, SourceTaskKind.Again) == SourceTaskKind.First),
            Again = tasks.FindAll(task => kinds.GetValueOrDefault(task.Name, SourceTaskKind.First) == SourceTaskKind.Again),
            Customers = await db.Set<RecordLink>().CountAsync(link => link.ConnectionId == connection && link.Kind == RecordKind.Contact, cancellationToken),
            Invoices = await db.Set<SourcedInvoice>().CountAsync(invoice => invoice.ConnectionId == connection, cancellationToken),
            Excluded = await db.Set<SourceAccount>().Where(account => account.ConnectionId == connection && account.ExcludedAt != null).OrderBy(account => account.RemoteId).ToListAsync(cancellationToken),
        };
    }
}

/// <summary>How far the reading of one account is.</summary>
public sealed record SourceProgress
{
    /// <summary>What is read when it is taken in, in its order.</summary>
    public required IReadOnlyList<SourceTaskState> First { get; init; }

    /// <summary>What is read again and again.</summary>
    public required IReadOnlyList<SourceTaskState> Again { get; init; }

    /// <summary>How many of its customers are here.</summary>
    public required int Customers { get; init; }

    /// <summary>How many of its invoices and credit notes are here.</summary>
    public required int Invoices { get; init; }

    /// <summary>Those that are left out.</summary>
    public required IReadOnlyList<SourceAccount> Excluded { get; init; }

    /// <summary>Whether all that was there has been read once.</summary>
    public bool IsWhole => First.All(task => task.DoneAt is not null);

    /// <summary>As of when what is told of its invoices holds; null until all that was there has been read once.</summary>
    public required DateTimeOffset? AsOf { get; init; }

    internal static DateTimeOffset? AsOfOf(ISource source, IReadOnlyCollection<SourceTaskState> tasks)
    {
        var kinds = source.Tasks.ToDictionary(task => task.Name, StringComparer.Ordinal);
        var first = tasks.Where(task => kinds.GetValueOrDefault(task.Name)?.Kind == SourceTaskKind.First).ToList();
        if (first.Count == 0 || first.Exists(task => task.DoneAt is null))
            return null;
        var whole = first.Max(task => task.DoneAt);
        return tasks.Where(task => kinds.GetValueOrDefault(task.Name)?.TellsStandings == true).Select(task => task.DoneAt ?? whole).DefaultIfEmpty(whole).Min();
    }

    /// <summary>Why the reading does not go on; null while it does.</summary>
    public Failure? Failure => First.Concat(Again).Select(task => task.Failure).FirstOrDefault(failure => failure is not null);
}
