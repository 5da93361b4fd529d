namespace PennaPay.Billy.Core.Access.Keys;

/// <summary>
/// A program's way in: it reads one connection of its workspace and changes nothing. What the program sends is not here, only its
/// hash.
/// </summary>
public sealed class ApiKey : IWorkspaceOwned
{
    public const int MaxName = 60;

    public Guid Id { get; init; }

    public WorkspaceId WorkspaceId { get; set; }

    /// <summary>What the owner calls it, such as the program's name; 1 to <see cref="MaxName"/> characters.</summary>
    public required string Name { get; init; }

    /// <summary>What it opens: words of <see cref="ApiKeyScopes"/>, with a space between.</summary>
    public required string Scopes { get; init; }

    /// <summary>The one connection that it reads.</summary>
    public required Guid ConnectionId { get; init; }

    /// <summary>How it begins, which is safe to show: <see cref="ApiKeySecret.PrefixLength"/> characters.</summary>
    public required string Prefix { get; set; }

    /// <summary>SHA-256 of it: 32 bytes, unique among all workspaces.</summary>
#pragma warning disable CA1819 // A column.
    public required byte[] Hash { get; set; }
#pragma warning restore CA1819

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The e-mail address of the person who made it.</summary>
    public required string CreatedBy { get; init; }

    /// <summary>When it was last made anew; null while it is the first one.</summary>
    public DateTimeOffset? RotatedAt { get; set; }

    /// <summary>The first moment at which it opens nothing any more; null where it does not end by itself.</summary>
    public DateTimeOffset? ExpiresAt { get; set; }

    /// <summary>When a program last came with it, to the minute.</summary>
    public DateTimeOffset? LastUsedAt { get; set; }

    public DateTimeOffset? RevokedAt { get; set; }

    /// <summary>Whether its time is over.</summary>
    public bool IsExpired(DateTimeOffset now) => ExpiresAt <= now;

    /// <summary>Whether it opens something.</summary>
    public bool IsOpen(DateTimeOffset now) => RevokedAt is null && !IsExpired(now);
}
