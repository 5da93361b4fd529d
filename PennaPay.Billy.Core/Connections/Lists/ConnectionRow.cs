namespace PennaPay.Billy.Core.Connections.Lists;

/// <summary>One of a workspace's connections, by name.</summary>
/// <param name="Id">Which.</param>
/// <param name="System">The system's id.</param>
/// <param name="AccountName">What the account is called there; null where the system never said.</param>
/// <param name="IsSandbox">Whether the account is one of the system's sandbox.</param>
/// <param name="IsConnected">Whether it has a secret, and no other took its place.</param>
/// <param name="IsListed">See <see cref="Connection.IsListed"/>.</param>
public sealed record ConnectionRow(Guid Id, string System, string? AccountName, bool IsSandbox, bool IsConnected, bool IsListed)
{
    /// <summary>What is wrong with it; null while nothing is known to be.</summary>
    public Failure? Problem { get; init; }
}
