using PennaPay.Billy.Core.Records.CustomFields;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Core.Sync.Fields;

namespace PennaPay.Billy.Core.Sync.Records;

/// <summary>The fields that a workspace gave its records, beside those that every workspace has.</summary>
internal static class OwnFields
{
    /// <summary>Fields with the workspace's own after them.</summary>
    public static async Task<IReadOnlyList<SyncField>> AfterAsync(
        IReadOnlyList<SyncField> fields, WorkspaceDbContext db, CustomFieldRecord record, CancellationToken cancellationToken) =>
        [.. fields, .. (await CustomFieldList.OfAsync(db, record, cancellationToken)).Select(field => new SyncField(field.Key, TypeOf(field.Type)))];

    /// <summary>What a record has in all of its fields.</summary>
    public static Dictionary<string, string?> With(IReadOnlyDictionary<string, string> own, Dictionary<string, string?> values)
    {
        foreach (var (key, value) in own)
            values[key] = value;
        return values;
    }

    /// <summary>What a record has in the workspace's own fields once others were written, and what is wrong with those.</summary>
    public static async Task<(IReadOnlyDictionary<string, string> Values, IReadOnlyList<FieldProblem> Problems)> SettleAsync(
        WorkspaceDbContext db, CustomFieldRecord record, IReadOnlyDictionary<string, string> before, IReadOnlyDictionary<string, string?> written,
        CancellationToken cancellationToken) => written.Keys.Any(CustomFieldKey.IsOne)
            ? CustomValueRules.Settle(await CustomFieldList.OfAsync(db, record, cancellationToken), before, written)
            : (before, []);

    /// <summary>Why values cannot be stored, as a person is told; null where it is for another reason than a field of the workspace's own.</summary>
    public static Failure? FailureOf(IReadOnlyList<FieldProblem> problems) =>
        problems.FirstOrDefault(problem => problem.Args is [string, string, ..] && CustomFieldProblems.OfValues.Contains(problem.Code)) is { Args: [string field, string value, ..] }
            ? new Failure(FailureCodes.RecordValueUnfit, $"{field}: {value}")
            : null;

    // What can be chosen is checked where it is written: what another system has may be anything.
    private static FieldType TypeOf(CustomFieldType type) => type switch
    {
        CustomFieldType.Number => FieldType.Number,
        CustomFieldType.Date => FieldType.Date,
        _ => FieldType.Text,
    };
}
