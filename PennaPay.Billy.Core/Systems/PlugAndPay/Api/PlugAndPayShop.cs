using PennaPay.Billy.Core.Systems.PlugAndPay.Api.Wire;

namespace PennaPay.Billy.Core.Systems.PlugAndPay.Api;

/// <summary>The shop that a key is for; somebody who signs in there may have several.</summary>
public sealed record PlugAndPayShop : IPlugAndPayRecord
{
    /// <summary>Calls of rules name it as <c>tenant_id</c>.</summary>
    public required long Id { get; init; }
    public string? Name { get; init; }

    /// <summary>Such as <c>lite</c>.</summary>
    public string? Plan { get; init; }
}
