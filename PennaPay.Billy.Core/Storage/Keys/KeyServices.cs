using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace PennaPay.Billy.Core.Storage.Keys;

internal static class KeyServices
{
    /// <summary>Adds Data Protection with its keys in <see cref="StorageOptions.KeysPath"/>, wrapped where there is a master key.</summary>
    public static IServiceCollection AddKeyRing(this IServiceCollection services)
    {
        services.AddSingleton<MasterKeySource>();
        services.AddSingleton<KeyRing>();
        services.AddSingleton<Escrow>();
        services.AddSingleton<IKeyManager, RingKeyManager>();
        services.AddDataProtection().SetApplicationName("PennaPay.Billy");
        services.AddOptions<KeyManagementOptions>()
            .Configure<IOptions<StorageOptions>, MasterKeySource, KeyRing, ILoggerFactory>((keys, storage, source, ring, logging) =>
            {
                OwnerOnly.CreateFolder(storage.Value.KeysPath);
                keys.XmlRepository = new FileSystemXmlRepository(new(storage.Value.KeysPath), logging);
                // In clear only where no key was ever wrapped: else a start that lacks the master key would add one that anybody can read.
                if (source.IsNamed || ring.WrappedBy().Count > 0)
                    keys.XmlEncryptor = new MasterKeyEncryptor(ring, source);
            });
        return services;
    }
}
