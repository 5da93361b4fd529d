using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Core.Push.Queue;
using PennaPay.Billy.Core.Push.Reconciling;
using PennaPay.Billy.Core.Push.Strays;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Web.Sandbox.Billy;
using PennaPay.Billy.Web.Sandbox.Engine;

namespace PennaPay.Billy.Tests.Push;

/// <summary>An older copy of the database is put back, and nothing of what Billy got meanwhile is sent there again.</summary>
public sealed class RestoredDatabaseTests : IAsyncLifetime
{
    private static readonly bool[] Either = [true, false];

    private PushHost host = null!;

    public async Task InitializeAsync() => host = await PushHost.StartAsync();

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Fact]
    public async Task PushedSince_IsTakenOverAndNotSentAgain()
    {
        var invoices = await AddInvoicesAsync(8);
        await host.PushAsync(invoices[0]);
        var copy = host.CopyDatabase(withLog: true);
        await host.Pusher.PushManyAsync(host.Owner, [.. invoices.Select(i => i.Id)], PushCause.Bulk, default);
        await host.DrainAsync();
        Assert.Equal(8, host.Billy.Invoices(host.Token).Count);

        await host.PutBackAsync(copy);
        Assert.Equal(7, (await host.Pusher.PushManyAsync(host.Owner, [.. invoices.Select(i => i.Id)], PushCause.Bulk, default)).Queued);
        await host.RunToQuiescenceAsync();

        Assert.Equal(8, host.Billy.Invoices(host.Token).Count);
        Assert.All(await host.EntriesAsync(), push => Assert.Equal(PushState.Succeeded, push.State));
        await AllIsAccountedForAsync();
    }

    [Fact]
    public async Task InTheMiddleOfTheQueue_NobodyPressingAnything()
    {
        var invoices = await AddInvoicesAsync(6);
        await host.Pusher.PushManyAsync(host.Owner, [.. invoices.Select(i => i.Id)], PushCause.Bulk, default);
        var copy = host.CopyDatabase(withLog: true);
        await host.DrainAsync();

        await host.PutBackAsync(copy);
        await host.RunToQuiescenceAsync();

        Assert.Equal(6, host.Billy.Invoices(host.Token).Count);
        await AllIsAccountedForAsync();
    }

    [Fact]
    public async Task NotAskedFor_IsTakenOverAllTheSame()
    {
        var invoices = await AddInvoicesAsync(3);
        var copy = host.CopyDatabase(withLog: true);
        foreach (var invoice in invoices[..2])
            await host.PushAsync(invoice);

        await host.PutBackAsync(copy);
        await host.PushAsync(invoices[2]);

        Assert.Equal(3, host.Billy.Invoices(host.Token).Count);
        Assert.Equal(CopyState.Present, (await host.InvoiceAsync(invoices[0].Id)).CopyState);
        Assert.NotNull((await host.ConnectionAsync()).BehindSince);
        // What a person could change is read soon, so that the draft can be replaced and undone like any other.
        await host.Get<Core.Push.Decisions.Aftercare>().RunAsync(host.Queue, default);
        await host.EditAsync(invoices[0].Id, i => i.Lines[0].UnitPrice = 600);
        Assert.Equal(PushState.Succeeded, (await host.PushAsync(invoices[0])).State);
        Assert.Equal(3, host.Billy.Invoices(host.Token).Count);
    }

    [Fact]
    public async Task EditedAfterTheCopy_WaitsForAPerson()
    {
        var invoice = await host.AddInvoiceAsync();
        var copy = host.CopyDatabase(withLog: true);
        await host.EditAsync(invoice.Id, i => i.Lines[0].UnitPrice = 600);
        await host.PushAsync(invoice);

        await host.PutBackAsync(copy);
        await host.PushAsync(await host.AddInvoiceAsync(number: "2", customer: await host.AddCustomerAsync("Anden ApS", "10150817")));

        Assert.Equal(CopyState.NeedsAttention, (await host.InvoiceAsync(invoice.Id)).CopyState);
        Assert.Contains(await host.EntriesAsync(), p => p.InvoiceId == invoice.Id && p.FailureCode == FailureCodes.TotalsDiffer);
        Assert.IsType<QueueResult.Refused>(await host.QueueAsync(invoice));
        Assert.Equal(2, host.Billy.Invoices(host.Token).Count);
    }

    [Fact]
    public async Task ReplacedAfterTheCopy_WaitsForAPerson()
    {
        var invoice = await host.AddInvoiceAsync();
        await host.PushAsync(invoice);
        var copy = host.CopyDatabase(withLog: true);
        await host.EditAsync(invoice.Id, i => i.Lines[0].UnitPrice = 600);
        var second = await host.PushAsync(invoice);

        await host.PutBackAsync(copy);
        await host.PushAsync(await host.AddInvoiceAsync(number: "2", customer: await host.AddCustomerAsync("Anden ApS", "10150817")));

        var push = (await host.EntriesAsync()).Single(p => p.InvoiceId == invoice.Id);
        Assert.Equal((PushState.NeedsAttention, FailureCodes.DraftTwice), (push.State, push.FailureCode));
        var report = (await host.Get<ReconcileReports>().UnseenAsync(host.Workspace, default))!;
        Assert.Equal((0, 1, 0), (report.TakenOver, report.Waiting, report.Unknown));
        Assert.IsType<Core.Push.Decisions.DecisionResult.Done>(
            await host.Get<Core.Push.Decisions.PushDecisions>().AdoptAsync(host.Owner, push.Id, second.RemoteId!, default));
        Assert.Equal(second.RemoteId, (await host.InvoiceAsync(invoice.Id)).RemoteId);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ImportedAgainAfterwards_IsFoundByItsKeyOrNumber(bool keepsKeys)
    {
        await ConnectAsync(new() { EchoExternalId = keepsKeys });
        var copy = host.CopyDatabase(withLog: true);
        var customer = await host.AddCustomerAsync();
        await host.PushAsync(await host.AddInvoiceAsync(customer: customer, number: "77", change: i => i.OriginId = "77"));

        await host.PutBackAsync(copy);
        customer = await host.AddCustomerAsync();
        await host.PushAsync(await host.AddInvoiceAsync(customer: customer, number: "78", change: i => i.OriginId = "78"));
        var again = await host.PushAsync(await host.AddInvoiceAsync(customer: customer, number: "77", change: i => i.OriginId = "77"));

        Assert.Equal(PushState.Succeeded, again.State);
        Assert.Equal(2, host.Billy.Invoices(Token).Count);
        await AllIsAccountedForAsync();
    }

    [Fact]
    public async Task RestoredByTheCommand_NotListedYet_IsLookedForOneByOne()
    {
        var invoices = await AddInvoicesAsync(3);
        await host.PushAsync(invoices[0]);
        var copy = host.CopyDatabase(withLog: true);
        await host.PushAsync(invoices[1]);
        await host.PushAsync(invoices[2]);

        await host.PutBackAsync(copy);
        await File.WriteAllTextAsync(Path.Combine(host.DataDirectory, "restored"), host.Clock.GetUtcNow().ToString("O"));
        await host.Get<Reconciler>().TakeUpRestoreAsync(default);
        host.Billy.Plan(new SandboxFault { Kind = SandboxFaultKind.StaleList, PathContains = "page=", Method = "GET", HideRequests = 4 });
        await host.PushAsync(invoices[1]);
        await host.PushAsync(invoices[2]);

        Assert.Equal(3, host.Billy.Invoices(host.Token).Count);
    }

    [Fact]
    public async Task RestoredByTheCommand_IsLookedThroughWithoutAnyPush()
    {
        var invoice = await host.AddInvoiceAsync();
        var copy = host.CopyDatabase(withLog: true);
        await host.PushAsync(invoice);
        await host.PutBackAsync(copy);
        await File.WriteAllTextAsync(Path.Combine(host.DataDirectory, "restored"), host.Clock.GetUtcNow().ToString("O"));

        Assert.Equal([host.Queue], await host.Get<Reconciler>().TakeUpRestoreAsync(default));
        await host.WorkAsync();

        Assert.Equal(CopyState.Present, (await host.InvoiceAsync(invoice.Id)).CopyState);
        Assert.Equal(1, (await host.Get<ReconcileReports>().UnseenAsync(host.Workspace, default))!.TakenOver);
    }

    [Fact]
    public async Task WrittenAgainByHand_IsFoundByItsNumber()
    {
        var customer = await host.AddCustomerAsync();
        var copy = host.CopyDatabase(withLog: true);
        await host.PushAsync(await host.AddInvoiceAsync(customer: customer, number: "77"));

        await host.PutBackAsync(copy);
        await host.PushAsync(await host.AddInvoiceAsync(customer: customer, number: "78"));
        var again = await host.PushAsync(await host.AddInvoiceAsync(customer: customer, number: "77"));

        Assert.Equal(PushState.Succeeded, again.State);
        Assert.Equal(2, host.Billy.Invoices(host.Token).Count);
    }

    [Fact]
    public async Task GivenUpByAPerson_StaysGivenUp_AndProvesNothing()
    {
        var push = await host.PushDoubtfullyAsync(await host.AddInvoiceAsync());
        Assert.IsType<Core.Push.Decisions.DecisionResult.Done>(await host.Get<Core.Push.Decisions.PushDecisions>().GiveUpAsync(host.Owner, push.Id, default));
        await host.RestartAsync();

        await host.PushAsync(await host.AddInvoiceAsync(number: "2"));

        Assert.Equal(PushState.Cancelled, (await host.EntryAsync(push.Id)).State);
        Assert.Null((await host.ConnectionAsync()).BehindSince);
        Assert.Null(await host.Get<ReconcileReports>().UnseenAsync(host.Workspace, default));
    }

    [Fact]
    public async Task ADoubtThatIsStillLookedFor_ProvesNothing()
    {
        host.Plan(SandboxFaultKind.CommitThenDrop);
        var push = await host.PushAsync(await host.AddInvoiceAsync());
        Assert.Equal(PushState.Unknown, push.State);
        await host.RestartAsync();

        await host.PushAsync(await host.AddInvoiceAsync(number: "2"));

        Assert.Null((await host.ConnectionAsync()).BehindSince);
        await host.RunToQuiescenceAsync();
        Assert.Equal(2, host.Billy.Invoices(host.Token).Count);
    }

    [Fact]
    public async Task BillyOutOfReach_NothingIsSentBeforeItWasLookedThrough()
    {
        var invoice = await host.AddInvoiceAsync();
        var copy = host.CopyDatabase(withLog: true);
        await host.PushAsync(invoice);

        await host.PutBackAsync(copy);
        host.Plan(SandboxFaultKind.ServerError, path: "sortProperty", method: "GET");
        var push = await host.PushAsync(invoice);
        Assert.Equal(PushState.Pending, push.State);
        await host.RunToQuiescenceAsync();

        Assert.Single(host.Billy.Invoices(host.Token));
    }

    [Fact]
    public async Task NothingLost_OneLookAndThenOneRequestAPush()
    {
        var invoices = await AddInvoicesAsync(3);
        await host.PushAsync(invoices[0]);
        await host.RestartAsync();
        await host.PushAsync(invoices[1]);
        var before = host.LastRequest;

        await host.PushAsync(invoices[2]);

        Assert.Equal(["POST /invoices"], host.RequestsSince(before));
        Assert.Null((await host.ConnectionAsync()).BehindSince);
    }

    [Fact]
    public async Task AllAccountedFor_ASecondLookEndsIt()
    {
        var invoices = await AddInvoicesAsync(4);
        var copy = host.CopyDatabase(withLog: true);
        await host.PushAsync(invoices[0]);
        await host.PutBackAsync(copy);
        await host.PushAsync(invoices[1]);
        Assert.NotNull((await host.ConnectionAsync()).BehindSince);

        host.Clock.Advance(TimeSpan.FromMinutes(16));
        await host.PushAsync(invoices[2]);

        Assert.Null((await host.ConnectionAsync()).BehindSince);
    }

    [Theory]
    [MemberData(nameof(Lives))]
    public async Task AnyCopyOfAnyLife_PutBackAtAnyTime_SendsNothingTwice(int seed, bool keepsKeys, bool ignoresFilters)
    {
        await ConnectAsync(new() { EchoExternalId = keepsKeys, FiltersIgnored = ignoresFilters });
        var dice = new Random(seed);
        var customer = await host.AddCustomerAsync();
        List<Invoice> invoices = [];
        List<string> copies = [];
        for (var step = 0; step < 30; step++)
        {
            switch (dice.Next(7))
            {
                case 0:
                    invoices.Add(await host.AddInvoiceAsync(customer: customer, number: $"{seed}-{step}"));
                    break;
                case 1:
                    await host.Pusher.PushManyAsync(host.Owner, [.. invoices.Select(i => i.Id)], PushCause.Bulk, default);
                    break;
                case 2 when invoices.Count > 0:
                    await host.QueueAsync(invoices[dice.Next(invoices.Count)]);
                    break;
                case 3:
                    await host.DrainAsync();
                    break;
                case 4:
                    host.Plan(dice.Next(2) == 0 ? SandboxFaultKind.CommitThenDrop : SandboxFaultKind.Refuse);
                    break;
                case 5:
                    copies.Add(host.CopyDatabase(withLog: dice.Next(3) > 0));
                    break;
                default:
                    host.Clock.Advance(TimeSpan.FromMinutes(dice.Next(120)));
                    break;
            }
        }

        // What is under way when the program dies is as late as the ring allows for.
        await host.DrainAsync();
        host.Clock.Advance(TimeSpan.FromMinutes(15));
        if (copies.Count > 0)
            await host.PutBackAsync(copies[dice.Next(copies.Count)]);
        host.Billy.ClearFaults();
        await host.RunToQuiescenceAsync();

        // Whoever keeps the books connects again and takes in what is missing, from the same files.
        await host.ConnectAsync(Token);
        await using (var db = host.Database.Read(host.Workspace))
        {
            var there = (await db.Set<Invoice>().Select(i => i.OriginId).ToListAsync()).ToHashSet();
            customer = await db.Set<Core.Records.Customers.Customer>().FirstOrDefaultAsync() ?? await host.AddCustomerAsync();
            foreach (var missing in invoices.Where(i => !there.Contains(i.OriginId)).ToList())
                await host.AddInvoiceAsync(customer: customer, number: missing.Number, change: i => i.OriginId = missing.OriginId);
            await host.AddInvoiceAsync(customer: customer, number: "last");
            await host.Pusher.PushManyAsync(host.Owner, await db.Set<Invoice>().Select(i => i.Id).ToListAsync(), PushCause.Bulk, default);
        }

        await host.RunToQuiescenceAsync();

        var twice = host.Billy.Invoices(Token).GroupBy(d => d.GetProperty("orderNo").GetString()).Where(g => g.Count() > 1).Select(g => g.Key);
        Assert.Empty(twice);
        await AllIsAccountedForAsync();
    }

    public static IEnumerable<object[]> Lives() =>
        from seed in Enumerable.Range(1, Slow.Count(few: 2, all: 6))
        from keepsKeys in Either
        from ignoresFilters in Either
        select new object[] { seed * 10 + (keepsKeys ? 1 : 0) + (ignoresFilters ? 2 : 0), keepsKeys, ignoresFilters };

    private string Token { get => field ?? host.Token; set; }

    private async Task ConnectAsync(SandboxCompanyOptions options)
    {
        Token = host.Billy.CreateCompany(options);
        await host.ConnectAsync(Token);
    }

    private async Task<List<Invoice>> AddInvoicesAsync(int count)
    {
        var customer = await host.AddCustomerAsync();
        List<Invoice> invoices = [];
        for (var i = 0; i < count; i++)
            invoices.Add(await host.AddInvoiceAsync(customer: customer, number: $"{1000 + i}"));
        return invoices;
    }

    /// <summary>Everything that Billy holds of ours is a push's, or waits for a person, or is shown as stray.</summary>
    private async Task AllIsAccountedForAsync()
    {
        var pushes = await host.EntriesAsync();
        await using var db = host.Database.Read(host.Workspace);
        var strays = await db.Set<StrayDocument>().Select(s => s.RemoteId).ToListAsync();
        Assert.All(host.Billy.Invoices(Token), draft =>
        {
            var (id, number) = (draft.GetProperty("id").GetString(), draft.GetProperty("orderNo").GetString());
            Assert.True(
                pushes.Exists(p => p.RemoteId == id || p.State == PushState.NeedsAttention && p.InvoiceNumber == number) || strays.Contains(id!),
                $"Nobody accounts for {number}.");
        });
    }
}
