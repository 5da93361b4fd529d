using System.IO.Compression;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Push.Ledger;
using PennaPay.Billy.Core.Push.Upgrade;
using PennaPay.Billy.Core.Push.Worker;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Tests.Push;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Web.Sandbox.Billy;

namespace PennaPay.Billy.Tests.Upgrade;

/// <summary>
/// A copy of an earlier version's data folder (README.md tells what is in it) under the services of this version, beside a
/// sandbox that has just started. Nothing runs by itself.
/// </summary>
internal sealed class OldInstallation : IAsyncDisposable
{
    /// <summary>The organisation that was connected before.</summary>
    public const string A = "sh7gSEyJ1Od5gIWsfadNJR";

    /// <summary>The organisation that is connected.</summary>
    public const string B = "erELMJ6tw4MDXdcglIcwmW";

    public static readonly WorkspaceId Workspace = new(Guid.Parse("01A221AE-585C-722F-8595-24ACA2EC4A8D"));

    public static readonly Guid OwnerId = Guid.Parse("01A221AE-5861-77B8-A315-047AA1018A1A");

    public static readonly Actor Owner = Actor.Person(Workspace, OwnerId, TestApp.Email, Role.Owner);

    private readonly TemporaryFolder folder;

    private readonly ServiceProvider services;

    private OldInstallation(TemporaryFolder folder, SandboxServer sandbox)
    {
        (this.folder, Sandbox) = (folder, sandbox);
        services = PushHost.Build(folder.Path, sandbox.BaseAddress, Clock);
        services.GetRequiredService<ILoggerFactory>().AddProvider(Logs);
    }

    /// <summary>What makes organisation A in a sandbox; its id depends on the token alone.</summary>
    public static SandboxCompanyOptions CompanyA => new()
    {
        Token = "a0c1d2e3f4a5b6c7d8e9f0a1b2c3d4e5f6a70a0a", Name = "Fjordens Handelshus ApS", RegistrationNo = "25313763",
    };

    public SandboxServer Sandbox { get; }

    public BillySandbox Billy => Sandbox.Control;

    public TestClock Clock { get; } = new(new(2026, 11, 20, 15, 0, 0, TimeSpan.Zero));

    public LogCollector Logs { get; } = new();

    public string DataDirectory => folder.Path;

    public T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    /// <summary>The folder as the earlier version left it.</summary>
    /// <param name="change">Statements that the earlier version's database is changed by first.</param>
    public static async Task<OldInstallation> OpenAsync(string? change = null)
    {
        var folder = Unpack();
        if (change is not null)
            new SqliteFile(folder.Path).Run(change);
        return new(folder, await SandboxServer.StartAsync());
    }

    /// <summary>The folder after the upgrade.</summary>
    public static async Task<OldInstallation> OpenUpgradedAsync(string? change = null)
    {
        var old = await OpenAsync(change);
        await old.UpgradeAsync();
        return old;
    }

    public static TemporaryFolder Unpack()
    {
        var folder = new TemporaryFolder();
        using var zip = typeof(OldInstallation).Assembly.GetManifestResourceStream("installation-2026-11-21.zip")!;
        ZipFile.ExtractToDirectory(zip, folder.Path);
        return folder;
    }

    /// <summary>What the program does before anything else.</summary>
    public async Task<UpgradeDoubts?> UpgradeAsync()
    {
        await Get<DatabaseMigration>().RunAsync(default);
        return Get<UpgradeReport>().Doubts;
    }

    /// <summary>The stored rows as they are, one a line, its columns parted by bars.</summary>
    public IReadOnlyList<string> Rows(string sql) => new SqliteFile(DataDirectory).Rows(sql);

    public async Task<Connection> ConnectionAsync(string account)
    {
        await using var db = Get<Database>().Read(Workspace);
        return await db.Set<Connection>().SingleAsync(c => c.AccountId == account);
    }

    /// <summary>Works off every queue until no push is open, moving the clock on between.</summary>
    public async Task WorkAsync()
    {
        for (var round = 0; round < 50; round++)
        {
            await using var db = Get<Database>().Read(Workspace);
            foreach (var connection in await db.Set<Connection>().Select(c => c.Id).ToListAsync())
                await Get<QueueWork>().RunAsync(new(Workspace, connection), default);
            if (!await db.Set<LedgerEntry>().AnyAsync(e => e.DueAt != null))
                return;
            Clock.Advance(TimeSpan.FromMinutes(5));
        }

        Assert.Fail("The queue does not come to rest.");
    }

    public async Task<LedgerEntry> PushOfAsync(string number)
    {
        await using var db = Get<Database>().Read(Workspace);
        return await db.Set<LedgerEntry>().SingleAsync(e => e.InvoiceNumber == number);
    }

    public async ValueTask DisposeAsync()
    {
        await services.ReleaseDatabaseAsync();
        await services.DisposeAsync();
        await Sandbox.DisposeAsync();
        folder.Dispose();
    }
}
