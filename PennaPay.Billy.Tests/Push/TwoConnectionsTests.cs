using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Push.Copies;
using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Core.Push.Decisions;
using PennaPay.Billy.Core.Push.Queue;
using PennaPay.Billy.Core.Push.Worker;
using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Records.Invoices.Editing;
using PennaPay.Billy.Web.Sandbox.Engine;

namespace PennaPay.Billy.Tests.Push;

/// <summary>
/// Two connections of one workspace at once, each to books of its own: what is asked for one goes there, once, whatever
/// becomes of the other. Lists are about the first.
/// </summary>
public sealed class TwoConnectionsTests : IAsyncLifetime
{
    private PushHost host = null!;
    private string firstToken = "", secondToken = "";
    private QueueId first, second;
    private Customer customer = null!;

    public async Task InitializeAsync()
    {
        host = await PushHost.StartAsync(add: SecondSystem.Add);
        (firstToken, secondToken) = (host.Token, host.Billy.CreateCompany());
        first = host.Queue;
        second = new(host.Workspace, await ConnectSecondAsync());
        customer = await host.AddCustomerAsync();
    }

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Fact]
    public async Task QueuedForBoth_GoesToEachOnce_AndListsShowTheFirst()
    {
        var invoice = await AddAsync("1");

        await QueueForBothAsync(invoice);
        Assert.IsType<QueueResult.AlreadyWaiting>(await QueueAsync(invoice, second));
        await WorkAsync();

        Assert.Equal((1, 1), Drafts());
        Assert.Equal([(first.Connection, PushState.Succeeded), (second.Connection, PushState.Succeeded)], await PushesAsync());
        Assert.NotEqual(DraftIn(firstToken), DraftIn(secondToken));
        Assert.Equal([(first.Connection, CopyState.Present, DraftIn(firstToken)), (second.Connection, CopyState.Present, DraftIn(secondToken))], await CopiesAsync(invoice));
        Assert.Equal((CopyState.Present, DraftIn(firstToken)), await ShownAsync(invoice));
        Assert.Equal(DraftIn(secondToken), Assert.IsType<QueueResult.AlreadyPresent>(await QueueAsync(invoice, second)).RemoteId);
    }

    [Fact]
    public async Task QueuedForBoth_WithTwoWorkersEach_GoesToEachOnce()
    {
        for (var i = 1; i <= 6; i++)
            await QueueForBothAsync(await AddAsync($"{i}"));
        host.Billy.Plan(new SandboxFault { Kind = SandboxFaultKind.Slow, DelayMs = 5, Times = 1000, Method = "POST" });

        await Task.WhenAll(new[] { first, second, first, second }.Select(queue => Task.Run(() => RunAsync(queue))));
        await WorkAsync();

        Assert.Equal((6, 6), Drafts());
        Assert.Equal((6, 6), Sent());
        Assert.All(await host.EntriesAsync(), push => Assert.Equal((PushState.Succeeded, 1), (push.State, push.Attempt)));
    }

    [Fact]
    public async Task AnswerLostInOne_AndTheOtherRefusesItsToken_EachGoesOnByItself()
    {
        var (one, two) = (await AddAsync("1"), await AddAsync("2"));
        foreach (var invoice in new[] { one, two })
            await QueueForBothAsync(invoice);
        host.Billy.Plan(new SandboxFault { Kind = SandboxFaultKind.CommitThenDrop, Token = firstToken, Method = "POST", PathContains = "/invoices" });
        host.Billy.Plan(new SandboxFault { Kind = SandboxFaultKind.Unauthorized, Token = secondToken });

        await WorkAsync();
        // The doubt of the first holds up nothing but itself; the second waits for a person.
        Assert.Equal((2, 0), Drafts());
        Assert.Equal([PushState.Unknown, PushState.Succeeded], await StatesAsync(first));
        Assert.Equal([PushState.Pending, PushState.Pending], await StatesAsync(second));

        host.Clock.Advance(TimeSpan.FromSeconds(5));
        await WorkAsync();
        Assert.Equal([PushState.Succeeded, PushState.Succeeded], await StatesAsync(first));
        Assert.Equal([PushState.Pending, PushState.Pending], await StatesAsync(second));

        Assert.IsType<TestResult.Verified>(await host.Get<Connector>().TestAsync(host.Owner, SecondSystem.SystemId, default));
        await WorkAsync();
        Assert.Equal([PushState.Succeeded, PushState.Succeeded], await StatesAsync(second));
        Assert.Equal(((2, 2), (2, 2)), (Drafts(), Sent()));
    }

    [Fact]
    public async Task PauseOfOne_DoesNotHoldTheOther()
    {
        var invoice = await AddAsync("1");
        await QueueForBothAsync(invoice);
        await host.Get<QueuePauses>().PauseAsync(host.Workspace, first.Connection, new Failure(FailureCodes.SystemUnavailable), null, default);

        await WorkAsync();
        Assert.Equal((0, 1), Drafts());
        Assert.Equal([(first.Connection, CopyState.Waiting, null), (second.Connection, CopyState.Present, DraftIn(secondToken))], await CopiesAsync(invoice));
        Assert.Equal((CopyState.Waiting, null), await ShownAsync(invoice));

        await host.Get<QueuePauses>().ResumeAsync(host.Owner, first.Connection, default);
        await WorkAsync();
        Assert.Equal((1, 1), Drafts());
    }

    [Fact]
    public async Task UnclearAnswersOfOne_PauseThatOneAlone()
    {
        for (var i = 1; i <= 4; i++)
            await QueueForBothAsync(await AddAsync($"{i}"));
        host.Billy.Plan(new SandboxFault { Kind = SandboxFaultKind.CommitThenDrop, Token = secondToken, Method = "POST", PathContains = "/invoices", Times = 3 });

        await WorkAsync();

        Assert.Equal((4, 3), Drafts());
        Assert.Equal(
            (null, FailureCodes.OutcomeUnknown),
            ((await ConnectionAsync(first)).PauseAt(host.Clock.GetUtcNow())?.Reason.Code, (await ConnectionAsync(second)).PauseAt(host.Clock.GetUtcNow())?.Reason.Code));
    }

    [Fact]
    public async Task RefusedByOne_ShowsThereAlone()
    {
        var invoice = await AddAsync("1");
        await QueueForBothAsync(invoice);
        host.Billy.Plan(new SandboxFault { Kind = SandboxFaultKind.Invalid, Token = secondToken, Method = "POST", PathContains = "/invoices" });

        await WorkAsync();

        Assert.Equal((1, 0), Drafts());
        Assert.Equal([(first.Connection, CopyState.Present, DraftIn(firstToken)), (second.Connection, CopyState.Failed, null)], await CopiesAsync(invoice));
        Assert.Equal((CopyState.Present, DraftIn(firstToken)), await ShownAsync(invoice));
    }

    [Fact]
    public async Task UndoneInOne_StaysInTheOther()
    {
        var invoice = await AddAsync("1");
        await QueueForBothAsync(invoice);
        await WorkAsync();

        Assert.IsType<DecisionResult.Done>(await host.Get<PushDecisions>().UndoAsync(host.Owner, invoice.Id, default));

        Assert.Equal((0, 1), Drafts());
        Assert.Equal([(first.Connection, CopyState.NotPushed, null), (second.Connection, CopyState.Present, DraftIn(secondToken))], await CopiesAsync(invoice));
        Assert.Equal((CopyState.NotPushed, null), await ShownAsync(invoice));
        Assert.Equal([(first.Connection, PushState.Cancelled), (second.Connection, PushState.Succeeded)], await PushesAsync());
    }

    [Fact]
    public async Task Edited_IsChangedInBoth_AndReplacedWhereItIsPushed()
    {
        var invoice = await AddAsync("1");
        await QueueForBothAsync(invoice);
        await WorkAsync();
        var (inFirst, inSecond) = (DraftIn(firstToken), DraftIn(secondToken));

        await host.EditAsync(invoice.Id, i => i.Lines[0].UnitPrice = 600);
        Assert.Equal([(first.Connection, CopyState.Changed, inFirst), (second.Connection, CopyState.Changed, inSecond)], await CopiesAsync(invoice));

        Assert.True(Assert.IsType<QueueResult.Queued>(await QueueAsync(invoice, second)).ReplacesDraft);
        await WorkAsync();

        Assert.Equal((1, 1), Drafts());
        Assert.Equal(inFirst, DraftIn(firstToken));
        Assert.NotEqual(inSecond, DraftIn(secondToken));
        Assert.Equal([(first.Connection, CopyState.Changed, inFirst), (second.Connection, CopyState.Present, DraftIn(secondToken))], await CopiesAsync(invoice));
        Assert.Equal((CopyState.Changed, inFirst), await ShownAsync(invoice));
    }

    [Fact]
    public async Task SentByItself_GoesToEachThatWasSetToTakeItAndTakesItsOrigin()
    {
        TakeOnly(InvoiceOrigin.Editor);
        foreach (var queue in new[] { first, second })
        {
            await host.Get<ConnectionStore>().ChangeAsync(
                host.Workspace, queue.Connection, row => (row.AutoPush, row.AutoPushFrom) = (true, new(2026, 11, 1)), default);
        }

        var taken = await AddAsync("1", i => i.Status = InvoiceStatus.Draft);
        var notTaken = await AddAsync("2", i => (i.Status, i.Origin) = (InvoiceStatus.Draft, InvoiceOrigin.Csv));
        foreach (var invoice in new[] { taken, notTaken })
            Assert.Equal(MarkAsSentResult.Sent, await host.Get<InvoiceEditor>().MarkAsSentAsync(host.Owner, invoice.Id, default));
        await WorkAsync();

        Assert.Equal((2, 1), Drafts());
        Assert.Equal(["1"], Numbers(secondToken));
        Assert.Equal([first.Connection], (await CopiesAsync(notTaken)).Select(copy => copy.Connection));
    }

    [Fact]
    public async Task OriginThatASystemDoesNotTake_IsRefusedOneByOneAndInBulk()
    {
        TakeOnly(InvoiceOrigin.Editor);
        var (taken, notTaken) = (await AddAsync("1"), await AddAsync("2", i => i.Origin = InvoiceOrigin.Csv));

        Assert.Equal(new QueueResult.Refused(new Failure(FailureCodes.OriginNotTaken)), await QueueAsync(notTaken, second));
        var bulk = await host.Pusher.PushManyAsync(host.Owner, [taken.Id, notTaken.Id], PushCause.Manual, default, second.Connection);
        await WorkAsync();

        Assert.Equal(new BulkQueueResult(bulk.BatchId, 1, 0, 0, 1, new Failure(FailureCodes.OriginNotTaken)), bulk);
        Assert.Equal((0, 1), Drafts());
        Assert.Empty(await CopiesAsync(notTaken));
        Assert.IsType<QueueResult.Queued>(await QueueAsync(notTaken, first));
    }

    [Fact]
    public async Task PushAll_TakesAndCountsOnlyWhatTheListedSystemTakes()
    {
        await using var alone = await PushHost.StartAsync(connected: false, add: SecondSystem.Add);
        var connected = await alone.Get<Connector>().ConnectAsync(alone.Owner, SecondSystem.SystemId, alone.Token, sandbox: true, default);
        Assert.IsType<ConnectResult.Connected>(connected);
        TakeOnly(alone, InvoiceOrigin.Editor);
        await alone.AddInvoiceAsync(number: "1");
        await alone.AddInvoiceAsync(i => i.Origin = InvoiceOrigin.Csv, number: "2");

        Assert.Equal(1, await alone.Pusher.CountSentAsync(alone.Workspace, null, default));
        var all = await alone.Pusher.PushSentAsync(alone.Owner, null, PushCause.Manual, default);
        await alone.WorkAsync();

        Assert.Equal(new BulkQueueResult(all.BatchId, 1, 0, 0, 0, null), all);
        Assert.Equal("1", Assert.Single(alone.Billy.Invoices(alone.Token)).GetProperty("orderNo").GetString());
        Assert.Equal(0, await alone.Pusher.CountSentAsync(alone.Workspace, null, default));
    }

#if CRASH_POINTS
    [Theory]
    [InlineData("send.before-write-ahead")]
    [InlineData("send.after-write-ahead")]
    [InlineData("settle.before")]
    [InlineData("settle.after")]
    [Trait("Category", "Crash")]
    public async Task WorkerOfOneDies_BothHaveItOnce(string point)
    {
        await QueueForBothAsync(await AddAsync("1"));
        CrashPoint.Reached.Value = reached =>
        {
            if (reached == point)
                throw new Death();
        };
        await Assert.ThrowsAsync<Death>(() => RunAsync(first));
        CrashPoint.Reached.Value = null;

        await RunAsync(second);
        Assert.Equal(1, Drafts().Second);
        await host.RestartAsync();
        for (var i = 0; i < 17; i++)
        {
            await WorkAsync();
            host.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal((1, 1), Drafts());
        Assert.Equal([(first.Connection, PushState.Succeeded), (second.Connection, PushState.Succeeded)], await PushesAsync());
    }

    private sealed class Death : Exception;
#endif

    private async Task<Guid> ConnectSecondAsync()
    {
        var connected = await host.Get<Connector>().ConnectAsync(host.Owner, SecondSystem.SystemId, secondToken, sandbox: true, default);
        Assert.IsType<ConnectResult.Connected>(connected);
        return (await host.Get<ConnectionStore>().CurrentAsync(host.Workspace, SecondSystem.SystemId, default))!.Id;
    }

    private Task<Invoice> AddAsync(string number, Action<Invoice>? change = null) => host.AddInvoiceAsync(change, customer, number);

    private void TakeOnly(InvoiceOrigin origin) => TakeOnly(host, origin);

    private static void TakeOnly(PushHost where, InvoiceOrigin origin)
    {
        var target = where.Get<SecondTarget>();
        target.Traits = target.Traits with { Origins = [origin] };
    }

    private Task<QueueResult> QueueAsync(Invoice invoice, QueueId queue) =>
        host.Pusher.PushAsync(host.Owner, invoice.Id, PushCause.Manual, default, queue.Connection);

    private async Task QueueForBothAsync(Invoice invoice)
    {
        foreach (var queue in new[] { first, second })
            Assert.IsType<QueueResult.Queued>(await QueueAsync(invoice, queue));
    }

    private Task RunAsync(QueueId queue) => host.Get<QueueWork>().RunAsync(queue, default);

    private async Task WorkAsync()
    {
        await RunAsync(first);
        await RunAsync(second);
    }

    private (int First, int Second) Drafts() => (host.Billy.Invoices(firstToken).Count, host.Billy.Invoices(secondToken).Count);

    private (int First, int Second) Sent() => (Posts(firstToken), Posts(secondToken));

    private int Posts(string token) => host.Billy.Requests(token).Count(r => r.Method == "POST" && r.Path == "/invoices");

    private string? DraftIn(string token) => Assert.Single(host.Billy.Invoices(token)).GetProperty("id").GetString();

    private IEnumerable<string?> Numbers(string token) => host.Billy.Invoices(token).Select(draft => draft.GetProperty("orderNo").GetString());

    private async Task<IEnumerable<(Guid Connection, PushState State)>> PushesAsync() =>
        (await host.EntriesAsync()).Select(push => (push.ConnectionId, push.State)).OrderBy(push => push.ConnectionId == second.Connection);

    private async Task<IEnumerable<PushState>> StatesAsync(QueueId queue) =>
        (await host.EntriesAsync()).Where(push => push.ConnectionId == queue.Connection).OrderBy(push => push.InvoiceNumber, StringComparer.Ordinal)
            .Select(push => push.State);

    private async Task<Connection> ConnectionAsync(QueueId queue) =>
        (await host.Get<ConnectionStore>().FindAsync(host.Workspace, queue.Connection, default))!;

    private async Task<(CopyState State, string? RemoteId)> ShownAsync(Invoice invoice)
    {
        var shown = await host.InvoiceAsync(invoice.Id);
        return (shown.CopyState, shown.RemoteId);
    }

    private async Task<IEnumerable<(Guid Connection, CopyState State, string? RemoteId)>> CopiesAsync(Invoice invoice)
    {
        await using var db = host.Database.Read(host.Workspace);
        var copies = await db.Set<InvoiceCopy>().Where(copy => copy.InvoiceId == invoice.Id).ToListAsync();
        return copies.Select(copy => (copy.ConnectionId, copy.State, copy.RemoteId)).OrderBy(copy => copy.ConnectionId == second.Connection);
    }
}
