using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Core.Storage.Keys;

namespace PennaPay.Billy.Core.Health;

/// <summary>
/// Whether the key ring opens what it closed before: a few words in the file <c>canary</c> of the data folder. Where it does
/// not, or there is none, but every stored secret can be opened, nothing is lost any more, and it begins anew.
/// </summary>
internal sealed partial class KeyRingCanary(
    IDataProtectionProvider protection, KeyRing ring, SecretVault vault, Database database, IOptions<StorageOptions> storage, ILogger<KeyRingCanary> logger)
{
    private const string Words = "The key ring can be read.";

    private readonly IDataProtector protector = protection.CreateProtector("PennaPay.Billy.Canary", "v1");

    private string Path => System.IO.Path.Combine(storage.Value.DataDirectory, "canary");

    public async Task<Failure?> FindProblemAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (ring.Look() is { } missing)
                return missing;
            var isThere = File.Exists(Path);
            if (isThere && CanBeRead(await File.ReadAllTextAsync(Path, cancellationToken)))
                return null;
            // Also where there is none: a database that came without its keys brings none along.
            if (!await OpensEverySecretAsync(cancellationToken))
                return Unreadable();
            if (isThere)
                Log.BegunAnew(logger, storage.Value.KeysPath);
            OwnerOnly.WriteFile(Path, protector.Protect(Words));
            return null;
        }
        catch (Exception fault) when (fault is CryptographicException or IOException or UnauthorizedAccessException)
        {
            return Unreadable();
        }
    }

    private Failure Unreadable() => new(FailureCodes.EncryptionKeyMissing, storage.Value.KeysPath);

    private bool CanBeRead(string closed)
    {
        try
        {
            return protector.Unprotect(closed.Trim()) == Words;
        }
        // A key ring that cannot be read shows itself in many ways.
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            return false;
        }
    }

    private async Task<bool> OpensEverySecretAsync(CancellationToken cancellationToken)
    {
        await using var db = database.Read(default);
        // There is one key ring for all workspaces.
        var secrets = await db.Set<Connection>().IgnoreQueryFilters().Where(c => c.Secret != null)
            .Select(c => new { c.WorkspaceId, c.Id, c.Secret }).ToListAsync(cancellationToken);
        return secrets.TrueForAll(stored => vault.CanOpen(stored.WorkspaceId, stored.Id, stored.Secret!));
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "The key ring {Path} is another one than before. No stored access token needs the one before, so this one is used from now on.")]
        public static partial void BegunAnew(ILogger logger, string path);
    }
}
