using System.Text;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Connections.Outages;
using PennaPay.Billy.Core.Http;

namespace PennaPay.Billy.Core.Connections;

/// <summary>Opens connections for calls. The system is not asked here.</summary>
public sealed class ConnectionOpener(ConnectionStore store, SecretVault vault, ExternalSystems systems, ConnectionOutages outages)
{
    public async Task<Opening> OpenAsync(WorkspaceId workspace, Guid connection, CancellationToken cancellationToken) =>
        Open(await store.FindAsync(workspace, connection, cancellationToken));

    public async Task<Opening> OpenCurrentAsync(WorkspaceId workspace, string system, CancellationToken cancellationToken) =>
        Open(await store.CurrentAsync(workspace, system, cancellationToken));

    /// <summary>Opens the connection that a push goes to when nobody names another.</summary>
    public async Task<Opening> OpenListedAsync(WorkspaceId workspace, CancellationToken cancellationToken) =>
        Open(await store.ListedAsync(workspace, cancellationToken));

    internal Opening Open(Connection? stored)
    {
        if (stored is not { Secret: { } ciphertext })
            return new(null, new Failure(stored is { IsReplaced: true } ? FailureCodes.OtherOrganization : FailureCodes.NotConnected));
        var system = systems.Of(stored.System);
        if (system.AddressOf(stored.UsesSandbox) is not { } address)
            return new(null, NoSandbox);
        return vault.Unprotect(stored.WorkspaceId, stored.Id, ciphertext) is { } secret
            && AccessTokenRule.Any.Check(Encoding.UTF8.GetString(secret), out var token) is null
                ? new(new OpenedConnection(
                new ApiAccess(system.Profile, address, token!, stored.AccountId) { Scope = stored.Scope(), Gate = outages.GateOf(stored) }, stored), null)
                : new(null, new Failure(FailureCodes.EncryptionKeyMissing));
    }

    internal static Failure NoSandbox { get; } = new(FailureCodes.SystemUnavailable, "The sandbox is not running.");
}
