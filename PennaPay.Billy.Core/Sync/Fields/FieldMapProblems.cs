namespace PennaPay.Billy.Core.Sync.Fields;

/// <summary>Why a mapping cannot be used: the codes of its <see cref="FieldProblem"/>s; each has a Danish and an English text.</summary>
public static class FieldMapProblems
{
    /// <summary>A side has no field of that name; argument: the name.</summary>
    public const string FieldUnknown = "field_unknown";

    /// <summary>The values of one field cannot become those of the other.</summary>
    public const string TypesDiffer = "types_differ";

    /// <summary>The rule loses something, so that values may go one way only.</summary>
    public const string OneWay = "one_way";

    /// <summary>Two rows write the same field; argument: the field.</summary>
    public const string WrittenTwice = "written_twice";

    /// <summary>The same two fields stand in two rows.</summary>
    public const string RowTwice = "row_twice";

    /// <summary>The field can only be read; argument: the field.</summary>
    public const string ReadOnly = "read_only";

    /// <summary>A row that no record can do without is missing, off or changed; arguments: the two fields.</summary>
    public const string Locked = "locked";

    /// <summary>The fixed value is missing, or longer than any field.</summary>
    public const string ConstantMissing = "constant_missing";

    /// <summary>There are more rows than fields can be.</summary>
    public const string TooManyRows = "too_many_rows";
}
