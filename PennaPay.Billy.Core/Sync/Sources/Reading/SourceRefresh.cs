using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Links;
using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Core.Sync.Sources.Storing;

namespace PennaPay.Billy.Core.Sync.Sources.Reading;

/// <summary>Reads one customer as soon as somebody looks at it: of some things that belong to it, such as its contact persons, a source tells no changes.</summary>
public sealed partial class SourceRefresh
{
    // Whoever opens a page again and again asks no more often.
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);
    private const int MostRemembered = 1000;

    // Whoever opens one customer after another takes no more of what the system allows than a quarter of a minute's reading.
    private const int MostAMinute = 20;

    private readonly Database database;
    private readonly CustomerOwners owners;
    private readonly SourceSystems sources;
    private readonly ConnectionOpener opener;
    private readonly SourceWriter writer;
    private readonly TimeProvider time;
    private readonly ILogger<SourceRefresh> logger;
    private readonly ConcurrentDictionary<Guid, DateTimeOffset> readAt = new();
    private readonly ConcurrentDictionary<Guid, (DateTimeOffset Since, int Count)> lately = new();

    internal SourceRefresh(
        Database database, CustomerOwners owners, SourceSystems sources, ConnectionOpener opener, SourceWriter writer, TimeProvider time, ILogger<SourceRefresh> logger) =>
        (this.database, this.owners, this.sources, this.opener, this.writer, this.time, this.logger) = (database, owners, sources, opener, writer, time, logger);

    /// <summary>Reads a customer, unless it comes from no source or was read in the last minute. What cannot be read now comes with the next round.</summary>
    /// <returns>Whether anything may be otherwise than it was.</returns>
    public async Task<bool> RefreshAsync(WorkspaceId workspace, Guid customer, CancellationToken cancellationToken)
    {
        if (await owners.FindAsync(workspace, customer, cancellationToken) is not { } owner || sources.Of(owner.System) is not { } source || !Take(owner.ConnectionId, customer))
            return false;
        await using var db = database.Read(workspace);
        var id = await db.Set<RecordLink>().Where(link => link.ConnectionId == owner.ConnectionId && link.Kind == RecordKind.Contact && link.LocalId == customer)
            .Select(link => link.RemoteId).FirstOrDefaultAsync(cancellationToken);
        if (id is null || (await opener.OpenAsync(workspace, owner.ConnectionId, cancellationToken)).Opened is not { } opened)
            return false;
        try
        {
            return await writer.StoreAsync(source, opened.Connection, await source.ReadCustomerAsync(opened.Urgently(), id, cancellationToken), cancellationToken);
        }
        catch (ApiException exception)
        {
            Log.NotRead(logger, owner.System, exception.Failure, exception.StatusCode);
            return false;
        }
    }

    /// <summary>Reads one invoice anew, for somebody who has mended it over there.</summary>
    /// <returns>Why it could not be read; null where it was.</returns>
    public async Task<Failure?> ReadInvoiceAsync(Actor actor, Guid invoice, CancellationToken cancellationToken)
    {
        await database.DemandAsync(actor, Permission.Synchronize, cancellationToken);
        await using var db = database.Read(actor.Workspace);
        if (await db.Set<SourcedInvoice>().Where(row => row.InvoiceId == invoice).Select(row => new { row.ConnectionId, row.RemoteId }).FirstOrDefaultAsync(cancellationToken) is not { } row)
            return new(FailureCodes.RecordNotFound);
        var (opened, refusal) = await opener.OpenAsync(actor.Workspace, row.ConnectionId, cancellationToken);
        if (opened is null || sources.Of(opened.Connection.System) is not { } source)
            return refusal ?? new(FailureCodes.NotConnected);
        try
        {
            var step = await source.ReadInvoiceAsync(opened.Urgently(), row.RemoteId, new(database, opened.Connection), cancellationToken);
            await writer.StoreAsync(source, opened.Connection, step, cancellationToken);
            await database.NoteAsync(actor, new("source.read_now", nameof(Connection), row.ConnectionId.ToString()), cancellationToken);
            return null;
        }
        catch (ApiException exception)
        {
            return ApiFailures.DescribeRead(exception);
        }
    }

    private bool Take(Guid connection, Guid customer)
    {
        var now = time.GetUtcNow();
        if (readAt.TryGetValue(customer, out var last) && last <= now && now - last < Fresh)
            return false;
        var few = lately.AddOrUpdate(connection, _ => (now, 1), (_, known) => now - known.Since >= Fresh || now < known.Since ? (now, 1) : (known.Since, known.Count + 1));
        if (few.Count > MostAMinute)
            return false;
        if (readAt.Count >= MostRemembered)
            readAt.Clear();
        readAt[customer] = now;
        return true;
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "A customer of {System} could not be read at once: {Failure} {Status}.")]
        public static partial void NotRead(ILogger logger, string system, ApiFailure failure, int? status);
    }
}
