using PennaPay.Billy.Core.Systems.Billy.Api.Wire;

namespace PennaPay.Billy.Core.Systems.Billy.Api;

public sealed record BillyTaxRate : IBillyRecord
{
    public required string Id { get; init; }
    public string? Name { get; init; }
    public string? Abbreviation { get; init; }
    public string? Description { get; init; }

    /// <summary>A fraction: 0.25 is 25 percent.</summary>
    public decimal? Rate { get; init; }
    public bool? IsPredefined { get; init; }
    public bool? IsActive { get; init; }
    public string? PredefinedTag { get; init; }
}
