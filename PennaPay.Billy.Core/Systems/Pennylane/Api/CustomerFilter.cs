namespace PennaPay.Billy.Core.Systems.Pennylane.Api;

/// <summary>Which customers.</summary>
public sealed record CustomerFilter
{
    /// <summary>Only those with greater ids: where a reading was broken off.</summary>
    public long? AfterId { get; init; }

    /// <summary>None of these, of which nothing but the id is read.</summary>
    public IReadOnlyCollection<long> Excluded { get; init; } = [];

    /// <summary>Only those whose name begins so.</summary>
    public string? NameBeginsWith { get; init; }
}
