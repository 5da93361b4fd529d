using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Core.Push.Queue;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Records.Invoices.Editing;
using PennaPay.Billy.Core.Records.Invoices.Import;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Core.Systems.Billy.Settings;
using PennaPay.Billy.Tests.Support;

namespace PennaPay.Billy.Tests.Push;

/// <summary>
/// A worker that is called before the commit finds nothing and does not come again, so that the push would wait for the
/// clock. Here it has all the time to answer such a call: the transaction stays open until it rests again.
/// </summary>
public sealed class RingAfterCommitTests : IAsyncLifetime
{
    private readonly CommitFault commits = new();
    private readonly OpenTransaction open = new();
    private readonly Channel<PushEvent> news = Channel.CreateUnbounded<PushEvent>();
    private PushHost host = null!;
    private RestingWorker worker = null!;
    private IDisposable listening = null!;

    public async Task InitializeAsync()
    {
        host = await PushHost.StartAsync(add: services => services
            .AddSingleton<IInvoiceSentHandler>(open)
            .ConfigureDbContext<WorkspaceDbContext>(options => options.AddInterceptors(commits)));
        var on = new BillySettings(null, AutoPush: true, new(2026, 11, 1));
        Assert.IsType<SaveSettingsResult.Saved>(await host.Get<BillySettingsEditor>().SaveAsync(host.Owner, on, default));
        worker = await RestingWorker.StartAsync(host);
        listening = host.Get<PushFeed>().Subscribe(host.Workspace, happened => news.Writer.WriteAsync(happened).AsTask());
    }

    public async Task DisposeAsync()
    {
        listening.Dispose();
        await worker.DisposeAsync();
        await host.DisposeAsync();
    }

    [Fact]
    public async Task MarkedAsSent_IsPushedByAWorkerAtRest()
    {
        var invoice = await host.AddInvoiceAsync(i => i.Status = InvoiceStatus.Draft);
        open.BeforeItsCommit = worker.AnswerAsync;

        Assert.Equal(MarkAsSentResult.Sent, await MarkAsSentAsync(invoice));

        Assert.Equal(1, await worker.AnswerAsync());
        Assert.Equal(PushState.Succeeded, Assert.Single(await host.EntriesAsync()).State);
        Assert.Single(host.Billy.Invoices(host.Token));
    }

    [Fact]
    public async Task ImportedFile_IsPushedByAWorkerAtRest()
    {
        open.BeforeItsCommit = worker.AnswerAsync;

        Assert.IsType<Importing.Outcome.Imported>(await ImportAsync(
            """
            Fakturanr;Kunde;Fakturadato;Forfaldsdato;Beskrivelse;Antal;Enhedspris;Moms %
            2001;Havn ApS;20-11-2026;04-12-2026;Ret;1;100;25
            2002;Havn ApS;20-11-2026;04-12-2026;Ret;1;200;25
            """));

        Assert.Equal(2, await worker.AnswerAsync());
        Assert.All(await host.EntriesAsync(), push => Assert.Equal(PushState.Succeeded, push.State));
        Assert.Equal(2, host.Billy.Invoices(host.Token).Count);
    }

    [Fact]
    public async Task RolledBack_RingsNothingAndTellsNothing()
    {
        var (sent, draft) = (await host.AddInvoiceAsync(number: "1"), await host.AddInvoiceAsync(i => i.Status = InvoiceStatus.Draft, number: "2"));

        commits.Plan(new NoDisk());
        await Assert.ThrowsAsync<NoDisk>(() => host.QueueAsync(sent));
        commits.Plan(new NoDisk());
        await Assert.ThrowsAsync<NoDisk>(() => MarkAsSentAsync(draft));

        Assert.Equal(0, await worker.AnswerAsync());
        Assert.Empty(await ToldAsync());
        Assert.Empty(await host.EntriesAsync());
        // Nor do those who write next tell what was left over.
        Assert.IsType<QueueResult.Queued>(await host.QueueAsync(sent));
        Assert.Equal([PushState.Pending], await ToldAsync());
        Assert.Equal(1, await worker.AnswerAsync());
    }

    [Fact]
    public async Task Repeated_RingsAndTellsOnce()
    {
        var invoice = await host.AddInvoiceAsync();
        for (var i = 0; i < 2; i++)
            commits.Plan(new SqliteException("database is locked", 5));

        Assert.IsType<QueueResult.Queued>(await host.Clock.RunAsync(host.QueueAsync(invoice), TimeSpan.FromSeconds(1)));

        Assert.Equal([PushState.Pending], await ToldAsync());
        Assert.Equal(1, await worker.AnswerAsync());
        Assert.Equal([PushState.Sending, PushState.Succeeded], await ToldAsync());
        Assert.Single(host.Billy.Invoices(host.Token));
    }

    private Task<MarkAsSentResult> MarkAsSentAsync(Invoice invoice) =>
        host.Get<InvoiceEditor>().MarkAsSentAsync(host.Owner, invoice.Id, default);

    private async Task<Importing.Outcome> ImportAsync(string csv) =>
        await host.Get<InvoiceImporter>().ImportAsync(host.Owner, await Importing.FileAsync("fakturaer.csv", csv));

    /// <summary>What was told since the last time. News comes in order, so an own one marks the end of it.</summary>
    private async Task<List<PushState>> ToldAsync()
    {
        host.Get<PushFeed>().Publish(new(
            host.Workspace, Guid.Empty, default, default, "", default, default, null, null, null, null, host.Clock.GetUtcNow()));
        List<PushState> told = [];
        while (await news.Reader.ReadAsync() is { PushId: var push } happened && push != Guid.Empty)
            told.Add(happened.State);
        return told;
    }

    private sealed class NoDisk : Exception;

    /// <summary>Is asked after automatic push has queued, and keeps the transaction open for as long as it takes.</summary>
    private sealed class OpenTransaction : IInvoiceSentHandler
    {
        public Func<Task>? BeforeItsCommit { get; set; }

        public Task InvoiceSentAsync(WorkspaceDbContext db, Invoice invoice, CancellationToken cancellationToken) =>
            BeforeItsCommit?.Invoke() ?? Task.CompletedTask;
    }
}
