using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Core.Push.History;

/// <summary>Counts what became of pushes.</summary>
public sealed class PushFigures(Database database, TimeProvider time)
{
    /// <summary>The latest days, today last; a day without pushes is there too.</summary>
    public async Task<IReadOnlyList<PushDay>> LatestDaysAsync(WorkspaceId workspace, int days, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(days);
        var first = time.DanishToday().AddDays(1 - days);
        var from = DanishTime.StartOf(first).UtcDateTime;
        await using var db = database.Read(workspace);
        // Denmark is whole hours ahead of UTC, in summer and winter, so no hour is split between two days.
        var hours = await db.Database.SqlQuery<HourCount>(Sql.Of($"""
            SELECT {Sqlite.Hour("At")} AS "Hour", COUNT(CASE WHEN "State" = {PushState.Succeeded} THEN 1 END) AS "Succeeded",
                COUNT(CASE WHEN "State" <> {PushState.Succeeded} THEN 1 END) AS "Failed"
            FROM "PushHistory"
            WHERE "WorkspaceId" = {workspace.Value} AND "IsOutcome" AND "At" >= {from}
                AND "State" IN ({PushState.Succeeded}, {PushState.Rejected}, {PushState.NeedsAttention})
            GROUP BY 1
            """)).ToListAsync(cancellationToken);
        var byDay = hours.ToLookup(hour => hour.Day);
        return
        [
            .. Enumerable.Range(0, days).Select(first.AddDays).Select(day =>
                new PushDay(day, byDay[day].Sum(hour => hour.Succeeded), byDay[day].Sum(hour => hour.Failed))),
        ];
    }

    private sealed record HourCount(string Hour, int Succeeded, int Failed)
    {
        public DateOnly Day => DanishTime.DayOf(DateTimeOffset.ParseExact(
            Hour, "yyyy-MM-dd HH", System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AssumeUniversal));
    }
}
