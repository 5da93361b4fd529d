using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Access.Refusals;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Core.Sync.Fields;
using PennaPay.Billy.Core.Sync.Questions;
using PennaPay.Billy.Core.Sync.Records;
using PennaPay.Billy.Core.Sync.Runs;

namespace PennaPay.Billy.Core.Sync.Settings;

/// <summary>Reads and changes what the owner chose about keeping records alike.</summary>
public sealed class SyncSettingsEditor(Database database, RecordEndpoints endpoints, SyncFeed feed, TimeProvider time)
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

    /// <summary>What a mapping of a module must be like.</summary>
    public async Task<FieldMapRules> RulesOfAsync(WorkspaceId workspace, string system, SyncModule module, CancellationToken cancellationToken)
    {
        await using var db = database.Read(workspace);
        return await RulesOfAsync(db, system, module, cancellationToken);
    }

    /// <returns>Why a module cannot have a mapping; nothing where it can.</returns>
    public async Task<IReadOnlyList<FieldProblem>> CheckAsync(
        WorkspaceId workspace, string system, SyncModule module, FieldMap? map, CancellationToken cancellationToken)
    {
        await using var db = database.Read(workspace);
        return await CheckAsync(db, system, module, map, cancellationToken);
    }

    /// <summary>Stores the choices, and lets the clock go by them.</summary>
    /// <param name="actor">Who chose.</param>
    /// <param name="system">For which system.</param>
    /// <param name="choices">All of them.</param>
    /// <param name="version">The version that they were changed from.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The new version; null when somebody else saved meanwhile, and nothing was stored.</returns>
    /// <exception cref="PasswordNeededException">Invoices are to go there by themselves from now on, and the password was not typed a moment ago.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A time or a choice that nobody can have made, or a mapping that <see cref="CheckAsync(WorkspaceId, string, SyncModule, FieldMap?, CancellationToken)"/> has a problem with.</exception>
    public Task<int?> SaveAsync(Actor actor, string system, SyncChoices choices, int version, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(choices);
        ArgumentOutOfRangeException.ThrowIfLessThan(choices.Every, SyncChoices.Shortest);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(choices.Every, SyncChoices.Longest);
        ArgumentOutOfRangeException.ThrowIfLessThan(choices.KeepMonths, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(choices.KeepInvoiceYears, SyncChoices.LeastInvoiceYears);
        if (choices.InvoicesGoTo is not (SyncModule.Organizations or SyncModule.Contacts))
            throw new ArgumentOutOfRangeException(nameof(choices), choices.InvoicesGoTo, "Invoices are made out to organisations or contacts.");
        if (choices.Modules.Any(module => !IsPossible(module.Key, module.Value)))
            throw new ArgumentOutOfRangeException(nameof(choices), "There is no such choice.");
        return SaveKnownAsync(actor, system, choices, version, cancellationToken);
    }

    private async Task<int?> SaveKnownAsync(Actor actor, string system, SyncChoices choices, int version, CancellationToken cancellationToken)
    {
        var (known, _) = await ReadAsync(actor.Workspace, system, cancellationToken);
        var permission = choices.PushesByItself && !known.PushesByItself ? Permission.GrantAccess : Permission.ManageConnections;
        return await database.WriteAsync(actor, permission, async (db, ct) =>
        {
            var now = time.GetUtcNow();
            var stored = await db.Set<SyncSettings>().FirstOrDefaultAsync(settings => settings.System == system, ct);
            if ((stored?.Version ?? 0) != version)
                return (int?)null;
            var before = stored is null ? new SyncChoices() : Parse(stored.Choices);
            // It may have been switched off since it was read.
            if (permission != Permission.GrantAccess && choices.PushesByItself && !before.PushesByItself)
                throw new PasswordNeededException();
            foreach (var (module, chosen) in choices.Modules)
            {
                // One that was stored earlier, and which the system has outgrown, is no reason to refuse another choice.
                if (Text(chosen.Map) != Text(before.Of(module).Map) && await CheckAsync(db, system, module, chosen.Map, ct) is [var problem, ..])
                    throw new ArgumentOutOfRangeException(nameof(choices), $"{module} cannot have this mapping: {problem.Field} {problem.Code}.");
            }

            stored ??= db.Add(new SyncSettings { System = system, Choices = "" }).Entity;
            (stored.Choices, stored.Version, stored.UpdatedAt) = (JsonSerializer.Serialize(choices, Json), version + 1, now);
            var states = await (
                from state in db.Set<SyncState>()
                join connection in db.Set<Connection>() on state.ConnectionId equals connection.Id
                where connection.System == system
                select state).AsTracking().ToListAsync(ct);
            // What may do more than it could is shown once more before anything moves.
            var anew = SyncRun.MaskOf(choices.Modules.Where(chosen => chosen.Value.MayDoMoreThan(before.Of(chosen.Key))).Select(chosen => chosen.Key));
            var off = choices.Modules.Where(chosen => !chosen.Value.IsOn).Select(chosen => chosen.Key).ToList();
            foreach (var state in states)
            {
                state.Begun &= ~anew;
                await db.Set<SyncQuestion>()
                    .Where(question => question.ConnectionId == state.ConnectionId && question.ClosedAt == null && question.Answer != SyncAnswer.Leave && off.Contains(question.Module))
                    .ExecuteUpdateAsync(update => update.SetProperty(question => question.ClosedAt, now), ct);
                state.DueAt = choices.IsAutomatic ? NextTick(now, choices.Every) : null;
                var connection = state.ConnectionId;
                db.AfterCommit(() => feed.Publish(new(actor.Workspace, connection, null)));
            }

            db.Audit("sync.settings", nameof(SyncSettings), system);
            return stored.Version;
        }, cancellationToken);
    }

    private async Task<FieldMapRules> RulesOfAsync(WorkspaceDbContext db, string system, SyncModule module, CancellationToken cancellationToken)
    {
        var pair = endpoints.Of(system, module);
        return new(pair.Theirs.DefaultMap(module), await pair.Ours.FieldsAsync(db, cancellationToken), pair.Theirs.Fields);
    }

    private async Task<IReadOnlyList<FieldProblem>> CheckAsync(
        WorkspaceDbContext db, string system, SyncModule module, FieldMap? map, CancellationToken cancellationToken) =>
        map is null ? []
        // What stands on an invoice is not chosen.
        : module != SyncModule.Invoices && endpoints.ModulesOf(system).Contains(module) ? (await RulesOfAsync(db, system, module, cancellationToken)).Check(map)
        : [new(nameof(map.Rows), FieldMapProblems.FieldUnknown, module)];

    internal static async Task<(SyncChoices Choices, int Version)> ReadAsync(WorkspaceDbContext db, string system, CancellationToken cancellationToken)
    {
        var stored = await db.Set<SyncSettings>().FirstOrDefaultAsync(settings => settings.System == system, cancellationToken);
        return stored is null ? (new SyncChoices(), 0) : (Parse(stored.Choices), stored.Version);
    }

    private static SyncChoices Parse(string choices) => JsonSerializer.Deserialize<SyncChoices>(choices, Json) ?? new SyncChoices();

    private static string Text(FieldMap? map) => JsonSerializer.Serialize(map, Json);

    private static bool IsPossible(SyncModule module, ModuleChoices choices) =>
        Enum.IsDefined(module) && Enum.IsDefined(choices.Direction) && Enum.IsDefined(choices.Priority)
        && (choices.Map?.Rows ?? []).All(row => Enum.IsDefined(row.Direction) && Enum.IsDefined(row.Rule));

    /// <summary>The next time that is a whole number of steps after midnight UTC.</summary>
    internal static DateTimeOffset NextTick(DateTimeOffset now, TimeSpan every)
    {
        var midnight = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero);
        return midnight + (Math.Floor((now - midnight) / every) + 1) * every;
    }
}
