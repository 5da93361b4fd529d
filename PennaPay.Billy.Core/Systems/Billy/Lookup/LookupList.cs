namespace PennaPay.Billy.Core.Systems.Billy.Lookup;

/// <summary>Which records are asked for, in which order, and from where on.</summary>
public sealed record LookupList
{
    /// <summary>The most records of one answer.</summary>
    public const int LargestPage = 100;

    public required LookupResource Resource { get; init; }

    /// <summary>The conditions by their arguments, each checked to be of its kind.</summary>
    public IReadOnlyDictionary<string, string> Filters { get; init; } = new Dictionary<string, string>();

    public string? SortProperty { get; init; }

    public bool Descending { get; init; }

    /// <summary>1 is the first.</summary>
    public int Page { get; init; } = 1;

    public int PageSize { get; init; } = LargestPage;

    /// <summary>Where an earlier answer left off; null to begin.</summary>
    public string? Cursor { get; init; }

    /// <summary>The most bytes that an answer's rows may take; its first comes in any case.</summary>
    public int MostBytes { get; init; } = int.MaxValue;

    /// <summary>How many bytes a row takes in an answer, by those that it has as JSON.</summary>
    public Func<int, int> Weigh { get; init; } = static bytes => bytes;

    /// <summary>Whether it asks for more than the first records of all.</summary>
    internal bool HasConditions => Filters.Count > 0 || SortProperty is not null;

    /// <summary>What tells this list from others of the same kind: all but where in it one is.</summary>
    internal string Key => string.Join('\n',
        [Resource.Plural, SortProperty ?? "", Descending ? "DESC" : "ASC", .. Filters.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}")]);
}
