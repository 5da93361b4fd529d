using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Sync;
using PennaPay.Billy.Core.Sync.Invoices;
using PennaPay.Billy.Core.Sync.Questions;
using PennaPay.Billy.Core.Sync.Records;
using PennaPay.Billy.Core.Sync.Running;
using PennaPay.Billy.Core.Sync.Runs;
using PennaPay.Billy.Core.Sync.Settings;
using PennaPay.Billy.Core.Systems.Billy;
using PennaPay.Billy.Tests.Push;
using PennaPay.Billy.Tests.Sync.Invoices;

namespace PennaPay.Billy.Tests.Sync;

/// <summary>The product with one account to keep records alike with, which a test has in its hands.</summary>
internal sealed class SyncHost : IAsyncDisposable
{
    private SyncHost(PushHost product, StandInAccount account, StandInInvoices invoices) => (Product, Account, Invoices) = (product, account, invoices);

    public PushHost Product { get; }

    public StandInAccount Account { get; }

    public StandInInvoices Invoices { get; }

    public Guid Connection => Product.Queue.Connection;

    /// <param name="choices">What holds for organisations and contacts.</param>
    /// <param name="add">Services of the test's own.</param>
    public static async Task<SyncHost> StartAsync(ModuleChoices choices, Action<IServiceCollection>? add = null)
    {
        var account = new StandInAccount();
        var invoices = new StandInInvoices();
        var product = await PushHost.StartAsync(add: services =>
        {
            services.RemoveAll<IRecordEndpoint>().AddSingleton<IRecordEndpoint>(account).RemoveAll<IInvoiceEndpoint>().AddSingleton<IInvoiceEndpoint>(invoices);
            add?.Invoke(services);
        });
        var host = new SyncHost(product, account, invoices);
        await host.ChooseAsync(choices);
        return host;
    }

    public async Task ChooseAsync(ModuleChoices choices)
    {
        var editor = Product.Get<SyncSettingsEditor>();
        var (stored, version) = await editor.ReadAsync(Product.Workspace, BillySystem.SystemId, default);
        await editor.SaveAsync(
            Product.Owner, BillySystem.SystemId, stored.With(SyncModule.Organizations, choices).With(SyncModule.Contacts, choices), version, default);
    }

    /// <param name="choices">What holds for invoices.</param>
    /// <param name="goTo">Which of two customers that are one contact gets them.</param>
    public async Task ChooseInvoicesAsync(ModuleChoices choices, SyncModule goTo = SyncModule.Organizations)
    {
        var editor = Product.Get<SyncSettingsEditor>();
        var (stored, version) = await editor.ReadAsync(Product.Workspace, BillySystem.SystemId, default);
        await editor.SaveAsync(Product.Owner, BillySystem.SystemId, stored.With(SyncModule.Invoices, choices) with { InvoicesGoTo = goTo }, version, default);
    }

    /// <summary>Shows what a run would do.</summary>
    public async Task<SyncRun> DryAsync() => await DoAsync(await Product.Get<SyncRuns>().StartAsync(Product.Owner, Connection, dry: true, null, default));

    /// <summary>The first run, agreed to as it was shown; from then on <see cref="RunAsync"/>.</summary>
    public async Task<SyncRun> BeginAsync()
    {
        var shown = await DryAsync();
        return await DoAsync(await Product.Get<SyncRuns>().StartAsync(Product.Owner, Connection, dry: false, shown.Id, default));
    }

    public async Task<SyncRun> RunAsync() => await DoAsync(await Product.Get<SyncRuns>().StartAsync(Product.Owner, Connection, dry: false, null, default));

    public async Task<SyncRun> DoAsync(StartResult started, CancellationToken cancellationToken = default)
    {
        var id = Assert.IsType<StartResult.Started>(started).Run;
        await Product.Get<SyncProcessor>().RunAsync(Product.Workspace, id, cancellationToken);
        return await FindAsync(id);
    }

    public async Task<SyncRun> FindAsync(Guid run)
    {
        await using var db = Product.Database.Read(Product.Workspace);
        return await db.Set<SyncRun>().SingleAsync(known => known.Id == run);
    }

    public async Task<List<T>> AllAsync<T>()
        where T : class
    {
        await using var db = Product.Database.Read(Product.Workspace);
        return await db.Set<T>().ToListAsync();
    }

    public async Task<List<SyncItem>> ItemsAsync(SyncRun run) => (await AllAsync<SyncItem>()).FindAll(item => item.RunId == run.Id);

    /// <summary>A person adds a customer, or edits one.</summary>
    public async Task<Guid> SaveAsync(Guid? id, Action<CustomerForm> type)
    {
        var form = id is { } known ? CustomerForm.From((await Product.Get<CustomerList>().FindAsync(Product.Workspace, known, default))!) : new CustomerForm();
        type(form);
        return Assert.IsType<Core.SaveResult.Saved>(await Product.Get<CustomerEditor>().SaveAsync(Product.Owner, form, default)).Id;
    }

    public async Task<Customer?> CustomerAsync(Guid id) => await Product.Get<CustomerList>().FindAsync(Product.Workspace, id, default);

    /// <summary>A person answers whatever is asked.</summary>
    public Task AnswerAsync(Func<SyncQuestion, (SyncAnswer Answer, string? Chosen)?> answer) =>
        Product.Database.WriteAsync(Product.Workspace, async (db, ct) =>
        {
            foreach (var question in await db.Set<SyncQuestion>().AsTracking().Where(open => open.ClosedAt == null && open.Answer == null).ToListAsync(ct))
            {
                if (answer(question) is { } given)
                    (question.Answer, question.ChosenId, question.AnsweredAt) = (given.Answer, given.Chosen, Product.Clock.GetUtcNow());
            }
        }, default);

    public ValueTask DisposeAsync() => Product.DisposeAsync();
}
