using Bunit;
using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Web.Components.Push;
using PennaPay.Billy.Web.Components.Shared;

namespace PennaPay.Billy.Tests.Push;

public sealed class PushButtonTests : IAsyncLifetime
{
    private PageHost host = null!;

    public PushButtonTests() => PageHost.Speak("da-DK");

    public async Task InitializeAsync() => host = await PageHost.StartAsync();

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Fact]
    public async Task Push_ClickedTwice_QueuesOnce()
    {
        var invoice = await host.Product.AddInvoiceAsync();
        var button = Button(invoice, CopyState.NotPushed);

        var (first, second) = (button.Find("button").ClickAsync(new()), button.Find("button").ClickAsync(new()));
        await Task.WhenAll(first, second);

        var entry = Assert.Single(await host.Product.EntriesAsync());
        Assert.Equal((PushState.Pending, PushCause.Manual, PushHost.By), (entry.State, entry.Cause, entry.StartedBy));
        Assert.Empty(host.Toasts);
    }

    [Fact]
    public async Task Push_OfWhatIsInBilly_SaysSoAndSendsNothing()
    {
        var invoice = await host.Product.AddInvoiceAsync();
        await host.Product.PushAsync(invoice);
        var requests = host.Product.LastRequest;

        var button = Button(invoice, CopyState.Present);
        await button.Find("button").ClickAsync(new());

        var toast = Assert.Single(host.Toasts);
        Assert.Equal((ToastTone.Info, "Faktura 1042 er allerede i Billy"), (toast.Tone, toast.Title));
        Assert.Equal(requests, host.Product.LastRequest);
    }

    [Theory]
    [InlineData(CopyState.Waiting)]
    [InlineData(CopyState.Sending)]
    public async Task Push_WhileOneIsUnderWay_DoesNothing(CopyState state)
    {
        var invoice = await host.Product.AddInvoiceAsync();
        var button = Button(invoice, state);

        await button.Find("button").ClickAsync(new());

        Assert.Equal("true", button.Find("button").GetAttribute("aria-disabled"));
        Assert.Empty(await host.Product.EntriesAsync());
    }

    [Fact]
    public async Task Push_WithoutAConnection_SaysWhyAndLeadsToTheSettings()
    {
        await using var lonely = await PageHost.StartAsync(connected: false);
        var invoice = await lonely.Product.AddInvoiceAsync();
        var button = lonely.Browser.Render<PushButton>(parameters => parameters.Add(b => b.InvoiceId, invoice.Id).Add(b => b.Number, "1042"));

        await button.Find("button").ClickAsync(new());

        var toast = Assert.Single(lonely.Toasts);
        Assert.Equal((ToastTone.Failure, "Faktura 1042 blev ikke overført", "/settings/billy"), (toast.Tone, toast.Title, toast.Action?.Href));
    }

    [Theory]
    [InlineData(CopyState.NotPushed, "Overfør faktura 1042 til Billy som kladde")]
    [InlineData(CopyState.Changed, "Erstat kladden i Billy med den ændrede faktura 1042")]
    [InlineData(CopyState.Failed, "Overfør faktura 1042 til Billy igen")]
    public async Task Button_HasAName_ThatSaysWhatItDoes(CopyState state, string name)
    {
        var invoice = await host.Product.AddInvoiceAsync();
        Assert.Equal(name, Button(invoice, state).Find("button").GetAttribute("title"));
    }

    private IRenderedComponent<PushButton> Button(Invoice invoice, CopyState state) => host.Browser.Render<PushButton>(
        parameters => parameters.Add(b => b.InvoiceId, invoice.Id).Add(b => b.Number, invoice.Number).Add(b => b.State, state));
}
