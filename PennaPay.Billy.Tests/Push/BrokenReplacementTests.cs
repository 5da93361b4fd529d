using PennaPay.Billy.Core.Push.Ledger;
using PennaPay.Billy.Core.Push.Queue;
using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Core.Records.Invoices.Editing;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Systems.Billy;
using PennaPay.Billy.Core;
using PennaPay.Billy.Web.Sandbox.Engine;

namespace PennaPay.Billy.Tests.Push;

/// <summary>A replacement that broke off may have left its old draft in Billy: no later push may forget that.</summary>
public sealed class BrokenReplacementTests : IAsyncLifetime
{
    private PushHost host = null!;
    private Invoice invoice = null!;
    private LedgerEntry first = null!;

    public async Task InitializeAsync()
    {
        host = await PushHost.StartAsync();
        invoice = await host.AddInvoiceAsync();
        first = await host.PushAsync(invoice);
        await EditAsync(600);
    }

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Fact]
    public async Task DraftBookedMeanwhile_ThenEditedAgain_MakesNoSecondOne()
    {
        host.Plan(SandboxFaultKind.ServerError, "/invoices", "DELETE");
        var second = await host.PushAsync(invoice);
        host.Billy.Approve(host.Token, first.RemoteId!);
        await host.RunToQuiescenceAsync();
        second = await host.EntryAsync(second.Id);
        Assert.Equal((PushState.Rejected, FailureCodes.DraftBooked), (second.State, second.FailureCode));

        await EditAsync(650);
        var third = await host.PushAsync(invoice);

        Assert.Equal((PushState.Rejected, FailureCodes.DraftBooked), (third.State, third.FailureCode));
        Assert.Single(host.Billy.Invoices(host.Token));
        Assert.Equal(first.RemoteId, (await host.InvoiceAsync(invoice.Id)).RemoteId);

        await EditAsync(500);
        Assert.IsType<QueueResult.AlreadyPresent>(await host.QueueAsync(invoice));
        Assert.Equal(CopyState.Booked, (await host.InvoiceAsync(invoice.Id)).CopyState);
    }

    [Fact]
    public async Task DeletingRefused_ThenEditedAgain_ReplacesTheOldDraft()
    {
        host.Plan(SandboxFaultKind.Invalid, "/invoices", "DELETE");
        Assert.Equal(PushState.Rejected, (await host.PushAsync(invoice)).State);

        await EditAsync(650);
        Assert.Equal(PushState.Succeeded, (await host.PushAsync(invoice)).State);

        Assert.NotEqual(first.RemoteId, Assert.Single(host.Billy.Invoices(host.Token)).GetProperty("id").GetString());
    }

    [Fact]
    public async Task DeletingRefused_TheInvoiceStays_UntilTheOldDraftIsKnownToBeGone()
    {
        host.Plan(SandboxFaultKind.Invalid, "/invoices", "DELETE");
        await host.PushAsync(invoice);
        Assert.Equal(DeleteInvoiceResult.Present, await DeleteAsync());

        host.Plan(SandboxFaultKind.Invalid, "/invoices", "POST");
        Assert.Equal(PushState.Rejected, (await host.PushAsync(invoice)).State);
        Assert.Empty(host.Billy.Invoices(host.Token));
        Assert.Equal(DeleteInvoiceResult.Deleted, await DeleteAsync());
    }

    [Fact]
    public async Task DeletingHeldBack_PausesTheQueueTheFirstTime()
    {
        host.Plan(SandboxFaultKind.TooManyRequests, "/invoices", "DELETE", retryAfter: 300);
        var second = await host.PushAsync(invoice);

        Assert.Equal((PushState.Pending, FailureCodes.RateLimited), (second.State, second.FailureCode));
        var view = await host.Get<BillyConnector>().ViewAsync(host.Workspace, default);
        Assert.Equal(host.Clock.GetUtcNow() + TimeSpan.FromSeconds(300), view.Pause?.Until);
    }

    private Task EditAsync(decimal price) => host.EditAsync(invoice.Id, i => i.Lines[0].UnitPrice = price);

    private Task<DeleteInvoiceResult> DeleteAsync() => host.Get<InvoiceEditor>().DeleteAsync(host.Owner, invoice.Id, default);
}
