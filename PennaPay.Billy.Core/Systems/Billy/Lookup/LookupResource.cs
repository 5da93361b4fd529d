using System.Globalization;
using PennaPay.Billy.Core.Systems.Billy.Api.Wire;

namespace PennaPay.Billy.Core.Systems.Billy.Lookup;

/// <summary>One kind of record in the books: what is read of it, and by what it can be looked for.</summary>
public sealed record LookupResource
{
    /// <summary>What Billy calls many of it, such as <c>invoices</c>.</summary>
    public required string Plural { get; init; }

    /// <summary>What Billy calls one of it, such as <c>invoice</c>.</summary>
    public required string Singular { get; init; }

    /// <summary>What a list says of each.</summary>
    public required IReadOnlyList<LookupField> Columns { get; init; }

    /// <summary>The columns that another tells by name: people need not read both.</summary>
    public IReadOnlyList<string> ToldByName { get; init; } = [];

    /// <summary>All that is said of one.</summary>
    public required IReadOnlyList<LookupField> Fields { get; init; }

    /// <summary>The records that belong to one.</summary>
    public IReadOnlyList<LookupChildren> Children { get; init; } = [];

    public IReadOnlyList<LookupFilter> Filters { get; init; } = [];

    /// <summary>The properties that Billy sorts by.</summary>
    public IReadOnlyList<string> Sorts { get; init; } = [];

    /// <summary>Where one can be seen in Billy's own pages, after the organisation's address; null where it has no page.</summary>
    public string? Pages { get; init; }

    /// <summary>What comes along with each page of a list.</summary>
    internal string? ListInclude { get; init; }

    /// <summary>What always comes along with one.</summary>
    internal string? OneInclude { get; init; }

    /// <summary>Whether a list tells accounts by name.</summary>
    public bool NamesInLists { get; init; }

    /// <summary>Whether one tells accounts or rates by name.</summary>
    public bool NamesInOne { get; init; }

    /// <summary>Where a list is, with its conditions.</summary>
    internal string ListPath(LookupList list, string? organizationId, int page, int pageSize) => Plural + BillyPaths.Query(
    [
        ("organizationId", organizationId),
        .. Filters.Where(filter => filter.Parameter is not null && list.Filters.ContainsKey(filter.Argument))
            .Select(filter => (filter.Parameter!, (string?)filter.Sent(list.Filters[filter.Argument]))),
        ("include", ListInclude),
        ("sortProperty", list.SortProperty),
        ("sortDirection", list.SortProperty is null ? null : list.Descending ? "DESC" : "ASC"),
        ("page", page.ToString(CultureInfo.InvariantCulture)),
        ("pageSize", pageSize.ToString(CultureInfo.InvariantCulture)),
    ]);

    /// <summary>Where one record is, with those of its own that were asked for.</summary>
    internal string OnePath(string id, IReadOnlySet<string> include)
    {
        var asked = Children.Where(child => child.IsAlwaysThere || include.Contains(child.Name)).Select(child => child.Include);
        return BillyPaths.Record(
            Plural, id, ("include", string.Join(',', [.. OneInclude is null ? [] : new[] { OneInclude }, .. asked]) is { Length: > 0 } all ? all : null));
    }
}

/// <summary>Records that belong to another, such as an invoice's lines.</summary>
/// <param name="Name">Their name in answers and in <c>include</c>.</param>
/// <param name="Fields">What is said of each.</param>
public sealed record LookupChildren(string Name, IReadOnlyList<LookupField> Fields)
{
    /// <summary>Whether they come without being asked for.</summary>
    public bool IsAlwaysThere { get; init; }

    /// <summary>What Billy takes to bring them along.</summary>
    public required string Include { get; init; }

    /// <summary>The property that holds them.</summary>
    public required string Property { get; init; }

    /// <summary>The root of an answer where they stand when they stand beside.</summary>
    public required string Root { get; init; }

    /// <summary>The property of theirs that leads back.</summary>
    public required string ForeignKey { get; init; }
}
