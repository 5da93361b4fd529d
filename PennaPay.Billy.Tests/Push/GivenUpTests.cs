using PennaPay.Billy.Core.Invoices;
using PennaPay.Billy.Core.Push;

namespace PennaPay.Billy.Tests.Push;

/// <summary>A push that somebody gave up may have left a draft in Billy; pushing the invoice again must not make a second one.</summary>
public sealed class GivenUpTests : IAsyncLifetime
{
    private PushHost host = null!;
    private Invoice invoice = null!;

    public async Task InitializeAsync()
    {
        host = await PushHost.StartAsync();
        invoice = await host.AddInvoiceAsync();
    }

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Fact]
    public async Task PushedAgain_WhileBillyHoldsADraftThatDiffers_WaitsForAPersonAgain()
    {
        await GiveUpAsync(await host.PushDoubtfullyAsync(invoice));

        await host.QueueAsync(invoice);
        await host.RunToQuiescenceAsync();

        Assert.Equal(PushState.NeedsAttention, Assert.Single(await host.EntriesAsync()).State);
        Assert.Single(host.Billy.Invoices(host.Token));
    }

    [Fact]
    public async Task PushedAgainAfterAnEdit_WhileBillyHoldsTheDraft_MakesNoSecondOne()
    {
        await GiveUpAsync(await host.PushDoubtfullyAsync(invoice));
        await host.EditAsync(invoice.Id, i => i.Lines[0].UnitPrice = 700);

        await host.QueueAsync(invoice);
        await host.RunToQuiescenceAsync();

        Assert.Equal([PushState.Cancelled, PushState.NeedsAttention], (await host.EntriesAsync()).ConvertAll(e => e.State));
        Assert.Single(host.Billy.Invoices(host.Token));
    }

    [Fact]
    public async Task PushedAgain_OnceBillyHoldsNothing_IsSentAfterLookingTwice()
    {
        var push = await host.PushDoubtfullyAsync(invoice);
        await GiveUpAsync(push);
        host.Billy.Delete(host.Token, host.Billy.Invoices(host.Token).Single().GetProperty("id").GetString()!);

        await host.QueueAsync(invoice);
        await host.RunToQuiescenceAsync();

        Assert.Equal(PushState.Succeeded, (await host.EntryAsync(push.Id)).State);
        Assert.Single(host.Billy.Invoices(host.Token));
    }

    private async Task GiveUpAsync(LedgerEntry push) =>
        Assert.IsType<DeskResult.Done>(await host.Get<PushDesk>().GiveUpAsync(host.Workspace, push.Id, PushHost.By, default));
}
