using Microsoft.AspNetCore.Identity;

namespace PennaPay.Billy.Core.Access;

/// <summary>A person who signs in, and the workspace that the person works in.</summary>
public sealed class Owner : IdentityUser<Guid>
{
    public WorkspaceId WorkspaceId { get; set; }

    /// <summary>The language and number format the person chose, "da" or "en"; null follows the product's default.</summary>
    public string? Culture { get; set; }

    /// <summary>"light", "dark" or, to follow the browser, "auto"; null when the person never chose.</summary>
    public string? Theme { get; set; }

    /// <summary>The messages about pushes that the person does not want to see.</summary>
    public MutedToasts MutedToasts { get; set; }
}
