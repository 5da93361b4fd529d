using System.Text;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Connections.OAuth;
using PennaPay.Billy.Core.Connections.Outages;
using PennaPay.Billy.Core.Http;

namespace PennaPay.Billy.Core.Connections;

/// <summary>Opens connections for calls. The system is not asked here.</summary>
public sealed class ConnectionOpener(ConnectionStore store, SecretVault vault, ExternalSystems systems, ConnectionOutages outages, TokenRefresh refresh)
{
    public async Task<Opening> OpenAsync(WorkspaceId workspace, Guid connection, CancellationToken cancellationToken) =>
        await OpenAsync(await store.FindAsync(workspace, connection, cancellationToken), cancellationToken);

    public async Task<Opening> OpenCurrentAsync(WorkspaceId workspace, string system, CancellationToken cancellationToken) =>
        await OpenAsync(await store.CurrentAsync(workspace, system, cancellationToken), cancellationToken);

    /// <summary>Opens the connection that a push goes to when nobody names another.</summary>
    public async Task<Opening> OpenListedAsync(WorkspaceId workspace, CancellationToken cancellationToken) =>
        await OpenAsync(await store.ListedAsync(workspace, cancellationToken), cancellationToken);

    /// <summary>Opens a connection anew whose token the system has just refused, with a new one; a refused one that was pasted stays refused.</summary>
    internal async Task<Opening> OpenAnewAsync(Connection refused, CancellationToken cancellationToken)
    {
        if (refused.SecretHint is not null)
            return new(null, new Failure(FailureCodes.TokenRejected));
        return await refresh.RefreshAsync(refused, cancellationToken) is { } failure
            ? new(null, failure)
            : Open(await store.FindAsync(refused.WorkspaceId, refused.Id, cancellationToken));
    }

    /// <summary>The same for one that was read, with a new token where its own ends soon.</summary>
    internal async Task<Opening> OpenAsync(Connection? stored, CancellationToken cancellationToken)
    {
        if (stored is not { Secret: not null } || !refresh.IsDue(stored))
            return Open(stored);
        // Whoever let the program in must do so again; asking once more changes nothing.
        if (stored.FailureCode == FailureCodes.ConnectAgain)
            return new(null, stored.Problem);
        return await refresh.RefreshAsync(stored, cancellationToken) is { } failure
            ? new(null, failure)
            : Open(await store.FindAsync(stored.WorkspaceId, stored.Id, cancellationToken));
    }

    internal Opening Open(Connection? stored)
    {
        if (stored is not { Secret: { } ciphertext })
            return new(null, new Failure(stored is { IsReplaced: true } ? FailureCodes.OtherOrganization : FailureCodes.NotConnected));
        var system = systems.Of(stored.System);
        if (system.AddressOf(stored.UsesSandbox) is not { } address)
            return new(null, NoSandbox);
        return vault.Unprotect(stored.WorkspaceId, stored.Id, ciphertext) is { } secret && TokenIn(secret) is ({ } token, var isGranted)
                ? new(new OpenedConnection(
                new ApiAccess(system.Profile, address, token, stored.AccountId)
                {
                    IsGranted = isGranted,
                    Scope = stored.Scope(),
                    Gate = outages.GateOf(stored),
                }, stored), null)
                : new(null, new Failure(FailureCodes.EncryptionKeyMissing));
    }

    private static (AccessToken? Token, bool IsGranted) TokenIn(byte[] secret) =>
        OAuthSecret.Read(secret) is { } pair ? (pair.Token, true)
        : AccessTokenRule.Any.Check(Encoding.UTF8.GetString(secret), out var token) is null ? (token, false)
        : (null, false);

    internal static Failure NoSandbox { get; } = new(FailureCodes.SystemUnavailable, "The sandbox is not running.");
}
