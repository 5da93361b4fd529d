using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Records.CustomFields;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Core.Sync.Records;

namespace PennaPay.Billy.Core.Sync.Questions;

/// <summary>What runs with the listed account ask, and what was answered.</summary>
public sealed class SyncQuestions(Database database, RecordEndpoints endpoints)
{
    /// <summary>How many wait for an answer, by what they are; what nothing waits of is left out.</summary>
    public async Task<IReadOnlyDictionary<QuestionGroup, int>> CountsAsync(WorkspaceId workspace, CancellationToken cancellationToken)
    {
        await using var db = database.Read(workspace);
        var kinds = await Waiting(db).GroupBy(question => question.Kind)
            .Select(group => new { group.Key, Count = group.Count() })
            .ToListAsync(cancellationToken);
        return kinds.GroupBy(kind => GroupOf(kind.Key), kind => kind.Count).ToDictionary(group => group.Key, group => group.Sum());
    }

    /// <summary>How many wait for an answer.</summary>
    public async Task<int> CountAsync(WorkspaceId workspace, CancellationToken cancellationToken)
    {
        await using var db = database.Read(workspace);
        return await Waiting(db).CountAsync(cancellationToken);
    }

    /// <summary>How many answers the next run will act on.</summary>
    public async Task<int> CountAnsweredAsync(WorkspaceId workspace, CancellationToken cancellationToken)
    {
        await using var db = database.Read(workspace);
        return await Answered(db).CountAsync(question => question.Answer != SyncAnswer.Leave, cancellationToken);
    }

    /// <summary>One page of those that wait for an answer, with all questions about a record beside each other.</summary>
    public async Task<PageOf<OpenQuestion>> PageAsync(
        WorkspaceId workspace, QuestionGroup group, int skip, int take, CancellationToken cancellationToken)
    {
        var kinds = KindsOf(group);
        await using var db = database.Read(workspace);
        var waiting = Waiting(db).Where(question => kinds.Contains(question.Kind));
        var rows = await waiting.OrderBy(question => question.Title).ThenBy(question => question.Subject).Skip(skip).Take(take).ToListAsync(cancellationToken);
        return new(await waiting.CountAsync(cancellationToken), await ToAnswerAsync(db, rows, cancellationToken));
    }

    /// <summary>One page of what was answered and can still be taken back, the latest first.</summary>
    /// <param name="workspace">Whose.</param>
    /// <param name="left">Those that are left alone for good; else those that the next run acts on.</param>
    /// <param name="skip">How many rows stand before the page.</param>
    /// <param name="take">How many it has at most.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<PageOf<OpenQuestion>> AnsweredAsync(WorkspaceId workspace, bool left, int skip, int take, CancellationToken cancellationToken)
    {
        await using var db = database.Read(workspace);
        var answered = Answered(db).Where(question => (question.Answer == SyncAnswer.Leave) == left);
        var rows = await answered.OrderByDescending(question => question.AnsweredAt).ThenBy(question => question.Subject).Skip(skip).Take(take).ToListAsync(cancellationToken);
        return new(await answered.CountAsync(cancellationToken), await ToAnswerAsync(db, rows, cancellationToken));
    }

    /// <summary>The kinds that are shown together.</summary>
    public static IReadOnlyList<SyncQuestionKind> KindsOf(QuestionGroup group) => group switch
    {
        QuestionGroup.Fields => [SyncQuestionKind.Conflict, SyncQuestionKind.Emptied],
        QuestionGroup.Matches => [SyncQuestionKind.Match],
        _ => [SyncQuestionKind.DeletedHere, SyncQuestionKind.DeletedThere],
    };

    private static QuestionGroup GroupOf(SyncQuestionKind kind) => Enum.GetValues<QuestionGroup>().First(group => KindsOf(group).Contains(kind));

    internal static IQueryable<SyncQuestion> Waiting(WorkspaceDbContext db) => Open(db).Where(question => question.Answer == null);

    private static IQueryable<SyncQuestion> Answered(WorkspaceDbContext db) => Open(db).Where(question => question.Answer != null);

    private static IQueryable<SyncQuestion> Open(WorkspaceDbContext db) => db.Set<SyncQuestion>()
        .Where(question => question.ClosedAt == null && db.Set<Connection>().Any(connection => connection.Id == question.ConnectionId && connection.IsListed));

    private async Task<IReadOnlyList<OpenQuestion>> ToAnswerAsync(WorkspaceDbContext db, List<SyncQuestion> questions, CancellationToken cancellationToken)
    {
        if (questions.Count == 0)
            return [];
        var system = await db.Set<Connection>().Where(connection => connection.IsListed).Select(connection => connection.System).FirstAsync(cancellationToken);
        var pairs = endpoints.Of(system);
        var open = questions.ConvertAll(question => OpenQuestion.Of(question, pairs.FirstOrDefault(pair => pair.Ours.Kind == question.RecordKind)));
        if (!open.Exists(question => question.Field is { } field && CustomFieldKey.IsOne(field)))
            return open;
        var names = await CustomFieldList.NamesAsync(db, cancellationToken);
        return open.ConvertAll(question => question with { OwnField = names.Of(question.Field ?? "") });
    }
}
