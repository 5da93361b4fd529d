using System.Collections.Frozen;

namespace PennaPay.Billy.Core.Access.Keys;

/// <summary>What keys open. The words are stored.</summary>
public static class ApiKeyScopes
{
    /// <summary>Read what stands in Billy, by the key's connection.</summary>
    public const string BillyRead = "billy:read";

    public static IReadOnlySet<string> All { get; } = FrozenSet.Create(BillyRead);

    /// <summary>The words of <see cref="ApiKey.Scopes"/>.</summary>
    public static IReadOnlySet<string> Of(string scopes) => scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToFrozenSet();
}
