namespace PennaPay.Billy.Core.Sync.Fields;

/// <summary>What a mapping must be like, and what can be chosen for it. Pure.</summary>
public sealed class FieldMapRules(FieldMap delivered, IReadOnlyList<SyncField> here, IReadOnlyList<SyncField> there)
{
    public const int MostRows = 100;
    public const int LongestConstant = 300;

    private readonly Dictionary<string, SyncField> here = here.ToDictionary(field => field.Name);
    private readonly Dictionary<string, SyncField> there = there.ToDictionary(field => field.Name);

    public FieldMap Delivered => delivered;

    /// <summary>All fields of ours, in their order.</summary>
    public IReadOnlyList<SyncField> OursAll { get; } = here;

    public SyncField? Here(string field) => here.GetValueOrDefault(field);

    public SyncField? There(string field) => there.GetValueOrDefault(field);

    /// <summary>Whether records cannot do without the row as it was delivered.</summary>
    public bool IsLocked(FieldRow row) =>
        delivered.Rows.Any(known => known.Key == row.Key && known.IsOn)
        && (here.GetValueOrDefault(row.Here)?.IsRequired == true || there.GetValueOrDefault(row.There)?.IsRequired == true);

    /// <summary>The rules that can be chosen for two fields.</summary>
    public IReadOnlyList<FieldRule> RulesFor(FieldRow row) =>
        [.. Enum.GetValues<FieldRule>().Where(rule => DirectionsFor(row with { Rule = rule }).Count > 0)];

    /// <summary>The ways that values of a row can go, by their types, by its rule and by what may be written.</summary>
    public IReadOnlyList<SyncDirection> DirectionsFor(FieldRow row)
    {
        if (here.GetValueOrDefault(row.Here) is not { } ours || there.GetValueOrDefault(row.There) is not { } theirs)
            return [];
        var thither = !theirs.IsReadOnly && Carries(ours.Type, theirs.Type, row.Rule);
        var hither = !ours.IsReadOnly && Carries(theirs.Type, ours.Type, row.Rule);
        return
        [
            .. thither && hither && !FieldRow.IsOneWay(row.Rule) ? [SyncDirection.Both] : (IEnumerable<SyncDirection>)[],
            .. thither ? [SyncDirection.ToThere] : (IEnumerable<SyncDirection>)[],
            .. hither ? [SyncDirection.ToHere] : (IEnumerable<SyncDirection>)[],
        ];
    }

    /// <summary>Their fields that can go with one of ours.</summary>
    public IReadOnlyList<SyncField> PartnersOf(SyncField ours) =>
        [.. there.Values.Where(theirs => RulesFor(new(ours.Name, theirs.Name)).Any(rule => rule != FieldRule.Constant))];

    /// <returns>What is wrong with a mapping, with the row's place as the field, <c>Rows[3]</c>; nothing where it can be used.</returns>
    public IReadOnlyList<FieldProblem> Check(FieldMap map)
    {
        ArgumentNullException.ThrowIfNull(map);
        if (map.Rows.Count > MostRows)
            return [new(nameof(map.Rows), FieldMapProblems.TooManyRows, MostRows)];
        List<FieldProblem> problems = [];
        HashSet<string> rows = new(StringComparer.Ordinal);
        HashSet<(SyncSide, string)> written = [];
        foreach (var (index, row) in map.Rows.Index())
        {
            var place = $"{nameof(map.Rows)}[{index}]";
            var problem = rows.Add(row.Key) ? Check(place, row) : new(place, FieldMapProblems.RowTwice);
            if (problem is not null)
                problems.Add(problem);
            if (row.IsOn)
                problems.AddRange(Writes(row).Where(field => !written.Add(field)).Select(field => new FieldProblem(place, FieldMapProblems.WrittenTwice, field.Name)));
        }

        problems.AddRange(delivered.Rows.Where(row => IsLocked(row) && !rows.Contains(row.Key)).Select(row => new FieldProblem(nameof(map.Rows), FieldMapProblems.Locked, row.Here, row.There)));
        return problems;
    }

    private FieldProblem? Check(string place, FieldRow row)
    {
        if (IsLocked(row))
            return delivered.Rows.Contains(row) ? null : new(place, FieldMapProblems.Locked, row.Here, row.There);
        if (here.GetValueOrDefault(row.Here) is not { } ours)
            return new(place, FieldMapProblems.FieldUnknown, row.Here);
        if (there.GetValueOrDefault(row.There) is not { } theirs)
            return new(place, FieldMapProblems.FieldUnknown, row.There);
        // As it was delivered it is right, whatever types it joins: the system knows what it takes.
        if (delivered.Rows.Any(known => known == row || known == row with { IsOn = known.IsOn }))
            return null;
        if (FieldRow.IsOneWay(row.Rule) && row.Direction == SyncDirection.Both)
            return new(place, FieldMapProblems.OneWay);
        if (row.Rule == FieldRule.Constant && (string.IsNullOrWhiteSpace(row.Constant) || row.Constant.Length > LongestConstant))
            return new(place, FieldMapProblems.ConstantMissing, LongestConstant);
        if (row.Direction != SyncDirection.ToHere && theirs.IsReadOnly)
            return new(place, FieldMapProblems.ReadOnly, theirs.Name);
        if (row.Direction != SyncDirection.ToThere && ours.IsReadOnly)
            return new(place, FieldMapProblems.ReadOnly, ours.Name);
        return DirectionsFor(row).Contains(row.Direction) ? null : new(place, FieldMapProblems.TypesDiffer);
    }

    private static IEnumerable<(SyncSide Side, string Name)> Writes(FieldRow row)
    {
        if (row.Direction != SyncDirection.ToHere)
            yield return (SyncSide.There, row.There);
        if (row.Direction != SyncDirection.ToThere)
            yield return (SyncSide.Here, row.Here);
    }

    // What becomes a line of text loses nothing but what tells lines apart; what is no text only becomes its own kind.
    private static bool Carries(FieldType from, FieldType to, FieldRule rule) => rule switch
    {
        // Several values are no one value, whatever the rule.
        _ when from == FieldType.Person || to == FieldType.Person => from == to && rule == FieldRule.AsIs,
        FieldRule.Constant => true,
        FieldRule.FirstLine => from == FieldType.Block && to is FieldType.Text or FieldType.Block,
        FieldRule.Digits => from is FieldType.Text or FieldType.Phone or FieldType.RegistrationNo && to is FieldType.Text or FieldType.Phone or FieldType.RegistrationNo,
        FieldRule.Uppercase or FieldRule.Lowercase => from is FieldType.Text or FieldType.Block or FieldType.Email && (to == from || to == FieldType.Block && from == FieldType.Text),
        FieldRule.AsIs => from == to || to == FieldType.Block || to == FieldType.Text && from != FieldType.Block,
        _ => false,
    };
}
