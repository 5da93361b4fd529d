using System.Text.Json;
using PennaPay.Billy.Core.Records.CustomFields;
using PennaPay.Billy.Core.Sync.Records;

namespace PennaPay.Billy.Core.Sync.Questions;

/// <summary>A question with all that it takes to answer it.</summary>
/// <param name="Question">What is asked.</param>
/// <param name="Field">Our name of the field; null where it is about the whole record.</param>
/// <param name="Candidates">The records that ours may be the same as.</param>
/// <param name="Answers">Those that it can be given.</param>
public sealed record OpenQuestion(
    SyncQuestion Question, string? Field, IReadOnlyList<MatchCandidate> Candidates, IReadOnlyList<SyncAnswer> Answers)
{
    /// <summary>What the workspace calls the field, where it is one of its own; null for one that every workspace has.</summary>
    public CustomFieldName? OwnField { get; init; }

    /// <summary>Whether an answer is missing among the others because it would empty a field that nothing may be without.</summary>
    public bool IsRequired => Field is not null && Answers.Count < AnswersOf(Question.Kind).Count;

    public static OpenQuestion Of(SyncQuestion question, RecordPair? pair)
    {
        ArgumentNullException.ThrowIfNull(question);
        var names = question.Field?.Split('=', 2);
        return new(
            question, names?[0], CandidatesOf(question),
            [.. AnswersOf(question.Kind).Where(answer => !Empties(question, answer, names, pair))]);
    }

    /// <summary>The answers that questions of a kind are given.</summary>
    public static IReadOnlyList<SyncAnswer> AnswersOf(SyncQuestionKind kind) => kind switch
    {
        SyncQuestionKind.Match => [SyncAnswer.Link, SyncAnswer.Create, SyncAnswer.Leave],
        SyncQuestionKind.Conflict or SyncQuestionKind.Emptied => [SyncAnswer.UseHere, SyncAnswer.UseThere, SyncAnswer.KeepApart],
        _ => [SyncAnswer.Create, SyncAnswer.Delete, SyncAnswer.Leave],
    };

    // What is required is never emptied, whoever says so.
    private static bool Empties(SyncQuestion question, SyncAnswer answer, string[]? names, RecordPair? pair) => (answer, names) switch
    {
        (SyncAnswer.UseHere, [_, var there]) => string.IsNullOrWhiteSpace(question.Here) && pair?.Theirs.Fields.Any(field => field.Name == there && field.IsRequired) == true,
        (SyncAnswer.UseThere, [var here, _]) => string.IsNullOrWhiteSpace(question.There) && pair?.Ours.Fields.Any(field => field.Name == here && field.IsRequired) == true,
        _ => false,
    };

    private static List<MatchCandidate> CandidatesOf(SyncQuestion question) =>
        question.Candidates is { } stored ? JsonSerializer.Deserialize<List<MatchCandidate>>(stored, JsonSerializerOptions.Web) ?? [] : [];
}
