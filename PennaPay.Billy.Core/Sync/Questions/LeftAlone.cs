using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Links;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Core.Sync.Planning;
using PennaPay.Billy.Core.Sync.Runs;

namespace PennaPay.Billy.Core.Sync.Questions;

/// <summary>Lets a record be: neither linked nor created, until somebody says otherwise.</summary>
internal static class LeftAlone
{
    /// <param name="db">A transaction; it tracks what it reads.</param>
    /// <param name="item">What a run did with the record, or would.</param>
    /// <param name="side">Whose record it is.</param>
    /// <param name="kind">The kind of record.</param>
    /// <param name="startedBy">Who says so.</param>
    /// <param name="now">The time.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The answered question that says so; null where the item has no record on that side.</returns>
    public static async Task<SyncQuestion?> StoreAsync(
        WorkspaceDbContext db, SyncItem item, SyncSide side, RecordKind kind, string startedBy, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (ours, theirs) = side == SyncSide.Here ? (item.LocalId, null) : ((Guid?)null, item.RemoteId);
        if ((ours is { } local ? Subjects.Ours(kind, local) : theirs is not null ? Subjects.Theirs(kind, theirs) : null) is not { } subject)
            return null;
        var question = await db.Set<SyncQuestion>().AsTracking()
                .FirstOrDefaultAsync(known => known.ConnectionId == item.ConnectionId && known.Subject == subject && known.ClosedAt == null, cancellationToken)
            ?? db.Add(new SyncQuestion
            {
                Id = Guid.CreateVersion7(now), ConnectionId = item.ConnectionId, Kind = SyncQuestionKind.Match, Module = item.Module, RecordKind = kind, Subject = subject,
                Title = item.Title, AskedAt = now, LocalId = ours, RemoteId = theirs,
            }).Entity;
        if (question.Answer != SyncAnswer.Leave)
            (question.Answer, question.ChosenId, question.AnsweredAt, question.AnsweredBy) = (SyncAnswer.Leave, null, now, startedBy);
        return question;
    }
}
