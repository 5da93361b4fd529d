using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using PennaPay.Billy.Core.Storage.Backups;
using PennaPay.Billy.Core.Storage.Erasing;
using PennaPay.Billy.Core.Storage.Keys;

namespace PennaPay.Billy.Core.Storage;

internal static class StorageServices
{
    /// <summary>Adds the database and the key ring, both under <see cref="StorageOptions.DataDirectory"/>.</summary>
    public static IServiceCollection AddStorage(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<StorageOptions>()
            .Bind(configuration.GetSection(StorageOptions.Section))
            .PostConfigure<IHostEnvironment>((options, host) => Complete(options, host, configuration["CREDENTIALS_DIRECTORY"]))
            .Validate(o => !string.IsNullOrWhiteSpace(o.DataDirectory), "Storage:DataDirectory must name a folder.")
            .ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<DatabaseDamage>();
        services.AddPooledDbContextFactory<WorkspaceDbContext>((provider, options) =>
            provider.GetRequiredService<DatabaseDamage>().ListenTo(options.UseSqlite(ConnectionString(provider)).AddInterceptors(new SecureDelete())));
        services.AddSingleton<Database>();
        services.AddSingleton<LogEraser>();
        services.AddSingleton<SecretEraser>();
        services.AddSingleton<DatabaseMigration>();
        services.AddSingleton<DataFolder>();
        services.AddSingleton<RestoredMark>();
        services.AddSingleton<BackupWriter>();
        services.AddSingleton<BackupRestorer>();

        services.AddKeyRing();
        return services;
    }

    private static void Complete(StorageOptions options, IHostEnvironment host, string? credentials)
    {
        if (!string.IsNullOrWhiteSpace(options.DataDirectory))
            options.DataDirectory = Path.GetFullPath(options.DataDirectory, host.ContentRootPath);
        options.MasterKey = string.IsNullOrWhiteSpace(options.MasterKey) ? null : options.MasterKey;
        options.MasterKeyFile = string.IsNullOrWhiteSpace(options.MasterKeyFile) ? null : Path.GetFullPath(options.MasterKeyFile, host.ContentRootPath);
        if (options is { MasterKey: null, MasterKeyFile: null } && credentials is not null
            && Path.Combine(credentials, MasterKeySource.Credential) is var credential && File.Exists(credential))
            options.MasterKeyFile = credential;
    }

    private static string ConnectionString(IServiceProvider provider)
    {
        var storage = provider.GetRequiredService<IOptions<StorageOptions>>().Value;
        OwnerOnly.CreateFolder(storage.DataDirectory);
        return new SqliteConnectionStringBuilder
        {
            DataSource = storage.DatabasePath,
            ForeignKeys = true,
            DefaultTimeout = 30,
        }.ToString();
    }
}
