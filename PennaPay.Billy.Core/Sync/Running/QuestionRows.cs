using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Links;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Core.Sync.Fields;
using PennaPay.Billy.Core.Sync.Planning;
using PennaPay.Billy.Core.Sync.Questions;
using PennaPay.Billy.Core.Sync.Runs;

namespace PennaPay.Billy.Core.Sync.Running;

/// <summary>Asks questions, and closes those that there is nothing to decide of any more.</summary>
internal static class QuestionRows
{
    /// <summary>The questions about some subjects that are not closed, tracked.</summary>
    public static async Task<Dictionary<string, SyncQuestion>> OpenAsync(
        WorkspaceDbContext db, SyncRun run, IReadOnlyCollection<string> subjects, CancellationToken cancellationToken) =>
        subjects.Count == 0 ? [] : await db.Set<SyncQuestion>().AsTracking()
            .Where(question => question.ConnectionId == run.ConnectionId && question.ClosedAt == null && subjects.Contains(question.Subject))
            .ToDictionaryAsync(question => question.Subject, cancellationToken);

    /// <param name="db">A transaction.</param>
    /// <param name="run">The run that asks.</param>
    /// <param name="about">The record.</param>
    /// <param name="asked">The question.</param>
    /// <param name="open">The questions that are not closed, tracked; the new one is added to them.</param>
    /// <param name="now">The time.</param>
    public static void Ask(
        WorkspaceDbContext db, SyncRun run, AskedRecord about, PlannedQuestion asked, Dictionary<string, SyncQuestion> open, DateTimeOffset now)
    {
        if (!open.TryGetValue(asked.Subject, out var question))
        {
            open[asked.Subject] = question = db.Add(new SyncQuestion
            {
                Id = Guid.CreateVersion7(now), ConnectionId = run.ConnectionId, Kind = asked.Kind, Module = about.Module, RecordKind = about.Kind,
                Subject = asked.Subject, Title = about.Title, AskedAt = now,
            }).Entity;
        }
        else if (IsSame(question, asked))
        {
            return;
        }
        else
        {
            // Something else is asked than was answered.
            (question.Kind, question.Answer, question.ChosenId, question.AnsweredAt, question.AnsweredBy, question.AskedAt) = (asked.Kind, null, null, null, null, now);
        }

        (question.LocalId, question.RemoteId, question.Title, question.Field) = (about.LocalId, about.RemoteId, about.Title, asked.Row?.Key);
        (question.AgreedHere, question.AgreedThere) = (asked.Agreed?.Here, asked.Agreed?.There);
        (question.Here, question.There) = (asked.Here, asked.There);
        question.Candidates = asked.Candidates.Count == 0 ? null : JsonSerializer.Serialize(asked.Candidates);
    }

    /// <summary>Closes what a run that saw all of it had no reason to ask any more.</summary>
    /// <param name="db">A transaction.</param>
    /// <param name="run">The run, which ended well.</param>
    /// <param name="kind">What it saw.</param>
    /// <param name="asked">The subjects of what it asked.</param>
    /// <param name="isAbout">Whether it was about a module.</param>
    /// <param name="failed">The records that it could not do everything with; what was answered of them still stands.</param>
    /// <param name="now">The time.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task CloseAsync(
        WorkspaceDbContext db, SyncRun run, RecordKind kind, IReadOnlySet<string> asked, Func<SyncModule, bool> isAbout, IReadOnlySet<string> failed,
        DateTimeOffset now, CancellationToken cancellationToken)
    {
        var open = await db.Set<SyncQuestion>().AsTracking()
            .Where(question => question.ConnectionId == run.ConnectionId && question.RecordKind == kind && question.ClosedAt == null)
            .ToListAsync(cancellationToken);
        foreach (var question in open)
        {
            if (question.Answer != SyncAnswer.Leave && isAbout(question.Module) && !asked.Contains(question.Subject)
                && (run.LocalId is null || question.LocalId == run.LocalId)
                && !failed.Contains(question.LocalId?.ToString() ?? "") && !failed.Contains(question.RemoteId ?? ""))
                question.ClosedAt = now;
        }
    }

    private static bool IsSame(SyncQuestion known, PlannedQuestion asked) =>
        known.Kind == asked.Kind
        && Same(asked, known.Here, asked.Here) && Same(asked, known.There, asked.There)
        && known.Candidates == (asked.Candidates.Count == 0 ? null : JsonSerializer.Serialize(asked.Candidates));

    private static bool Same(PlannedQuestion asked, string? one, string? other) => FieldValue.Same(asked.Row?.Type ?? FieldType.Text, one, other);
}

/// <summary>A record that something is asked of.</summary>
internal sealed record AskedRecord(RecordKind Kind, SyncModule Module, string Title, Guid? LocalId, string? RemoteId)
{
    public static AskedRecord Of(RecordKind kind, PlannedRecord plan) => new(kind, plan.Module.Module, plan.Title, plan.LocalId, plan.RemoteId);
}
