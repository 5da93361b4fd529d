using Microsoft.AspNetCore.DataProtection;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using PennaPay.Billy.Core.Storage.Backups;
using PennaPay.Billy.Core.Storage.Erasing;

namespace PennaPay.Billy.Core.Storage;

internal static class StorageServices
{
    /// <summary>Adds the database and the key ring, both under <see cref="StorageOptions.DataDirectory"/>.</summary>
    public static IServiceCollection AddStorage(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<StorageOptions>()
            .Bind(configuration.GetSection(StorageOptions.Section))
            .PostConfigure<IHostEnvironment>((options, host) =>
                options.DataDirectory = Path.GetFullPath(options.DataDirectory, host.ContentRootPath))
            .Validate(o => !string.IsNullOrWhiteSpace(o.DataDirectory), "Storage:DataDirectory must name a folder.")
            .ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<DatabaseDamage>();
        services.AddPooledDbContextFactory<WorkspaceDbContext>((provider, options) =>
            provider.GetRequiredService<DatabaseDamage>().ListenTo(options.UseSqlite(ConnectionString(provider)).AddInterceptors(new SecureDelete())));
        services.AddSingleton<Database>();
        services.AddSingleton<LogEraser>();
        services.AddSingleton<DatabaseMigration>();
        services.AddSingleton<DataFolder>();
        services.AddSingleton<RestoredMark>();
        services.AddSingleton<BackupWriter>();
        services.AddSingleton<BackupRestorer>();

        services.AddDataProtection().SetApplicationName("PennaPay.Billy");
        services.AddOptions<Microsoft.AspNetCore.DataProtection.KeyManagement.KeyManagementOptions>()
            .Configure<IOptions<StorageOptions>, Microsoft.Extensions.Logging.ILoggerFactory>((keys, storage, logging) =>
                keys.XmlRepository = new Microsoft.AspNetCore.DataProtection.Repositories.FileSystemXmlRepository(
                    Directory.CreateDirectory(storage.Value.KeysPath), logging));
        return services;
    }

    private static string ConnectionString(IServiceProvider provider)
    {
        var storage = provider.GetRequiredService<IOptions<StorageOptions>>().Value;
        Directory.CreateDirectory(storage.DataDirectory);
        return new SqliteConnectionStringBuilder
        {
            DataSource = storage.DatabasePath,
            ForeignKeys = true,
            DefaultTimeout = 30,
        }.ToString();
    }
}
