using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Core.Sync.Sources;

/// <summary>Which day it is where the companies of a source are: there an invoice becomes late.</summary>
public sealed class SourceDays(IEnumerable<ISource> sources, TimeProvider time)
{
    // What system a connection is of never changes.
    private readonly ConcurrentDictionary<Guid, TimeZoneInfo> zones = new();

    /// <param name="system">The <see cref="ISource.System"/>.</param>
    /// <exception cref="InvalidOperationException">Nothing comes from such a system.</exception>
    public DateOnly Today(string system) => sources.First(source => source.System == system).Zone.DayAt(time.GetUtcNow());

    /// <param name="origin">The <see cref="ISource.Origin"/>.</param>
    /// <exception cref="InvalidOperationException">Nothing comes from there.</exception>
    public DateOnly Today(InvoiceOrigin origin) => sources.First(source => source.Origin == origin).Zone.DayAt(time.GetUtcNow());

    internal async ValueTask<DateOnly> TodayAsync(WorkspaceDbContext db, Guid connection, CancellationToken cancellationToken) =>
        (await ZoneAsync(db, connection, cancellationToken)).DayAt(time.GetUtcNow());

    /// <summary>Where the company of a connection is; Denmark where it is of no source.</summary>
    internal async ValueTask<TimeZoneInfo> ZoneAsync(WorkspaceDbContext db, Guid connection, CancellationToken cancellationToken)
    {
        if (zones.TryGetValue(connection, out var known))
            return known;
        var system = await db.Set<Connection>().Where(one => one.Id == connection).Select(one => one.System).FirstOrDefaultAsync(cancellationToken);
        return sources.FirstOrDefault(source => source.System == system) is { Zone: var zone } ? zones[connection] = zone : DanishTime.Zone;
    }
}
