namespace PennaPay.Billy.Core.Systems.Billy.Lookup;

/// <summary>How a filter's value is compared with a record's.</summary>
public enum LookupComparison
{
    Equal,

    /// <summary>The first that belongs to it.</summary>
    Least,

    /// <summary>The last that belongs to it.</summary>
    Most,

    /// <summary>By Billy alone: a search, or a period by its name.</summary>
    Billys,
}
