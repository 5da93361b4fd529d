using Microsoft.AspNetCore.DataProtection.Internal;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace PennaPay.Billy.Core.Storage.Keys;

/// <summary>
/// Data Protection's own, which keeps what it has read for a day; here it is also read again when the files are others, so that
/// a key which a command made, or which was put back, holds without a restart.
/// </summary>
internal sealed class RingKeyManager(
    IOptions<KeyManagementOptions> options, IActivator activator, KeyRing ring, ILoggerFactory logging) : IKeyManager
{
    private readonly XmlKeyManager keys = new(options, activator, logging);

    /// <inheritdoc />
    public IKey CreateNewKey(DateTimeOffset activationDate, DateTimeOffset expirationDate) => keys.CreateNewKey(activationDate, expirationDate);

    /// <inheritdoc />
    public IReadOnlyCollection<IKey> GetAllKeys() => keys.GetAllKeys();

    /// <inheritdoc />
    public CancellationToken GetCacheExpirationToken() =>
        CancellationTokenSource.CreateLinkedTokenSource(keys.GetCacheExpirationToken(), ring.Age).Token;

    /// <inheritdoc />
    public void RevokeAllKeys(DateTimeOffset revocationDate, string? reason) => keys.RevokeAllKeys(revocationDate, reason);

    /// <inheritdoc />
    public void RevokeKey(Guid keyId, string? reason) => keys.RevokeKey(keyId, reason);
}
