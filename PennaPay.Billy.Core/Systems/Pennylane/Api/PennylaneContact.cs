using PennaPay.Billy.Core.Systems.Pennylane.Api.Wire;

namespace PennaPay.Billy.Core.Systems.Pennylane.Api;

/// <summary>A person at a customer.</summary>
public sealed record PennylaneContact : IPennylaneRecord
{
    public required long Id { get; init; }
    public string? FirstName { get; init; }
    public string? LastName { get; init; }
    public string? Role { get; init; }
    public string? Email { get; init; }
    public string? TelephoneNumber { get; init; }
    public string? MobileNumber { get; init; }
    public DateTimeOffset? CreatedAt { get; init; }
    public DateTimeOffset? UpdatedAt { get; init; }
}
