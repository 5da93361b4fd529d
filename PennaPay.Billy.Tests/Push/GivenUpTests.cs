using PennaPay.Billy.Core.Push.Decisions;
using PennaPay.Billy.Core.Push.Ledger;
using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Core.Records.Invoices.Editing;
using PennaPay.Billy.Core.Records.Invoices;

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

        await PushAgainAsync();

        Assert.Equal(PushState.NeedsAttention, Assert.Single(await host.EntriesAsync()).State);
        Assert.Single(host.Billy.Invoices(host.Token));
    }

    [Fact]
    public async Task PushedAgainAfterAnEdit_WhileBillyHoldsTheDraft_MakesNoSecondOne()
    {
        await GiveUpAsync(await host.PushDoubtfullyAsync(invoice));
        await host.EditAsync(invoice.Id, i => i.Lines[0].UnitPrice = 700);

        await PushAgainAsync();

        Assert.Equal(PushState.NeedsAttention, Assert.Single(await host.EntriesAsync()).State);
        Assert.Single(host.Billy.Invoices(host.Token));
    }

    [Fact]
    public async Task PushedAgainAfterAnEdit_WhenTheDraftIsTheOldContent_SaysThatItIsNotTheNewOne_AndReplacesItNext()
    {
        await GiveUpAsync(await host.PushDoubtfullyAsync(invoice));
        MakeTheDraftOurs();
        await host.EditAsync(invoice.Id, i => i.Lines[0].UnitPrice = 700);

        await PushAgainAsync();
        Assert.Equal(CopyState.Changed, (await host.InvoiceAsync(invoice.Id)).CopyState);

        await PushAgainAsync();
        var stored = await host.InvoiceAsync(invoice.Id);
        Assert.Equal(CopyState.Present, stored.CopyState);
        Assert.Equal(stored.Net, Assert.Single(host.Billy.Invoices(host.Token)).GetProperty("amount").GetDecimal());
    }

    [Fact]
    public async Task PushedAgainUnderAnotherNumber_WhereBillyKeepsNoKey_FindsTheDraftByItsOldNumber()
    {
        await GiveUpAsync(await host.PushDoubtfullyAsync(invoice));
        MakeTheDraftOurs(keepsKey: false);
        await host.EditAsync(invoice.Id, i => i.Number = "1043");

        await PushAgainAsync();

        Assert.Single(host.Billy.Invoices(host.Token));
        Assert.Equal(CopyState.Changed, (await host.InvoiceAsync(invoice.Id)).CopyState);
    }

    [Fact]
    public async Task PushedAgainAfterAnEdit_OnceBillyHoldsNothing_SendsTheNewContent()
    {
        await GiveUpAsync(await host.PushDoubtfullyAsync(invoice));
        host.Billy.Delete(host.Token, DraftId());
        await host.EditAsync(invoice.Id, i => i.Lines[0].UnitPrice = 700);

        await PushAgainAsync();

        var stored = await host.InvoiceAsync(invoice.Id);
        Assert.Equal(CopyState.Present, stored.CopyState);
        Assert.Equal(stored.Net, Assert.Single(host.Billy.Invoices(host.Token)).GetProperty("amount").GetDecimal());
    }

    [Fact]
    public async Task ReplacementGivenUpTwice_MakesNoSecondDraft()
    {
        await host.PushAsync(invoice);
        await host.EditAsync(invoice.Id, i => i.Lines[0].UnitPrice = 600);
        await GiveUpAsync(await host.PushDoubtfullyAsync(invoice));
        await PushAgainAsync();
        await GiveUpAsync((await host.EntriesAsync()).Single(push => push.State == PushState.NeedsAttention));

        await PushAgainAsync();

        Assert.Single(host.Billy.Invoices(host.Token));
    }

    [Fact]
    public async Task Deleted_IsRefused_ForImportedAgainItWouldBeASecondDraft()
    {
        await GiveUpAsync(await host.PushDoubtfullyAsync(invoice));

        Assert.Equal(DeleteInvoiceResult.Present, await host.Get<InvoiceEditor>().DeleteAsync(host.Owner, invoice.Id, default));
    }

    [Fact]
    public async Task PushedAgain_OnceBillyHoldsNothing_IsSentAfterLookingTwice()
    {
        var push = await host.PushDoubtfullyAsync(invoice);
        await GiveUpAsync(push);
        host.Billy.Delete(host.Token, DraftId());

        await PushAgainAsync();

        Assert.Equal(PushState.Succeeded, (await host.EntryAsync(push.Id)).State);
        Assert.Single(host.Billy.Invoices(host.Token));
    }

    private async Task PushAgainAsync()
    {
        await host.QueueAsync(invoice);
        await host.RunToQuiescenceAsync();
    }

    private string DraftId() => host.Billy.Invoices(host.Token).Single().GetProperty("id").GetString()!;

    /// <summary>Takes back what made it doubtful, so that it agrees with what was sent.</summary>
    private void MakeTheDraftOurs(bool keepsKey = true)
    {
        if (keepsKey)
            host.Billy.Edit(host.Token, DraftId(), new { currencyId = "DKK" });
        else
            host.Billy.Edit(host.Token, DraftId(), new { currencyId = "DKK", externalId = (string?)null });
    }

    private async Task GiveUpAsync(LedgerEntry push) =>
        Assert.IsType<DecisionResult.Done>(await host.Get<PushDecisions>().GiveUpAsync(host.Owner, push.Id, default));
}
