namespace PennaPay.Billy.Core.Access.Keys;

/// <summary>Whose key a program sent, or why it opens nothing.</summary>
public abstract record ApiKeyAnswer
{
    private ApiKeyAnswer()
    {
    }

    /// <param name="Id">The key's id.</param>
    /// <param name="WorkspaceId">The only workspace that it sees.</param>
    /// <param name="Name">What its owner calls it.</param>
    /// <param name="ConnectionId">The only connection that it reads.</param>
    /// <param name="Scopes">What it opens; see <see cref="ApiKeyScopes"/>.</param>
    public sealed record Valid(Guid Id, WorkspaceId WorkspaceId, string Name, Guid ConnectionId, IReadOnlySet<string> Scopes) : ApiKeyAnswer
    {
        /// <summary>Who acts; one that may change nothing.</summary>
        public Actor Actor => Actor.Key(WorkspaceId, Id, Name);
    }

    /// <summary>There is no such key, or there is another in its place.</summary>
    public sealed record Unknown : ApiKeyAnswer;

    /// <summary>Its time is over.</summary>
    public sealed record Expired : ApiKeyAnswer;

    /// <summary>An owner, or a backup that was restored, took it back.</summary>
    public sealed record Revoked : ApiKeyAnswer;
}
