#if CRASH_POINTS
using Microsoft.Extensions.DependencyInjection;
using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Connections.Renewal;
using PennaPay.Billy.Core.Push.Leases;
using PennaPay.Billy.Core.Push.Reconciling;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Core.Storage.Backups;
using PennaPay.Billy.Core.Storage.Keys;
using PennaPay.Billy.Tests.Push;
using PennaPay.Billy.Tests.Support;

namespace PennaPay.Billy.Tests.Upgrade;

/// <summary>A program of its own that starts on a data folder, or restores one, and dies at a named point as if the power had gone.</summary>
internal static class StartingChild
{
    /// <summary>How the parent says that this is one: the first argument of the test program.</summary>
    public const string Command = "crash-start";

    /// <param name="args">The data folder, the point, and the backup to restore, if it is to.</param>
    public static async Task<int> RunAsync(string[] args)
    {
        CrashPoint.Reached.Value = reached =>
        {
            if (reached == args[1])
                Environment.FailFast(null);
        };
        if (args is [var folder, _, var backup])
            await new BackupRestorer(TimeProvider.System).RestoreAsync(backup, folder, default);
        else
            await StartAsync(args[0]);
        return 0;
    }

    /// <summary>What a start does to the data folder, in its order.</summary>
    public static async Task StartAsync(string folder)
    {
        await using var services = Build(folder);
        services.GetRequiredService<KeyRing>().WrapWhatIsClear();
        await services.GetRequiredService<DatabaseMigration>().RunAsync(default);
        await services.GetRequiredService<QueueLeases>().ClearAsync(default);
        await services.GetRequiredService<Reconciler>().TakeUpRestoreAsync(default);
        await services.GetRequiredService<SecretRenewal>().RenewAsync(default);
        await services.ReleaseDatabaseAsync();
    }

    /// <summary>The services of a data folder, with its master key if it has one.</summary>
    public static ServiceProvider Build(string folder) => PushHost.Build(folder, new Uri("http://127.0.0.1:9"), new TestClock(), add =>
        add.PostConfigure<StorageOptions>(storage => storage.MasterKeyFile = File.Exists(MasterKeyFor(folder)) ? MasterKeyFor(folder) : null));

    /// <summary>Where the master key of a data folder is, if it has one.</summary>
    public static string MasterKeyFor(string folder) => folder + ".master-key";
}
#endif
