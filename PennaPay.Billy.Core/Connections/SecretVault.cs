using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Logging;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Connections.Renewal;
using PennaPay.Billy.Core.Storage.Keys;

namespace PennaPay.Billy.Core.Connections;

/// <summary>
/// Encrypts secrets at rest, of any kind and length. Workspace and connection are part of the purpose, so that a ciphertext
/// copied into another row opens nothing.
/// </summary>
public sealed partial class SecretVault(IDataProtectionProvider protection, KeyRing ring, ILogger<SecretVault> logger)
{
    // Earlier versions wrote no mark, and bound a secret to its workspace alone.
    private const string Mark = "2:";

    /// <returns>The ciphertext; null when the key ring can neither be read nor written, or lacks its master key.</returns>
    public string? Protect(WorkspaceId workspace, Guid connection, ReadOnlySpan<byte> secret)
    {
        try
        {
            DemandRing();
            return Mark + Convert.ToBase64String(ProtectorOf(workspace, connection).Protect(secret.ToArray()));
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            Log.Failed(logger, "encrypted", connection, fault.GetType().Name);
            return null;
        }
    }

    /// <returns>The secret; null when the key is missing or the ciphertext is not this connection's.</returns>
    public byte[]? Unprotect(WorkspaceId workspace, Guid connection, string ciphertext)
    {
        ArgumentNullException.ThrowIfNull(ciphertext);
        try
        {
            return Open(workspace, connection, ciphertext);
        }
        // A lost key is a CryptographicException, but a key ring that can't be read shows itself in many ways, and
        // none of them may take a page down.
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            Log.Failed(logger, "decrypted", connection, fault.GetType().Name);
            return null;
        }
    }

    /// <summary>Whether the key ring opens the secret, asked without a word in the log.</summary>
    internal bool CanOpen(WorkspaceId workspace, Guid connection, string ciphertext)
    {
        try
        {
            Open(workspace, connection, ciphertext);
            return true;
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>Which key of the ring closed it, asked without a word in the log.</summary>
    internal SecretAge AgeOf(WorkspaceId workspace, Guid connection, string ciphertext)
    {
        if (IsOld(ciphertext))
            return CanOpen(workspace, connection, ciphertext) ? SecretAge.Older : SecretAge.Unreadable;
        try
        {
            DemandRing();
            ((IPersistedDataProtector)ProtectorOf(workspace, connection)).DangerousUnprotect(
                Convert.FromBase64String(ciphertext[Mark.Length..]), ignoreRevocationErrors: false, out var isOlder, out _);
            return isOlder ? SecretAge.Older : SecretAge.Newest;
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            return SecretAge.Unreadable;
        }
    }

    /// <summary>Whether an earlier version wrote it, bound to the workspace alone.</summary>
    internal static bool IsOld(string ciphertext) => !ciphertext.StartsWith(Mark, StringComparison.Ordinal);

    private byte[] Open(WorkspaceId workspace, Guid connection, string ciphertext)
    {
        DemandRing();
        return IsOld(ciphertext)
            ? Encoding.UTF8.GetBytes(OldProtectorOf(workspace).Unprotect(ciphertext))
            : ProtectorOf(workspace, connection).Unprotect(Convert.FromBase64String(ciphertext[Mark.Length..]));
    }

    private void DemandRing()
    {
        if (ring.Missing is { Detail: var problem })
            throw new CryptographicException(problem);
    }

    private IDataProtector ProtectorOf(WorkspaceId workspace, Guid connection) =>
        protection.CreateProtector("PennaPay.Billy.Secret", "v2", workspace.ToString(), connection.ToString("N"));

    private IDataProtector OldProtectorOf(WorkspaceId workspace) =>
        protection.CreateProtector("PennaPay.Billy.AccessToken", "v1", workspace.ToString());

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "The secret of connection {Connection} could not be {What}: {Fault}.")]
        public static partial void Failed(ILogger logger, string what, Guid connection, string fault);
    }
}
