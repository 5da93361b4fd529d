using PennaPay.Billy.Core.Push.Decisions;
using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core;

namespace PennaPay.Billy.Tests.Push;

public sealed class UndoTests : IAsyncLifetime
{
    private PushHost host = null!;
    private Invoice invoice = null!;
    private string draft = "";

    public async Task InitializeAsync()
    {
        host = await PushHost.StartAsync();
        invoice = await host.AddInvoiceAsync();
        draft = (await host.PushAsync(invoice)).RemoteId!;
    }

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Fact]
    public async Task Undo_OfAnUnchangedDraft_DeletesItAndLetsItBePushedAgain()
    {
        Assert.IsType<DecisionResult.Done>(await UndoAsync());

        Assert.Empty(host.Billy.Invoices(host.Token));
        await AssertNotPushedAsync();
        Assert.Equal(PushState.Succeeded, (await host.PushAsync(invoice)).State);
        Assert.Single(host.Billy.Invoices(host.Token));
    }

    [Fact]
    public async Task Undo_OfADraftThatSomebodyChanged_LeavesIt()
    {
        host.Billy.Edit(host.Token, draft, new { contactMessage = "Rettet i Billy" });
        await AssertRefusedAsync(FailureCodes.DraftChanged);
    }

    [Fact]
    public async Task Undo_OfABookedInvoice_LeavesIt()
    {
        host.Billy.Approve(host.Token, draft);
        await AssertRefusedAsync(FailureCodes.DraftBooked);
    }

    [Fact]
    public async Task Undo_OfADraftThatIsGone_OnlyForgetsIt()
    {
        host.Billy.Delete(host.Token, draft);

        Assert.IsType<DecisionResult.Done>(await UndoAsync());

        await AssertNotPushedAsync();
    }

    [Fact]
    public async Task Undo_WhileAPushIsUnderWay_IsRefused()
    {
        await host.EditAsync(invoice.Id, i => i.Lines[0].UnitPrice = 600);
        await host.QueueAsync(invoice);
        Assert.IsType<DecisionResult.Refused>(await UndoAsync());
        Assert.Single(host.Billy.Invoices(host.Token));
    }

    [Fact]
    public async Task ForgetMissing_AfterAnEditOfADeletedDraft_LetsItGoAsANewOne()
    {
        host.Billy.Delete(host.Token, draft);
        await host.EditAsync(invoice.Id, i => i.Lines[0].UnitPrice = 600);
        Assert.Equal(FailureCodes.DraftMissing, (await host.PushAsync(invoice)).FailureCode);

        Assert.IsType<DecisionResult.Done>(await ForgetAsync());

        var push = await host.PushAsync(invoice);
        Assert.Equal((PushState.Succeeded, null), (push.State, push.Failure));
        Assert.Equal(1200m, Assert.Single(host.Billy.Invoices(host.Token)).GetProperty("amount").GetDecimal());
        Assert.Equal(CopyState.Present, (await host.InvoiceAsync(invoice.Id)).CopyState);
    }

    [Fact]
    public async Task ForgetMissing_OfADraftThatIsThere_IsRefused()
    {
        Assert.IsType<DecisionResult.Refused>(await ForgetAsync());
        Assert.Equal((CopyState.Present, draft), await StateAsync());
    }

    private Task<DecisionResult> UndoAsync() => host.Get<PushDecisions>().UndoAsync(host.Owner, invoice.Id, default);

    private Task<DecisionResult> ForgetAsync() => host.Get<PushDecisions>().ForgetMissingAsync(host.Owner, invoice.Id, default);

    private async Task AssertRefusedAsync(string code)
    {
        var refused = Assert.IsType<DecisionResult.Refused>(await UndoAsync());
        Assert.Equal(code, refused.Failure.Code);
        Assert.Single(host.Billy.Invoices(host.Token));
        // What the refusal showed is shown from now on.
        var state = code switch { "draft_booked" => CopyState.Booked, "draft_changed" => CopyState.ChangedThere, _ => CopyState.Present };
        Assert.Equal((state, draft), await StateAsync());
    }

    private async Task AssertNotPushedAsync() => Assert.Equal((CopyState.NotPushed, null), await StateAsync());

    private async Task<(CopyState, string?)> StateAsync()
    {
        var stored = await host.InvoiceAsync(invoice.Id);
        return (stored.CopyState, stored.RemoteId);
    }
}
