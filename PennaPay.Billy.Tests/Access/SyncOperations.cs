using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Sync;
using PennaPay.Billy.Core.Sync.Runs;
using PennaPay.Billy.Core.Sync.Runs.Lists;
using PennaPay.Billy.Core.Sync.Settings;
using PennaPay.Billy.Core.Systems.Billy;
using PennaPay.Billy.Core.Values;
using PennaPay.Billy.Tests.Push;
using PennaPay.Billy.Tests.Sync;

namespace PennaPay.Billy.Tests.Access;

/// <summary>The operations that keep records alike, and choose how.</summary>
internal static class SyncOperations
{
    private static readonly SyncChoices ProductsOn = new SyncChoices().With(SyncModule.Products, new() { IsOn = true });

    private static readonly SyncChoices InvoicesByThemselves = new SyncChoices { IsAutomatic = true }.With(SyncModule.Invoices, new() { IsOn = true });

    public static IEnumerable<Operation> All =>
    [
        new("SyncSettingsEditor.SaveAsync", "choose", Permission.ManageConnections, (host, _) => Task.FromResult<Func<Actor, Task<Said[]>>>(async actor =>
        {
            Assert.Equal(1, await host.Get<SyncSettingsEditor>().SaveAsync(actor, BillySystem.SystemId, ProductsOn, version: 0, default));
            return [new("sync.settings", nameof(SyncSettings), BillySystem.SystemId)];
        })),
        new("SyncSettingsEditor.SaveAsync", "let invoices go by themselves", Permission.GrantAccess, (host, _) => Task.FromResult<Func<Actor, Task<Said[]>>>(async actor =>
        {
            Assert.Equal(1, await host.Get<SyncSettingsEditor>().SaveAsync(actor, BillySystem.SystemId, InvoicesByThemselves, version: 0, default));
            return [new("sync.settings", nameof(SyncSettings), BillySystem.SystemId)];
        })),
        Started("SyncRuns.StartAsync", "dry run", "sync.started", (host, actor) =>
            host.Get<SyncRuns>().StartAsync(actor, host.Queue.Connection, dry: true, agreed: null, default)),
        Started("SyncRuns.StartForRecordAsync", "one record", "sync.started", (host, actor) =>
            host.Get<SyncRuns>().StartForRecordAsync(actor, host.Queue.Connection, Guid.CreateVersion7(), default)),
        new("SyncRuns.UndoAsync", "undo", Permission.Synchronize, async (host, _) =>
        {
            await host.ConnectAsync(host.Token);
            var run = await StoredRuns.AddAsync(host.Database, host.Workspace, host.Queue.Connection);
            return async actor =>
                [new("sync.undone", nameof(SyncRun), Assert.IsType<StartResult.Started>(
                    await host.Get<SyncRuns>().UndoAsync(actor, host.Queue.Connection, run.Id, record: null, change: null, default)).Run)];
        }),
        new("SyncRuns.StopAsync", "stop", Permission.Synchronize, async (host, _) =>
        {
            await host.ConnectAsync(host.Token);
            await StoredRuns.BeginAsync(host.Database, host.Workspace, host.Queue.Connection, SyncModule.Products);
            var run = await StoredRuns.AddAsync(host.Database, host.Workspace, host.Queue.Connection, open => open.State = SyncRunState.Writing);
            return async actor =>
            {
                Assert.True(await host.Get<SyncRuns>().StopAsync(actor, run.Id, default));
                return [new("sync.stopped", nameof(SyncRun), run.Id)];
            };
        }),
        new("SyncRunList.ExportAsync", "export", Permission.KeepOwnPreferences, (host, _) => Task.FromResult<Func<Actor, Task<Said[]>>>(async actor =>
        {
            var run = Guid.CreateVersion7();
            var format = new CsvTable<SyncExportRow>(System.Globalization.CultureInfo.InvariantCulture, [new("Title", row => row.Item.Title)]);
            await host.Get<SyncRunList>().ExportAsync(actor, new(run), format, Stream.Null, default);
            return [new("history.exported", nameof(SyncRun), run)];
        })),
    ];

    private static Operation Started(string method, string what, string action, Func<PushHost, Actor, Task<StartResult>> start) =>
        new(method, what, Permission.Synchronize, async (host, owner) =>
        {
            await host.ConnectAsync(host.Token);
            await host.Get<SyncSettingsEditor>().SaveAsync(owner, BillySystem.SystemId, ProductsOn, version: 0, default);
            await StoredRuns.BeginAsync(host.Database, host.Workspace, host.Queue.Connection, SyncModule.Products);
            return async actor => [new(action, nameof(SyncRun), Assert.IsType<StartResult.Started>(await start(host, actor)).Run)];
        });
}
