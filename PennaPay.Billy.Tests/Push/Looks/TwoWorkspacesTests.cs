using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Core.Push.Copies;
using PennaPay.Billy.Core.Push.Looks;
using PennaPay.Billy.Core.Push.Queue;
using PennaPay.Billy.Core.Push.Worker;
using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Systems.Billy;
using PennaPay.Billy.Tests.Support;

namespace PennaPay.Billy.Tests.Push.Looks;

/// <summary>Two workspaces with open pages at once: each is looked at with its own token, and what is seen is written for it alone, also where both are connected to the same books.</summary>
public sealed class TwoWorkspacesTests : IAsyncLifetime
{
    private readonly Actor other = TestActors.OwnerOf(WorkspaceId.New());
    private PushHost host = null!;
    private LookWorker worker = null!;
    private string otherToken = "";
    private QueueId otherQueue;

    public async Task InitializeAsync()
    {
        host = await PushHost.StartAsync();
        worker = host.Create<LookWorker>();
    }

    public Task DisposeAsync() => host.DisposeAsync().AsTask();

    [Fact]
    public async Task EachIsAskedForWithItsOwnToken_AndSeesItsOwn()
    {
        await ConnectAsync(host.Billy.CreateCompany());
        var (mine, theirs) = (await PushAsync(host.Owner, host.Queue, "1"), await PushAsync(other, otherQueue, "1"));
        using var page = Show(host.Workspace, mine);
        using var otherPage = Show(other.Workspace, theirs);
        await RunAsync(61);
        var before = host.LastRequest;
        host.Billy.Approve(otherToken, await RemoteIdAsync(other.Workspace, theirs));
        var told = await HearingAsync(async () =>
        {
            await RunAsync(10);
            Assert.Equal((CopyState.Present, CopyState.Booked), (await StateAsync(host.Workspace, mine), await StateAsync(other.Workspace, theirs)));
            host.Billy.Delete(host.Token, await RemoteIdAsync(host.Workspace, mine));
            await RunAsync(10);
        });

        Assert.Equal((CopyState.Deleted, CopyState.Booked), (await StateAsync(host.Workspace, mine), await StateAsync(other.Workspace, theirs)));
        Assert.Equal(2, told.Count);
        Assert.Contains((other.Workspace, theirs, CopyState.Booked), told);
        Assert.Contains((host.Workspace, mine, CopyState.Deleted), told);
        // Both were looked at all the while, and what is asked for by its id is asked for with the token of whose it is.
        var asked = host.Billy.Requests(since: before);
        Assert.Equal(new[] { host.Token[^4..], otherToken[^4..] }.Order(), asked.Select(request => request.TokenLastFour).Distinct().Order());
        Assert.All(asked.Where(request => request.Path.Contains(Last(mine), StringComparison.Ordinal)), request => Assert.Equal(host.Token[^4..], request.TokenLastFour));
        Assert.All(asked.Where(request => request.Path.Contains(Last(theirs), StringComparison.Ordinal)), request => Assert.Equal(otherToken[^4..], request.TokenLastFour));

        string Last(Guid invoice) => $"/invoices/{remoteIds[invoice]}";
    }

    [Fact]
    public async Task OfTheSameBooks_EachWritesWhatItPushedItself()
    {
        await ConnectAsync(host.Token);
        var (mine, theirs) = (await PushAsync(host.Owner, host.Queue, "1"), await PushAsync(other, otherQueue, "2"));
        // Only the one has a page open: its looks list the other's draft too.
        using var page = Show(host.Workspace, mine);
        await RunAsync(61);
        await MuteAsync(otherQueue);
        host.Billy.Approve(host.Token, await RemoteIdAsync(host.Workspace, mine));
        host.Billy.Approve(host.Token, await RemoteIdAsync(other.Workspace, theirs));

        var told = await HearingAsync(() => RunAsync(61));

        Assert.Equal([(host.Workspace, mine, CopyState.Booked)], told);
        Assert.Equal((CopyState.Booked, CopyState.Present), (await StateAsync(host.Workspace, mine), await StateAsync(other.Workspace, theirs)));
        Assert.Equal(2, await CopiesAsync());
    }

    [Fact]
    public async Task PageThatShowsAnothersInvoice_HasNothingOfItLookedAt()
    {
        await ConnectAsync(host.Billy.CreateCompany());
        var theirs = await PushAsync(other, otherQueue, "1");
        await PushAsync(host.Owner, host.Queue, "2");
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        var before = host.LastRequest;

        Assert.Null(await host.Get<DocumentLooks>().LookAtAsync(host.Workspace, theirs, default));
        Assert.Null(await host.Get<DocumentLooks>().RoundOfAsync(host.Queue, [theirs], default));

        Assert.Empty(host.RequestsSince(before));
    }

    private readonly Dictionary<Guid, string> remoteIds = [];

    private async Task ConnectAsync(string token)
    {
        otherToken = token;
        Assert.IsType<ConnectResult.Connected>(await host.Get<BillyConnector>().ConnectAsync(other, token, sandbox: true, default));
        otherQueue = new(other.Workspace, (await host.Get<ConnectionStore>().ListedAsync(other.Workspace, default))!.Id);
    }

    private async Task<Guid> PushAsync(Actor actor, QueueId queue, string number)
    {
        var now = host.Clock.GetUtcNow();
        var customer = new Customer { Id = Guid.CreateVersion7(), WorkspaceId = actor.Workspace, Name = "Nordlys ApS", RegistrationNo = "12345674", CreatedAt = now, UpdatedAt = now };
        customer.RefreshSearchText();
        var invoice = new Invoice
        {
            Id = Guid.CreateVersion7(), WorkspaceId = actor.Workspace, Number = number, OriginId = number, IssueDate = new(2026, 11, 20), DueDate = new(2026, 12, 4),
            Status = InvoiceStatus.Sent, CreatedAt = now, UpdatedAt = now, Lines = [PushHost.Line("Rådgivning", 1, 500)],
        };
        invoice.SetCustomer(customer);
        invoice.Seal();
        await host.Database.WriteAsync(actor.Workspace, (db, _) =>
        {
            db.AddRange(customer, invoice);
            return Task.CompletedTask;
        }, default);
        Assert.IsType<QueueResult.Queued>(await host.Pusher.PushAsync(actor, invoice.Id, PushCause.Manual, default));
        await host.Get<QueueWork>().RunAsync(queue, default);
        Assert.Equal(CopyState.Present, await StateAsync(actor.Workspace, invoice.Id));
        remoteIds[invoice.Id] = await RemoteIdAsync(actor.Workspace, invoice.Id);
        return invoice.Id;
    }

    private ShownInvoices.Showing Show(WorkspaceId workspace, Guid invoice)
    {
        var page = host.Get<ShownInvoices>().Open(workspace);
        page.Invoices = [invoice];
        return page;
    }

    private async Task RunAsync(int seconds)
    {
        for (var second = 0; second < seconds; second++)
        {
            await host.Clock.RunAsync(worker.RunAsync(default), TimeSpan.FromSeconds(5));
            host.Clock.Advance(LookWorker.Tick);
        }
    }

    /// <summary>What open pages of both workspaces are told while something goes on.</summary>
    private async Task<List<(WorkspaceId Workspace, Guid Invoice, CopyState State)>> HearingAsync(Func<Task> work)
    {
        List<(WorkspaceId, Guid, CopyState)> told = [];
        TaskCompletionSource[] heardAll = [new(), new()];
        using var first = host.Get<PushFeed>().Subscribe(host.Workspace, happened => Hear(0, happened));
        using var second = host.Get<PushFeed>().Subscribe(other.Workspace, happened => Hear(1, happened));
        await work();
        // News comes in its order: what was told before this is here with it.
        foreach (var workspace in new[] { host.Workspace, other.Workspace })
            host.Get<PushFeed>().Publish(new(workspace, Guid.Empty, Guid.Empty, Guid.Empty, "", PushState.Cancelled, CopyState.NotPushed, null, null, null, null, host.Clock.GetUtcNow()));
        await Task.WhenAll(heardAll[0].Task, heardAll[1].Task).WaitAsync(PageHost.Patience);
        return told;

        Task Hear(int index, PushEvent happened)
        {
            lock (told)
            {
                if (happened.InvoiceId == Guid.Empty)
                    heardAll[index].SetResult();
                else
                    told.Add((happened.Workspace, happened.InvoiceId, happened.InvoiceState));
            }
            return Task.CompletedTask;
        }
    }

    private Task MuteAsync(QueueId queue) => host.Get<QueuePauses>().PauseAsync(
        queue.Workspace, queue.Connection, new(Core.FailureCodes.TokenRejected), null, default);

    private async Task<CopyState> StateAsync(WorkspaceId workspace, Guid invoice) => (await InvoiceAsync(workspace, invoice)).CopyState;

    private async Task<string> RemoteIdAsync(WorkspaceId workspace, Guid invoice) => (await InvoiceAsync(workspace, invoice)).RemoteId!;

    private async Task<Invoice> InvoiceAsync(WorkspaceId workspace, Guid invoice) => (await host.Get<InvoiceDetails>().FindAsync(workspace, invoice, default))!;

    private async Task<int> CopiesAsync()
    {
        await using var db = host.Database.Read(default);
        return await db.Set<InvoiceCopy>().IgnoreQueryFilters().CountAsync();
    }
}
