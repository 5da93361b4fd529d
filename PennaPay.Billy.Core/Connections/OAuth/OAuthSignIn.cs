using PennaPay.Billy.Core.Access;

namespace PennaPay.Billy.Core.Connections.OAuth;

/// <summary>
/// A person's way to a system's own sign-in and back, until it ends: by coming back, once, in the browser session in which it began, or by
/// time. Who has to choose an account after that has a second row until it is chosen.
/// </summary>
public sealed class OAuthSignIn : IWorkspaceOwned
{
    public Guid Id { get; set; }

    public WorkspaceId WorkspaceId { get; set; }

    /// <summary>The <see cref="ExternalSystem.Id"/> of the system.</summary>
    public required string System { get; set; }

    public bool UsesSandbox { get; set; }

    /// <summary>The connection that is to work again; null where any account will do.</summary>
    public Guid? ConnectionId { get; set; }

    public Guid UserId { get; set; }

    /// <summary>The <see cref="Session"/> of the browser; null where nobody is signed in with one.</summary>
    public Guid? SessionId { get; set; }

    /// <summary>SHA-256 of what the system sends back, in hexadecimal; something that is no such hash once it has come back.</summary>
    public required string StateHash { get; set; }

    /// <summary>
    /// Encrypted: the proof that whoever brings the code is who asked for it (RFC 7636), or what the system granted, until an account is chosen.
    /// </summary>
    public required string Kept { get; set; }

    /// <summary>Where the system sends the browser back to, which it is told again for the tokens; empty once it has come back.</summary>
    public required string Redirect { get; set; }

    public DateTimeOffset ExpiresAt { get; set; }
}
