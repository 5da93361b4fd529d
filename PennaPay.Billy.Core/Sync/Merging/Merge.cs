using PennaPay.Billy.Core.Sync.Fields;

namespace PennaPay.Billy.Core.Sync.Merging;

/// <summary>
/// Decides field by field what two linked records become. Pure. Direction limits what may be written; priority decides only
/// where both sides changed; what was emptied is asked about.
/// </summary>
public static class Merge
{
    /// <param name="row">The field here, the one there, and what becomes of a value on its way.</param>
    /// <param name="type">What it holds.</param>
    /// <param name="direction">The only way that values may go.</param>
    /// <param name="priority">Who holds where both changed.</param>
    /// <param name="agreed">What both were when they last agreed; null where they never did.</param>
    /// <param name="here">Our value.</param>
    /// <param name="there">Their value.</param>
    /// <param name="answer">What a person said of just these two values.</param>
    public static FieldDecision Decide(
        FieldRow row, FieldType type, SyncDirection direction, SyncPriority priority, AgreedValue? agreed, string? here, string? there,
        FieldAnswer? answer = null)
    {
        var (carriedThere, carriedHere) = (row.Carry(here), row.Carry(there));
        if (direction != SyncDirection.ToHere ? FieldValue.Same(type, carriedThere, there) : FieldValue.Same(type, here, carriedHere))
            return new FieldDecision.Agreed();
        switch (answer)
        {
            case FieldAnswer.KeepApart:
                return new FieldDecision.Kept();
            case FieldAnswer.UseHere when direction != SyncDirection.ToHere:
                return new FieldDecision.Write(SyncSide.There, carriedThere, ChangeReason.Answered);
            case FieldAnswer.UseThere when direction != SyncDirection.ToThere:
                return new FieldDecision.Write(SyncSide.Here, carriedHere, ChangeReason.Answered);
        }

        // A row that is to carry nothing says nothing.
        if (row.Rule == FieldRule.Constant && IsEmpty(type, row.Constant))
            return new FieldDecision.Kept();
        if (agreed is not { } basis)
            return Meet(type, direction, priority, carriedThere, carriedHere, here, there);
        // A constant changes with the mapping, not with a record.
        var changedHere = !FieldValue.Same(type, basis.Here, here) || row.Rule == FieldRule.Constant && direction == SyncDirection.ToThere;
        var changedThere = !FieldValue.Same(type, basis.There, there) || row.Rule == FieldRule.Constant && direction == SyncDirection.ToHere;
        if (!changedHere && !changedThere)
            return new FieldDecision.Kept();

        var (winner, reason) = direction switch
        {
            SyncDirection.ToThere => (SyncSide.Here, ChangeReason.ChangedHere),
            SyncDirection.ToHere => (SyncSide.There, ChangeReason.ChangedThere),
            _ when !changedThere => (SyncSide.Here, ChangeReason.ChangedHere),
            _ when !changedHere => (SyncSide.There, ChangeReason.ChangedThere),
            _ when priority == SyncPriority.Here => (SyncSide.Here, ChangeReason.Priority),
            _ when priority == SyncPriority.There => (SyncSide.There, ChangeReason.Priority),
            _ => ((SyncSide?)null, ChangeReason.Priority),
        };
        return winner switch
        {
            SyncSide.Here when IsEmpty(type, carriedThere) => changedHere ? new FieldDecision.Emptied(SyncSide.Here) : new FieldDecision.Kept(),
            SyncSide.There when IsEmpty(type, carriedHere) => changedThere ? new FieldDecision.Emptied(SyncSide.There) : new FieldDecision.Kept(),
            SyncSide.Here => new FieldDecision.Write(SyncSide.There, carriedThere, reason),
            SyncSide.There => new FieldDecision.Write(SyncSide.Here, carriedHere, reason),
            _ => new FieldDecision.Conflict(),
        };
    }

    // Two records that never agreed: what one side lacks it is given, and nothing is emptied.
    private static FieldDecision Meet(
        FieldType type, SyncDirection direction, SyncPriority priority, string? carriedThere, string? carriedHere, string? here, string? there)
    {
        var mayGoThere = direction != SyncDirection.ToHere;
        var mayGoHere = direction != SyncDirection.ToThere;
        if (IsEmpty(type, carriedThere) || !mayGoThere)
        {
            if (mayGoHere && !IsEmpty(type, carriedHere))
                return new FieldDecision.Write(SyncSide.Here, carriedHere, IsEmpty(type, here) ? ChangeReason.Filled : ChangeReason.ChangedThere);
            return new FieldDecision.Kept();
        }

        if (IsEmpty(type, carriedHere) || !mayGoHere)
            return new FieldDecision.Write(SyncSide.There, carriedThere, IsEmpty(type, there) ? ChangeReason.Filled : ChangeReason.ChangedHere);
        return priority switch
        {
            SyncPriority.Here => new FieldDecision.Write(SyncSide.There, carriedThere, ChangeReason.Priority),
            SyncPriority.There => new FieldDecision.Write(SyncSide.Here, carriedHere, ChangeReason.Priority),
            _ => new FieldDecision.Conflict(),
        };
    }

    // What is compared as nothing is nothing: a control character alone must not empty the other side unasked.
    private static bool IsEmpty(FieldType type, string? value) => FieldValue.Normalise(type, value) is null;
}
