using Bunit;
using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Push.Decisions;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Web.Components.Push;

namespace PennaPay.Billy.Tests.Push;

public sealed class DraftNoticeTests : IAsyncLifetime
{
    private PageHost host = null!;
    private Invoice invoice = null!;
    private string draft = "";

    public DraftNoticeTests() => PageHost.Speak("da-DK");

    public async Task InitializeAsync()
    {
        host = await PageHost.StartAsync();
        invoice = await host.Product.AddInvoiceAsync();
        draft = (await host.Product.PushAsync(invoice)).RemoteId!;
    }

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Fact]
    public void UnchangedDraft_NeedsNoWords() => Assert.Empty(Open(CopyState.Present).Markup.Trim());

    [Fact]
    public async Task BookedMeanwhile_IsToldAfterTheSweep()
    {
        host.Product.Billy.Approve(host.Product.Token, draft);
        await SweepAsync();

        var notice = Open((await host.Product.InvoiceAsync(invoice.Id)).CopyState);
        Assert.NotNull(notice.Find("[data-situation=Booked]"));
    }

    [Fact]
    public async Task DeletedMeanwhile_CanBePushedAnew()
    {
        host.Product.Billy.Delete(host.Product.Token, draft);
        await SweepAsync();

        await PushAsNewAsync(Open((await host.Product.InvoiceAsync(invoice.Id)).CopyState), "Deleted");
    }

    [Fact]
    public async Task MissingAtARePush_CanBePushedAnew()
    {
        host.Product.Billy.Delete(host.Product.Token, draft);
        await host.Product.EditAsync(invoice.Id, i => i.Lines[0].UnitPrice = 600);
        var failed = await host.Product.PushAsync(invoice);

        await PushAsNewAsync(Open((await host.Product.InvoiceAsync(invoice.Id)).CopyState, failed.Failure), "Deleted");
    }

    private async Task PushAsNewAsync(IRenderedComponent<DraftNotice> notice, string situation)
    {
        notice.WaitForElement($"[data-situation={situation}]", PageHost.Patience);
        await notice.Find("[data-testid=push-as-new]").ClickAsync();
        await host.Product.DrainAsync();
        Assert.Single(host.Product.Billy.Invoices(host.Product.Token));
        Assert.Equal(CopyState.Present, (await host.Product.InvoiceAsync(invoice.Id)).CopyState);
    }

    private async Task SweepAsync()
    {
        host.Product.Clock.Advance(TimeSpan.FromHours(2));
        await host.Product.Get<Aftercare>().RunAsync(host.Product.Queue, default);
    }

    private IRenderedComponent<DraftNotice> Open(CopyState state, Failure? failure = null) => host.Browser.Render<DraftNotice>(parameters => parameters
        .Add(notice => notice.InvoiceId, invoice.Id).Add(notice => notice.Number, invoice.Number)
        .Add(notice => notice.State, state).Add(notice => notice.LatestFailure, failure));
}
