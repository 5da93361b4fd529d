using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Logging;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Http;

namespace PennaPay.Billy.Core.Connections;

/// <summary>
/// Encrypts tokens at rest. The workspace is part of the purpose, so that a ciphertext copied into another workspace's
/// row opens nothing.
/// </summary>
public sealed partial class SecretVault(IDataProtectionProvider protection, ILogger<SecretVault> logger)
{
    /// <returns>The ciphertext; null when the key ring can neither be read nor written.</returns>
    public string? Protect(WorkspaceId workspace, AccessToken token)
    {
        ArgumentNullException.ThrowIfNull(token);
        try
        {
            return ProtectorOf(workspace).Protect(token.Reveal());
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            Log.Failed(logger, "encrypted", workspace, fault.GetType().Name);
            return null;
        }
    }

    /// <returns>The token; null when the key is missing or the ciphertext is not this workspace's.</returns>
    public AccessToken? Unprotect(WorkspaceId workspace, string ciphertext)
    {
        try
        {
            return AccessTokenRule.Any.Check(ProtectorOf(workspace).Unprotect(ciphertext), out var token) is null ? token : null;
        }
        // A lost key is a CryptographicException, but a key ring that can't be read shows itself in many ways, and
        // none of them may take a page down.
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            Log.Failed(logger, "decrypted", workspace, fault.GetType().Name);
            return null;
        }
    }

    private IDataProtector ProtectorOf(WorkspaceId workspace) =>
        protection.CreateProtector("PennaPay.Billy.AccessToken", "v1", workspace.ToString());

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "The access token of workspace {Workspace} could not be {What}: {Fault}.")]
        public static partial void Failed(ILogger logger, string what, WorkspaceId workspace, string fault);
    }
}
