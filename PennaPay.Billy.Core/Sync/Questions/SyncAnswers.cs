using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Links;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Core.Sync.Records;
using PennaPay.Billy.Core.Sync.Runs;

namespace PennaPay.Billy.Core.Sync.Questions;

/// <summary>Takes people's answers. The next run acts on them; until then they can be taken back.</summary>
public sealed class SyncAnswers(Database database, RecordEndpoints endpoints, SyncFeed feed, TimeProvider time)
{
    /// <summary>Answers one question.</summary>
    /// <param name="actor">Who says so.</param>
    /// <param name="id">Which question.</param>
    /// <param name="answer">What.</param>
    /// <param name="chosen">With <see cref="SyncAnswer.Link"/> which of the candidates it is; else null.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<AnswerResult> AnswerAsync(Actor actor, Guid id, SyncAnswer answer, string? chosen, CancellationToken cancellationToken) =>
        database.WriteAsync(actor, Permission.ManageMappings, async (db, ct) =>
        {
            if (await db.Set<SyncQuestion>().FirstOrDefaultAsync(known => known.Id == id, ct) is not { ClosedAt: null } question)
                return new AnswerResult.Closed();
            if (question.Answer is not null)
                return new AnswerResult.AnsweredMeanwhile(question.AnsweredBy ?? "");
            if (!Fits(OpenQuestion.Of(question, await PairAsync(db, question.ConnectionId, question.RecordKind, ct)), answer, chosen))
                return new AnswerResult.Unfit();
            if (chosen is not null && await TakenAsync(db, question, chosen, ct) is { } taken)
                return taken;
            Store(question, answer, chosen, actor);
            Say(db, "sync.answered", question);
            return (AnswerResult)new AnswerResult.Stored();
        }, cancellationToken);

    /// <summary>Answers all questions of a kind that wait, in one transaction; those that cannot be answered so are left waiting.</summary>
    /// <param name="actor">Who says so.</param>
    /// <param name="kind">Which questions.</param>
    /// <param name="answer">What; <see cref="SyncAnswer.Link"/> answers those that have one candidate.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>How many were answered.</returns>
    public Task<int> AnswerAllAsync(Actor actor, SyncQuestionKind kind, SyncAnswer answer, CancellationToken cancellationToken) =>
        database.WriteAsync(actor, Permission.ManageMappings, async (db, ct) =>
        {
            if (await db.Set<Connection>().FirstOrDefaultAsync(known => known.IsListed, ct) is not { } connection)
                return 0;
            var waiting = await SyncQuestions.Waiting(db).Where(question => question.Kind == kind).OrderBy(question => question.Id).ToListAsync(ct);
            var pairs = endpoints.Of(connection.System).ToDictionary(pair => pair.Ours.Kind);
            var chosen = answer == SyncAnswer.Link ? await ChosenAsync(db, connection.Id, ct) : [];
            var count = 0;
            foreach (var question in waiting)
            {
                var open = OpenQuestion.Of(question, pairs.GetValueOrDefault(question.RecordKind));
                var only = answer == SyncAnswer.Link && open.Candidates is [var candidate] ? candidate.Id : null;
                if (!Fits(open, answer, only) || only is not null && !chosen.Add((question.RecordKind, only)))
                    continue;
                Store(question, answer, only, actor);
                count++;
            }

            if (count > 0)
            {
                db.Audit("sync.answered", kind.ToString(), null, count);
                Tell(db, connection.Id);
            }

            return count;
        }, cancellationToken);

    /// <summary>Takes an answer back that no run has acted on.</summary>
    /// <returns>Whether the question waits, or will be asked, again.</returns>
    public Task<bool> TakeBackAsync(Actor actor, Guid id, CancellationToken cancellationToken) =>
        database.WriteAsync(actor, Permission.ManageMappings, async (db, ct) =>
        {
            if (await db.Set<SyncQuestion>().FirstOrDefaultAsync(known => known.Id == id, ct) is not { ClosedAt: null, Answer: not null } question)
                return false;
            // Nobody asked about what was left out of a first run: it is simply seen again.
            if (question is { Kind: SyncQuestionKind.Match, Candidates: null })
                question.ClosedAt = time.GetUtcNow();
            else
                (question.Answer, question.ChosenId, question.AnsweredBy, question.AnsweredAt) = (null, null, null, null);
            Say(db, "sync.answer_taken_back", question);
            return true;
        }, cancellationToken);

    /// <summary>Leaves alone a record that a dry run would have created.</summary>
    /// <param name="actor">Who says so.</param>
    /// <param name="item">Which item of the dry run.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Whether it is left alone now; false where the item is none that could be.</returns>
    public Task<bool> IgnoreAsync(Actor actor, Guid item, CancellationToken cancellationToken) =>
        database.WriteAsync(actor, Permission.ManageMappings, async (db, ct) =>
        {
            var shown = await db.Set<SyncItem>().FirstOrDefaultAsync(
                known => known.Id == item && (known.Outcome == SyncOutcome.Created || known.Outcome == SyncOutcome.Queued) && db.Set<SyncRun>().Any(run => run.Id == known.RunId && run.IsDry), ct);
            if (shown is null)
                return false;
            // What would be created there is ours, and the other way round.
            var side = shown.Side == SyncSide.There ? SyncSide.Here : SyncSide.There;
            if (await LeftAlone.StoreAsync(db, shown, side, shown.Module.KindOf(), actor.Name, time.GetUtcNow(), ct) is not { } question)
                return false;
            if (db.Entry(question).State is not EntityState.Unchanged)
                Say(db, "sync.answered", question);
            return true;
        }, cancellationToken);

    private static bool Fits(OpenQuestion open, SyncAnswer answer, string? chosen) =>
        open.Answers.Contains(answer) && (answer == SyncAnswer.Link ? open.Candidates.Any(candidate => candidate.Id == chosen) : chosen is null);

    private void Store(SyncQuestion question, SyncAnswer answer, string? chosen, Actor actor) =>
        (question.Answer, question.ChosenId, question.AnsweredBy, question.AnsweredAt) = (answer, chosen, actor.Name, time.GetUtcNow());

    private void Say(WorkspaceDbContext db, string action, SyncQuestion question)
    {
        db.Audit(action, nameof(SyncQuestion), question.Id);
        Tell(db, question.ConnectionId);
    }

    private void Tell(WorkspaceDbContext db, Guid connection)
    {
        var workspace = db.Workspace;
        db.AfterCommit(() => feed.Publish(new(workspace, connection, null)));
    }

    private async Task<RecordPair?> PairAsync(WorkspaceDbContext db, Guid connection, RecordKind kind, CancellationToken cancellationToken)
    {
        var system = await db.Set<Connection>().Where(known => known.Id == connection).Select(known => known.System).FirstAsync(cancellationToken);
        return endpoints.Of(system).FirstOrDefault(pair => pair.Ours.Kind == kind);
    }

    // Each record there is one of ours at the most.
    private static async Task<AnswerResult.Taken?> TakenAsync(WorkspaceDbContext db, SyncQuestion question, string chosen, CancellationToken cancellationToken)
    {
        var other = await db.Set<SyncQuestion>()
            .Where(known => known.ConnectionId == question.ConnectionId && known.RecordKind == question.RecordKind && known.ClosedAt == null
                && known.Answer == SyncAnswer.Link && known.ChosenId == chosen)
            .Select(known => known.Title).FirstOrDefaultAsync(cancellationToken);
        return other is not null ? new(other)
            : await db.Set<RecordLink>().AnyAsync(link => link.ConnectionId == question.ConnectionId && link.Kind == question.RecordKind && link.RemoteId == chosen, cancellationToken) ? new(null)
            : null;
    }

    private static async Task<HashSet<(RecordKind Kind, string Id)>> ChosenAsync(WorkspaceDbContext db, Guid connection, CancellationToken cancellationToken)
    {
        var answered = await db.Set<SyncQuestion>()
            .Where(known => known.ConnectionId == connection && known.ClosedAt == null && known.ChosenId != null)
            .Select(known => new { known.RecordKind, known.ChosenId }).ToListAsync(cancellationToken);
        var linked = await db.Set<RecordLink>().Where(link => link.ConnectionId == connection)
            .Select(link => new { link.Kind, link.RemoteId }).ToListAsync(cancellationToken);
        return [.. answered.Select(known => (known.RecordKind, known.ChosenId!)), .. linked.Select(link => (link.Kind, link.RemoteId))];
    }
}
