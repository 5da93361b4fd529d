using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Sync;
using PennaPay.Billy.Core.Sync.Running;
using PennaPay.Billy.Core.Sync.Runs;
using PennaPay.Billy.Core.Sync.Settings;
using PennaPay.Billy.Core.Systems.Billy;
using PennaPay.Billy.Tests.Push;

namespace PennaPay.Billy.Tests.Systems.Billy.Sync;

/// <summary>Whole runs between the product and Billy's sandbox, each of which must come to its end.</summary>
public abstract class RunTests : IAsyncLifetime
{
    internal PushHost Host { get; private set; } = null!;

    /// <summary>Whether a run may come to its end with records that could not be written.</summary>
    protected virtual bool MayFail => false;

    public virtual async Task InitializeAsync() => Host = await PushHost.StartAsync();

    public Task DisposeAsync() => Host.DisposeAsync().AsTask();

    /// <summary>Switches a module on, has the first run shown, and agrees to it.</summary>
    /// <param name="module">The module.</param>
    /// <param name="choose">What holds for it; nothing but that it is on unless told otherwise.</param>
    protected async Task BeginAsync(SyncModule module, Func<SyncSettingsEditor, Task<ModuleChoices>>? choose = null)
    {
        var editor = Host.Get<SyncSettingsEditor>();
        var (stored, version) = await editor.ReadAsync(Host.Workspace, BillySystem.SystemId, default);
        var choices = choose is null ? new() { IsOn = true } : await choose(editor);
        await editor.SaveAsync(Host.Owner, BillySystem.SystemId, stored.With(module, choices), version, default);
        var shown = await DoAsync(await Host.Get<SyncRuns>().StartAsync(Host.Owner, Host.Queue.Connection, dry: true, null, default));
        await DoAsync(await Host.Get<SyncRuns>().StartAsync(Host.Owner, Host.Queue.Connection, dry: false, shown.Id, default));
    }

    protected async Task<SyncRun> RunAsync() =>
        await DoAsync(await Host.Get<SyncRuns>().StartAsync(Host.Owner, Host.Queue.Connection, dry: false, null, default));

    protected async Task<SyncRun> DoAsync(StartResult started)
    {
        var id = Assert.IsType<StartResult.Started>(started).Run;
        await Host.Get<SyncProcessor>().RunAsync(Host.Workspace, id, default);
        var run = (await AllAsync<SyncRun>()).Single(known => known.Id == id);
        Assert.Equal((SyncRunState.Done, null), (run.State, run.FailureCode));
        if (!MayFail)
            Assert.DoesNotContain(await AllAsync<SyncItem>(), item => item.RunId == id && item.Outcome == SyncOutcome.Failed);
        Host.Clock.Advance(TimeSpan.FromMinutes(1));
        return run;
    }

    /// <summary>Another run writes nothing on either side.</summary>
    protected async Task NothingIsLeftAsync()
    {
        var before = Host.LastRequest;
        var run = await RunAsync();
        Assert.DoesNotContain(Host.Billy.Requests(since: before), request => request.Method != "GET");
        Assert.DoesNotContain(await AllAsync<SyncChange>(), change => change.RunId == run.Id);
    }

    /// <summary>A person adds a customer, or edits one.</summary>
    protected async Task<Guid> SaveCustomerAsync(Guid? id, Action<CustomerForm> type)
    {
        var form = id is { } known ? CustomerForm.From(await CustomerAsync(known)) : new CustomerForm();
        type(form);
        return Assert.IsType<SaveResult.Saved>(await Host.Get<CustomerEditor>().SaveAsync(Host.Owner, form, default)).Id;
    }

    protected async Task<Customer> CustomerAsync(Guid id) => (await Host.Get<CustomerList>().FindAsync(Host.Workspace, id, default))!;

    protected async Task<List<T>> AllAsync<T>()
        where T : class
    {
        await using var db = Host.Database.Read(Host.Workspace);
        return await db.Set<T>().ToListAsync();
    }
}
