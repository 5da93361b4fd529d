#if CRASH_POINTS
using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Core.Push.Decisions;
using PennaPay.Billy.Core.Push.Ledger;

namespace PennaPay.Billy.Tests.Push.Crash;

/// <summary>
/// A program is killed while it carries out what a person decided. The next one shows the truth, and the person can decide
/// again; never are there two drafts, and never one that the ledger does not know.
/// </summary>
public sealed class DecisionCrashTests
{
    [Theory]
    [InlineData("undo", "undo.after-delete")]
    [InlineData("undo", "decide.before")]
    [InlineData("undo", "ledger.before-Cancelled")]
    [InlineData("undo", "decide.after")]
    [InlineData("adopt", "decide.before")]
    [InlineData("adopt", "ledger.before-Succeeded")]
    [InlineData("adopt", "decide.after")]
    [InlineData("give-up", "decide.before")]
    [InlineData("give-up", "ledger.before-Cancelled")]
    [InlineData("give-up", "decide.after")]
    [InlineData("send-again", "decide.before")]
    [InlineData("send-again", "ledger.before-Pending")]
    [InlineData("send-again", "decide.after")]
    [InlineData("delete-newer", "delete-newer.after-delete")]
    [InlineData("delete-newer", "decide.before")]
    [InlineData("delete-newer", "ledger.before-Succeeded")]
    [InlineData("delete-newer", "decide.after")]
    [Trait("Category", "Crash")]
    public async Task Decision_KilledAnywhere_CanBeTakenAgain(string decision, string point)
    {
        await using var host = await PushHost.StartAsync();
        var invoice = await host.AddInvoiceAsync();
        var push = await PrepareAsync(host, invoice, decision);

        await CrashMatrixTests.RunChildAsync(host, invoice.Id, point, decision);
        await host.RestartAsync();
        await host.RunToQuiescenceAsync();
        var after = await host.EntryAsync(push.Id);
        if (after.State == push.State)
            await CrashingChild.DecideAsync(host.Get<PushDecisions>(), host.Owner, after, decision);
        await host.RunToQuiescenceAsync();

        after = await host.EntryAsync(push.Id);
        Assert.Equal(decision is "undo" or "give-up" ? PushState.Cancelled : PushState.Succeeded, after.State);
        Assert.Equal(decision == "undo" ? 0 : 1, host.Billy.Invoices(host.Token).Count);
        if (decision is "undo" or "give-up")
            await host.PushAsync(invoice);
        await host.RunToQuiescenceAsync();
        Assert.Single(host.Billy.Invoices(host.Token));
    }

    private static async Task<LedgerEntry> PrepareAsync(PushHost host, Core.Records.Invoices.Invoice invoice, string decision)
    {
        if (decision is "undo" or "delete-newer")
        {
            var pushed = await host.PushAsync(invoice);
            if (decision == "undo")
                return pushed;
            await host.MakeTwinAsync(pushed);
            host.Clock.Advance(TimeSpan.FromHours(1));
            await host.Get<Aftercare>().RunAsync(host.Queue, default);
            return await host.EntryAsync(pushed.Id);
        }

        var push = await host.PushDoubtfullyAsync(invoice);
        if (decision == "send-again")
        {
            host.Billy.Delete(host.Token, Assert.Single(host.Billy.Invoices(host.Token)).GetProperty("id").GetString()!);
            host.Clock.Advance(TimeSpan.FromMinutes(15));
        }

        return push;
    }
}
#endif
