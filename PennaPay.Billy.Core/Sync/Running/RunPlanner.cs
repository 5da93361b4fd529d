using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Links;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Core.Sync.Fields;
using PennaPay.Billy.Core.Sync.Merging;
using PennaPay.Billy.Core.Sync.Planning;
using PennaPay.Billy.Core.Sync.Questions;
using PennaPay.Billy.Core.Sync.Records;
using PennaPay.Billy.Core.Sync.Runs;
using PennaPay.Billy.Core.Sync.Settings;

namespace PennaPay.Billy.Core.Sync.Running;

/// <summary>Reads both sides for a run and plans it. It writes nothing.</summary>
internal sealed class RunPlanner(Database database, RecordEndpoints endpoints, TimeProvider time)
{
    /// <param name="run">Which modules, and whether all records.</param>
    /// <param name="opened">The account.</param>
    /// <param name="choices">What the owner chose.</param>
    /// <param name="read">Is told how many records of the account were read so far.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ApiException">The account's records could not be read.</exception>
    public async Task<IReadOnlyList<KindPlan>> PlanAsync(
        SyncRun run, OpenedConnection opened, SyncChoices choices, Action<int> read, CancellationToken cancellationToken)
    {
        List<KindPlan> plans = [];
        var before = 0;
        foreach (var pair in endpoints.Of(opened.Connection.System))
        {
            if (!pair.Theirs.Modules.Any(run.IsAbout))
                continue;
            var fields = await FieldsAsync(run, pair, cancellationToken);
            var modules = pair.Theirs.Modules.Where(run.IsAbout).ToDictionary(module => module, module => Of(pair, module, choices, fields));
            // Links are read before both sides are: what they point to was there when they were made.
            var (links, questions, begun, unsettled) = await ReadAsync(run, pair, cancellationToken);
            var only = run.LocalId is { } one ? await FindAsync(run, pair, one, cancellationToken) : null;
            if (run.LocalId is not null && only is null)
                continue;
            // One that is linked needs no others to be compared with.
            var linked = only is null ? null : links.Find(link => link.LocalId == only.Id);
            var ours = linked is null ? await pair.Ours.ReadAllAsync(run.WorkspaceId, cancellationToken) : [only!];
            var theirs = linked is not null
                ? await pair.Theirs.GetAsync(opened, linked.RemoteId, cancellationToken) is { } record ? [record] : []
                : await pair.Theirs.ReadAllAsync(opened, count => read(before + count), cancellationToken);
            before += theirs.Count;
            read(before);
            var input = new PlanInput
            {
                Kind = pair.Theirs.Kind,
                Modules = modules,
                Keys = pair.Theirs.Keys,
                Ours = ours,
                Theirs = theirs,
                Links = links,
                Questions = questions,
                Begun = begun,
                Unsettled = unsettled,
                NumberHere = pair.Ours.NumberField,
                NumberThere = pair.Theirs.NumberField,
                Only = run.LocalId,
            };
            plans.Add(new(pair, input, SyncPlanner.Plan(input)));
        }

        return plans;
    }

    private async Task<OurRecord?> FindAsync(SyncRun run, RecordPair pair, Guid id, CancellationToken cancellationToken)
    {
        await using var db = database.Read(run.WorkspaceId);
        return await pair.Ours.FindAsync(db, id, cancellationToken);
    }

    private async Task<IReadOnlyList<SyncField>> FieldsAsync(SyncRun run, RecordPair pair, CancellationToken cancellationToken)
    {
        await using var db = database.Read(run.WorkspaceId);
        return await pair.Ours.FieldsAsync(db, cancellationToken);
    }

    private static ModulePlan Of(RecordPair pair, SyncModule module, SyncChoices choices, IReadOnlyList<SyncField> fields)
    {
        var chosen = choices.Of(module);
        return new(module, chosen, chosen.Map ?? pair.Theirs.DefaultMap(module), fields, pair.Theirs.Fields);
    }

    private async Task<(List<PlanLink> Links, Dictionary<string, SyncQuestion> Questions, HashSet<Guid> Begun, HashSet<Guid> Unsettled)> ReadAsync(
        SyncRun run, RecordPair pair, CancellationToken cancellationToken)
    {
        await using var db = database.Read(run.WorkspaceId);
        var kind = pair.Theirs.Kind;
        var links = await db.Set<RecordLink>().Where(link => link.ConnectionId == run.ConnectionId && link.Kind == kind)
            .OrderBy(link => link.LocalId).Select(link => new { link.LocalId, link.RemoteId, link.Base, link.IsShared }).ToListAsync(cancellationToken);
        var questions = await db.Set<SyncQuestion>()
            .Where(question => question.ConnectionId == run.ConnectionId && question.RecordKind == kind && question.ClosedAt == null)
            .ToDictionaryAsync(question => question.Subject, cancellationToken);
        var since = time.GetUtcNow() - pair.Theirs.Settles;
        var begun = await db.Set<SyncItem>()
            .Where(item => item.ConnectionId == run.ConnectionId && !item.IsSettled && item.Side == SyncSide.There && item.Outcome == SyncOutcome.Created
                && item.LocalId != null)
            .Select(item => new { Id = item.LocalId!.Value, item.At }).ToListAsync(cancellationToken);
        var holders = links.CountBy(link => link.RemoteId).ToDictionary();
        return (
            links.ConvertAll(link => new PlanLink(link.LocalId, link.RemoteId, AgreedValues.Read(link.Base), link.IsShared && holders[link.RemoteId] > 1)),
            questions, [.. begun.Select(item => item.Id)], [.. begun.Where(item => item.At > since).Select(item => item.Id)]);
    }
}
