using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Connections.Lists;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Core.Sync.Questions;
using PennaPay.Billy.Core.Sync.Records;
using PennaPay.Billy.Core.Sync.Runs;
using PennaPay.Billy.Core.Sync.Settings;

namespace PennaPay.Billy.Core.Sync.Lights;

/// <summary>Reads how keeping alike stands.</summary>
public sealed class SyncOverview(
    Database database, RecordEndpoints endpoints, ConnectionList connections, Connector connector, ExternalSystems systems, TimeProvider time)
{
    /// <returns>The connected account whose records can be kept alike; null where there is none.</returns>
    public async Task<ConnectionRow?> AccountAsync(WorkspaceId workspace, CancellationToken cancellationToken) =>
        (await connections.AllAsync(workspace, cancellationToken)).FirstOrDefault(row => row.IsConnected && endpoints.Of(row.System).Count > 0);

    /// <returns>How it stands; null where no account is connected whose records can be kept alike.</returns>
    public async Task<SyncStatus?> ReadAsync(WorkspaceId workspace, CancellationToken cancellationToken)
    {
        if (await AccountAsync(workspace, cancellationToken) is not { } account)
            return null;
        var view = await connector.ViewAsync(workspace, account.System, cancellationToken);
        await using var db = database.Read(workspace);
        var (choices, version) = await SyncSettingsEditor.ReadAsync(db, account.System, cancellationToken);
        var chosenAt = await db.Set<SyncSettings>().Where(stored => stored.System == account.System).Select(stored => (DateTimeOffset?)stored.UpdatedAt).FirstOrDefaultAsync(cancellationToken);
        var state = await db.Set<SyncState>().FirstOrDefaultAsync(known => known.ConnectionId == account.Id, cancellationToken);
        var runs = db.Set<SyncRun>().Where(run => run.ConnectionId == account.Id);
        var open = await runs.FirstOrDefaultAsync(run => run.State < SyncRunState.Done, cancellationToken);
        var last = await runs.Where(run => run.State >= SyncRunState.Done).OrderByDescending(run => run.Id).FirstOrDefaultAsync(cancellationToken);
        var asked = await (
            from question in db.Set<SyncQuestion>()
            where question.ConnectionId == account.Id && question.ClosedAt == null && question.Answer == null
            group question by question.Module into same
            select new { same.Key, Count = same.Count(), First = same.Min(question => question.AskedAt) }).ToDictionaryAsync(same => same.Key, cancellationToken);

        List<SyncLight> lights = [];
        foreach (var module in endpoints.ModulesOf(account.System))
        {
            var facts = new SyncFacts
            {
                Module = module,
                IsOn = choices.Of(module).IsOn,
                HasBegun = state?.HasBegun(module) == true,
                Problem = view.Problem,
                ProblemAt = view.FailedAt,
                Questions = asked.GetValueOrDefault(module)?.Count ?? 0,
                AskedAt = asked.GetValueOrDefault(module)?.First,
                Every = choices.IsAutomatic ? choices.Every : null,
                ChosenAt = chosenAt,
            };
            lights.Add(SyncLights.Of(await RunsOfAsync(db, account.Id, facts, cancellationToken), time.GetUtcNow()));
        }

        var toBegin = endpoints.ModulesOf(account.System).Where(module => choices.Of(module).IsOn && state?.HasBegun(module) != true);
        return new(
            account.Id, account.System, account.AccountName, account.IsSandbox, view.SecretHint, choices, version, choices.IsAutomatic ? state?.DueAt : null, lights, [.. toBegin],
            open is null ? null : new(open, systems.Of(account.System).Profile.RequestsPerSecond), last);
    }

    // Runs about one record, and those that take something back, say nothing of the others.
    private static async Task<SyncFacts> RunsOfAsync(WorkspaceDbContext db, Guid connection, SyncFacts facts, CancellationToken cancellationToken)
    {
        if (!facts.IsOn)
            return facts;
        var (module, mask) = (facts.Module, SyncRun.MaskOf(facts.Module));
        var ended = db.Set<SyncRun>()
            .Where(run => run.ConnectionId == connection && run.State >= SyncRunState.Done && run.LocalId == null && run.Undoes == null && (run.Modules & mask) != 0)
            .OrderByDescending(run => run.Id);
        facts = facts with { ShownAt = await ended.Where(run => run.IsDry && run.State == SyncRunState.Done).Select(run => run.EndedAt).FirstOrDefaultAsync(cancellationToken) };
        if (await ended.FirstOrDefaultAsync(run => !run.IsDry, cancellationToken) is not { } last)
            return facts;
        var outcomes = await db.Set<SyncItem>()
            .Where(item => item.RunId == last.Id && item.Module == module && (item.Outcome == SyncOutcome.Failed || item.Outcome == SyncOutcome.Skipped))
            .GroupBy(item => item.Outcome).Select(same => new { same.Key, Count = same.Count() }).ToDictionaryAsync(same => same.Key, same => same.Count, cancellationToken);
        return facts with
        {
            LastRun = last.Id,
            LastEnded = last.EndedAt,
            Stopped = last.State == SyncRunState.Stopped ? last.Failure ?? new Failure(FailureCodes.OutcomeUnknown) : null,
            Failed = outcomes.GetValueOrDefault(SyncOutcome.Failed),
            Skipped = outcomes.GetValueOrDefault(SyncOutcome.Skipped),
        };
    }
}
