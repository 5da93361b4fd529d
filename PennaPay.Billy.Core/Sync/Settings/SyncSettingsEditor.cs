using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Core.Sync.Runs;

namespace PennaPay.Billy.Core.Sync.Settings;

/// <summary>Reads and changes what the owner chose about keeping records alike.</summary>
public sealed class SyncSettingsEditor(Database database, SyncFeed feed, TimeProvider time)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter() },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>What holds, and the version of it; 0 as long as nobody chose.</summary>
    public async Task<(SyncChoices Choices, int Version)> ReadAsync(WorkspaceId workspace, string system, CancellationToken cancellationToken)
    {
        await using var db = database.Read(workspace);
        return await ReadAsync(db, system, cancellationToken);
    }

    /// <summary>Stores the choices, and lets the clock go by them.</summary>
    /// <param name="actor">Who chose.</param>
    /// <param name="system">For which system.</param>
    /// <param name="choices">All of them.</param>
    /// <param name="version">The version that they were changed from.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The new version; null when somebody else saved meanwhile, and nothing was stored.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A time or a mapping that nobody can have chosen.</exception>
    public Task<int?> SaveAsync(Actor actor, string system, SyncChoices choices, int version, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(choices);
        ArgumentOutOfRangeException.ThrowIfLessThan(choices.Every, SyncChoices.Shortest);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(choices.Every, SyncChoices.Longest);
        ArgumentOutOfRangeException.ThrowIfLessThan(choices.KeepMonths, 1);
        return database.WriteAsync(actor, Permission.ManageConnections, async (db, ct) =>
        {
            var now = time.GetUtcNow();
            var stored = await db.Set<SyncSettings>().FirstOrDefaultAsync(settings => settings.System == system, ct);
            if ((stored?.Version ?? 0) != version)
                return (int?)null;
            stored ??= db.Add(new SyncSettings { System = system, Choices = "" }).Entity;
            (stored.Choices, stored.Version, stored.UpdatedAt) = (JsonSerializer.Serialize(choices, Json), version + 1, now);
            var states = await (
                from state in db.Set<SyncState>()
                join connection in db.Set<Connection>() on state.ConnectionId equals connection.Id
                where connection.System == system
                select state).AsTracking().ToListAsync(ct);
            foreach (var state in states)
            {
                state.DueAt = choices.IsAutomatic ? NextTick(now, choices.Every) : null;
                var connection = state.ConnectionId;
                db.AfterCommit(() => feed.Publish(new(actor.Workspace, connection, null)));
            }

            db.Audit("sync.settings", nameof(SyncSettings), system);
            return stored.Version;
        }, cancellationToken);
    }

    internal static async Task<(SyncChoices Choices, int Version)> ReadAsync(WorkspaceDbContext db, string system, CancellationToken cancellationToken)
    {
        var stored = await db.Set<SyncSettings>().FirstOrDefaultAsync(settings => settings.System == system, cancellationToken);
        return stored is null ? (new SyncChoices(), 0) : (JsonSerializer.Deserialize<SyncChoices>(stored.Choices, Json) ?? new SyncChoices(), stored.Version);
    }

    /// <summary>The next time that is a whole number of steps after midnight UTC.</summary>
    internal static DateTimeOffset NextTick(DateTimeOffset now, TimeSpan every)
    {
        var midnight = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero);
        return midnight + (Math.Floor((now - midnight) / every) + 1) * every;
    }
}
