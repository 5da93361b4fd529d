namespace PennaPay.Billy.Core.Http.Answers;

internal static class AnswerList
{
    /// <summary>A list inside a record: empty when it was not asked for, and without the nulls that JSON could hold.</summary>
    public static IReadOnlyList<T> Of<T>(IReadOnlyList<T>? items)
        where T : class => [.. (items ?? []).Where(item => item is not null)];
}
