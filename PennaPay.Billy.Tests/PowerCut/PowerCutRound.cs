using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Core.Push.Decisions;
using PennaPay.Billy.Core.Push.Strays;
using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Core.Systems.Billy;
using PennaPay.Billy.Tests.Push;
using PennaPay.Billy.Tests.Push.Crash;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Web.Sandbox.Engine;

namespace PennaPay.Billy.Tests.PowerCut;

/// <summary>
/// A few invoices that people push, edit, undo and decide about, on a machine whose power goes once in each of the program's lives.
/// After each cut everything that was said to be done must still be so, and in the end each invoice is there once.
/// </summary>
internal sealed class PowerCutRound : IAsyncDisposable
{
    private const int Steps = 14;

    private readonly Random chance;
    private readonly TemporaryFolder images = new();
    private readonly List<LossyVfs> vfs = [];
    private readonly List<string> deeds = [];
    private readonly List<Invoice> invoices = [];
    // What the ledger said when the last step was done: each push, and how often it had changed.
    private Dictionary<Guid, int> said = [];
    private LossyDisk disk = null!;
    private PushHost host = null!;
    private Customer customer = null!;
    private int cuts;

    private PowerCutRound(int seed) => chance = new(seed);

    public string Deeds => string.Join(" ", deeds);

    public static async Task<PowerCutRound> StartAsync(int seed)
    {
        var round = new PowerCutRound(seed);
        round.host = await PushHost.StartAsync(add: round.Plug);
        round.customer = await round.host.AddCustomerAsync();
        return round;
    }

    /// <summary>Lives until the power goes, so many times, and then lets everything come to rest.</summary>
    public async Task RunAsync(int lives)
    {
        for (var life = 0; life < lives; life++)
            await LiveAsync();
        await ComeToRestAsync();
        await VerifyAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await host.DisposeAsync();
        vfs.ForEach(one => one.Dispose());
        images.Dispose();
    }

    // Each life of the program has a disk of its own, which begins as the cut before left it.
    private void Plug(IServiceCollection services)
    {
        var ofThisLife = disk = new(chance);
        var way = new LossyVfs(ofThisLife);
        vfs.Add(way);
        services.ConfigureDbContext<WorkspaceDbContext>(options => options.UseSqlite(
            new SqliteConnectionStringBuilder(RelationalOptionsExtension.Extract(options.Options).ConnectionString) { Vfs = way.Name }.ToString()));
        services.AddHttpClient(ApiSender.HttpClientName).AddHttpMessageHandler(() => new LossyNetwork(ofThisLife));
    }

    private async Task LiveAsync()
    {
        var image = Path.Combine(images.Path, $"{cuts++}");
        var moment = (Moment)chance.Next(4);
        var count = chance.Next(1, moment switch { Moment.Write => 250, Moment.Sync => 60, _ => 12 });
        disk.CutAt(moment, count, image);
        for (var step = 0; step < Steps && !disk.IsOff; step++)
            await TryAsync(chance.Next(11));
        disk.CutNow(image);
        deeds.Add($"cut-at-{moment}-{count}.");

        await host.PutBackAsync(image);
        Assert.Equal("ok", await CheckAsync());
        var now = await LedgerAsync();
        Assert.All(said, push => Assert.True(now.GetValueOrDefault(push.Key) >= push.Value, $"{push.Key} was undone by a power cut."));
        foreach (var invoice in invoices)
            Assert.Equal(invoice.Number, (await host.InvoiceAsync(invoice.Id)).Number);
        said = now;
    }

    /// <summary>Takes a step. Whatever a program says whose power is gone, nobody hears it.</summary>
    private async Task TryAsync(int what)
    {
        var step = StepAsync(what);
        await Task.WhenAny(step, disk.PowerCut);
        try
        {
            // What waits for a clock when the power goes must end too, so that nothing of it is left for the next life.
            while (disk.IsOff && await Task.WhenAny(step, Task.Delay(1)) != step)
                host.Clock.Advance(TimeSpan.FromSeconds(1));
            await step;
            said = await LedgerAsync();
        }
        catch (Exception) when (disk.IsOff)
        {
            // The next life finds out.
        }
    }

    private async Task StepAsync(int what)
    {
        deeds.Add($"{what}");
        switch (what)
        {
            case 0 or 1:
                invoices.Add(await host.AddInvoiceAsync(customer: customer, number: $"{1000 + deeds.Count}"));
                break;
            case 2:
                await PushAllAsync();
                break;
            case 3 or 4 or 5:
                if (what == 3)
                    await PushAllAsync();
                await host.DrainAsync();
                break;
            case 6:
                host.Plan(chance.Next(3) switch { 0 => SandboxFaultKind.Refuse, 1 => SandboxFaultKind.CommitThenServerError, _ => SandboxFaultKind.CommitThenDrop });
                break;
            case 7 when invoices.Count > 0:
                await host.EditAsync(Any(invoices).Id, i => i.Lines[0].UnitPrice += 10);
                break;
            case 8 when invoices.Count > 0:
                await host.Get<PushDecisions>().UndoAsync(host.Owner, Any(invoices).Id, default);
                break;
            case 9 when invoices.Count > 0:
                await DoubtAsync(Any(invoices));
                break;
            default:
                await DecideAsync();
                break;
        }
    }

    private async Task PushAllAsync() => await host.Pusher.PushManyAsync(host.Owner, [.. invoices.Select(i => i.Id)], PushCause.Bulk, default);

    /// <summary>An answer is lost, and what it was about is changed over there before anybody looks.</summary>
    private async Task DoubtAsync(Invoice invoice)
    {
        host.Plan(SandboxFaultKind.CommitThenDrop);
        await host.QueueAsync(invoice);
        await host.DrainAsync();
        foreach (var draft in DraftsOf(invoice.Number))
            host.Billy.Edit(host.Token, draft, new { currencyId = "EUR" });
        await host.RunToQuiescenceAsync();
    }

    private async Task DecideAsync()
    {
        var decisions = host.Get<PushDecisions>();
        if (await decisions.WaitingAsync(host.Workspace, default) is not { Count: > 0 } waiting)
            return;
        var push = Any(waiting);
        switch (chance.Next(3))
        {
            case 0:
                await decisions.GiveUpAsync(host.Owner, push.Id, default);
                break;
            case 1 when await decisions.SearchAsync(host.Workspace, push.Id, default) is CandidateSearch.Found { Candidates: [var first, ..] }:
                await decisions.AdoptAsync(host.Owner, push.Id, first.Document.Id, default);
                break;
            default:
                foreach (var draft in DraftsOf(push.InvoiceNumber))
                    host.Billy.Delete(host.Token, draft);
                host.Clock.Advance(TimeSpan.FromMinutes(15));
                await decisions.SendAgainAsync(host.Owner, push.Id, default);
                break;
        }
    }

    private async Task ComeToRestAsync()
    {
        host.Billy.ClearFaults();
        for (var again = 0; again < 2; again++)
        {
            await host.RunToQuiescenceAsync();
            await host.Get<BillyConnector>().TestAsync(host.Owner, default);
            await host.Get<BillyConnector>().ResumeAsync(host.Owner, default);
            await PushAllAsync();
            await host.RunToQuiescenceAsync();
        }
    }

    private async Task VerifyAsync()
    {
        await PushInvariants.VerifyAsync(host, "power cuts", peopleWorkInBilly: true);
        var held = host.Billy.Invoices(host.Token).ToLookup(draft => draft.GetProperty("orderNo").GetString(), draft => draft.GetProperty("id").GetString());
        Assert.Empty(held.Where(same => same.Count() > 1).Select(same => same.Key));

        var pushes = await host.EntriesAsync();
        await using var db = host.Database.Read(host.Workspace);
        var strays = await db.Set<StrayDocument>().Select(stray => stray.RemoteId).ToListAsync();
        Assert.All(held, same => Assert.True(
            pushes.Exists(p => p.RemoteId == same.Single() || p.State == PushState.NeedsAttention && p.InvoiceNumber == same.Key) || strays.Contains(same.Single()!),
            $"Nobody accounts for {same.Key}."));
        // The last thing that anybody did was to push them all. A draft that an undo took just before the power went is missing, and a
        // person is told so and says whether it shall be sent anew.
        Assert.All(invoices, invoice => Assert.True(
            held.Contains(invoice.Number) || pushes.FindLast(p => p.InvoiceId == invoice.Id) is { State: PushState.NeedsAttention or PushState.Succeeded }
                or { State: PushState.Rejected, FailureCode: FailureCodes.DraftMissing },
            $"{invoice.Number} is nowhere: {string.Join(", ", pushes.Where(p => p.InvoiceId == invoice.Id).Select(p => $"{p.State} {p.FailureCode}"))}."));
    }

    private async Task<Dictionary<Guid, int>> LedgerAsync() => (await host.EntriesAsync()).ToDictionary(push => push.Id, push => push.Version);

    private async Task<string?> CheckAsync()
    {
        await using var db = host.Database.Read(host.Workspace);
        await db.Database.OpenConnectionAsync();
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = "PRAGMA integrity_check;";
        return (string?)await command.ExecuteScalarAsync();
    }

    private List<string> DraftsOf(string number) =>
        [.. host.Billy.Invoices(host.Token).Where(d => d.GetProperty("orderNo").GetString() == number).Select(d => d.GetProperty("id").GetString()!)];

    private T Any<T>(IReadOnlyList<T> some) => some[chance.Next(some.Count)];
}
