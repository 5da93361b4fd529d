using Microsoft.AspNetCore.Identity;

namespace PennaPay.Billy.Core.Access;

/// <summary>A person who signs in. What the person may do stands in a <see cref="Membership"/> for each workspace.</summary>
public sealed class User : IdentityUser<Guid>
{
    /// <summary>The language and number format the person chose, "da" or "en"; null follows the product's default.</summary>
    public string? Culture { get; set; }

    /// <summary>"light", "dark" or, to follow the browser, "auto"; null when the person never chose.</summary>
    public string? Theme { get; set; }

    /// <summary>The messages about pushes that the person does not want to see.</summary>
    public MutedToasts MutedToasts { get; set; }
}
