using PennaPay.Billy.Core.Systems.Pennylane.Api.Wire;

namespace PennaPay.Billy.Core.Systems.Pennylane.Api;

/// <summary>That a record changed, not what it became. One change over there makes several of these.</summary>
public sealed record PennylaneChange : IPennylaneRecord
{
    /// <summary>The record's.</summary>
    public required long Id { get; init; }

    /// <summary><c>insert</c>, <c>update</c> or <c>delete</c>.</summary>
    public string? Operation { get; init; }

    /// <summary>What changes are listed by, the earliest first; up to a second or so after the change.</summary>
    public required DateTimeOffset ProcessedAt { get; init; }
    public DateTimeOffset? UpdatedAt { get; init; }
    public DateTimeOffset? CreatedAt { get; init; }

    public bool IsDeletion => Operation == "delete";
}

/// <summary>What changed since a time.</summary>
public abstract record PennylaneChanges
{
    private PennylaneChanges()
    {
    }

    /// <summary>All of it, the earliest first.</summary>
    public sealed record Since(IReadOnlyList<PennylaneChange> Changes) : PennylaneChanges;

    /// <summary>Pennylane keeps changes for four weeks, and the time is before that: only reading everything tells.</summary>
    public sealed record TooLongAgo : PennylaneChanges;
}

/// <summary>What changes are listed of.</summary>
public enum PennylaneResource
{
    Customers,
    CustomerInvoices,
}
