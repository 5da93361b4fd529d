using Microsoft.AspNetCore.Identity;

namespace PennaPay.Billy.Core.Workspaces;

/// <summary>A person who signs in, and the workspace that the person works in.</summary>
public sealed class Owner : IdentityUser<Guid>
{
    public WorkspaceId WorkspaceId { get; set; }

    /// <summary>The language and number format the person chose, "da" or "en"; null follows the product's default.</summary>
    public string? Culture { get; set; }

    /// <summary>"light" or "dark"; null follows the browser.</summary>
    public string? Theme { get; set; }
}
