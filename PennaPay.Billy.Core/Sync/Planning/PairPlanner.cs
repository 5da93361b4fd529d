using PennaPay.Billy.Core.Links;
using PennaPay.Billy.Core.Sync.Fields;
using PennaPay.Billy.Core.Sync.Merging;
using PennaPay.Billy.Core.Sync.Questions;
using PennaPay.Billy.Core.Sync.Records;

namespace PennaPay.Billy.Core.Sync.Planning;

/// <summary>Plans for two records that are the same. Pure.</summary>
public static class PairPlanner
{
    /// <returns>What is to be done, which may be nothing: then no changes, no questions, and <see cref="PlanStep.Update"/>.</returns>
    public static PlannedRecord Plan(
        RecordKind kind, ModulePlan module, OurRecord ours, TheirRecord theirs, IReadOnlyDictionary<string, AgreedValue>? agreed,
        IReadOnlyDictionary<string, SyncQuestion> questions, MatchReason? matchedBy = null)
    {
        List<PlannedChange> changes = [];
        List<PlannedQuestion> asked = [];
        var known = agreed is null ? new Dictionary<string, AgreedValue>() : new(agreed);
        foreach (var row in module.RowsOf(ours, theirs, agreed))
        {
            var (here, there) = (ours.Of(row.Here.Name), theirs.Of(row.There.Name));
            var basis = agreed is not null && agreed.TryGetValue(row.Key, out var value) ? value : (AgreedValue?)null;
            var subject = Subjects.Field(kind, ours.Id, row.Key);
            var decision = Merge.Decide(
                row.Row, row.Type, row.Direction, module.Choices.Priority, basis, here, there, AnswerTo(questions.GetValueOrDefault(subject), row, here, there));
            switch (decision)
            {
                // One of several that neither has any more is nothing to remember.
                case FieldDecision.Agreed when row.Here.IsMany && here is null && there is null:
                    known.Remove(row.Key);
                    break;
                case FieldDecision.Agreed or FieldDecision.Kept:
                    known[row.Key] = new(here, there);
                    break;
                // What is required is never emptied, whoever says so.
                case FieldDecision.Write { Value: var empty, Side: var side } when FieldValue.Normalise(row.Type, empty) is null && (side == SyncSide.Here ? row.Here : row.There).IsRequired:
                    known[row.Key] = new(here, there);
                    break;
                case FieldDecision.Write write:
                    changes.Add(new(write.Side, row, write.Side == SyncSide.Here ? here : there, write.Value, write.Reason));
                    break;
                case FieldDecision.Conflict or FieldDecision.Emptied:
                    asked.Add(new(decision is FieldDecision.Conflict ? SyncQuestionKind.Conflict : SyncQuestionKind.Emptied, subject)
                    {
                        Row = row, Agreed = basis, Here = here, There = there,
                    });
                    break;
            }
        }

        var planned = new PlannedRecord
        {
            Kind = kind,
            Module = module,
            Step = matchedBy is null ? PlanStep.Update : PlanStep.Link,
            Ours = ours,
            Theirs = theirs,
            MatchedBy = matchedBy,
            Changes = changes,
            Questions = asked,
            Agreed = known,
        };
        return theirs.IsArchived && changes.Count > 0
            ? planned with { Step = PlanStep.Leave, Changes = [], Questions = [], Left = new Failure(FailureCodes.RecordArchived) }
            : planned;
    }

    /// <summary>
    /// What both agree on where theirs was made from ours by a run that died before it could store that: what ours lacks, the account gave
    /// it; where they differ, ours has changed since.
    /// </summary>
    public static IReadOnlyDictionary<string, AgreedValue> Made(ModulePlan module, OurRecord ours, TheirRecord theirs) => module.RowsOf(ours, theirs).ToDictionary(
        row => row.Key,
        row => (Here: ours.Of(row.Here.Name), There: theirs.Of(row.There.Name)) is var (here, there) && FieldValue.Normalise(row.Type, here) is null
            ? new AgreedValue(here, there)
            : new AgreedValue(there, there));

    /// <summary>The values that a new record has on a side.</summary>
    public static IReadOnlyList<PlannedChange> Create(ModulePlan module, SyncRecord source, SyncSide side) =>
    [
        .. from row in side == SyncSide.There ? module.RowsOf(source, null) : module.RowsOf(null, source)
           where row.Direction != (side == SyncSide.There ? SyncDirection.ToHere : SyncDirection.ToThere)
           let value = row.Row.Carry(source.Of(side == SyncSide.There ? row.Here.Name : row.There.Name))
           where FieldValue.Normalise(row.Type, value) is not null
           select new PlannedChange(side, row, null, value, ChangeReason.Created),
    ];

    // An answer holds for the values that it was given to.
    private static FieldAnswer? AnswerTo(SyncQuestion? question, RowPlan row, string? here, string? there) =>
        question is { Answer: { } answer }
        && FieldValue.Same(row.Type, question.Here, here) && FieldValue.Same(row.Type, question.There, there)
            ? answer switch
            {
                SyncAnswer.UseHere => FieldAnswer.UseHere,
                SyncAnswer.UseThere => FieldAnswer.UseThere,
                SyncAnswer.KeepApart => FieldAnswer.KeepApart,
                _ => null,
            }
            : null;
}
