using Bunit;
using Microsoft.Extensions.DependencyInjection;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Core.Systems.Billy;
using PennaPay.Billy.Tests.Push;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Web.Components.Connections;
using Radzen;

namespace PennaPay.Billy.Tests.Connections;

public sealed class AutoPushSettingTests : IAsyncLifetime
{
    private PageHost host = null!;
    private string? question;

    public AutoPushSettingTests() => PageHost.Speak("da-DK");

    private DialogService Dialogs => host.Browser.Services.GetRequiredService<DialogService>();

    public async Task InitializeAsync()
    {
        host = await PageHost.StartAsync();
        Dialogs.OnOpen += (title, _, _, _) => question = title;
        var customer = await host.Product.AddCustomerAsync();
        await host.Product.AddInvoiceAsync(customer: customer, number: "1");
        await host.Product.AddInvoiceAsync(i => i.IssueDate = new(2026, 11, 1), customer, "2");
        await host.Product.AddInvoiceAsync(i => i.IssueDate = new(2026, 10, 31), customer, "3");
    }

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Fact]
    public async Task SwitchedOn_AsksFirst_AndQueuesWhatIsNotOlder()
    {
        await SwitchOnAsync();
        Dialogs.Close(true);

        await host.EventuallyAsync(() => Assert.NotEmpty(host.Toasts));
        var entries = await host.Product.EntriesAsync();
        Assert.Equal(["1", "2"], entries.Select(entry => entry.InvoiceNumber).Order());
        Assert.All(entries, entry => Assert.Equal((PushCause.AutoPush, PushHost.By), (entry.Cause, entry.StartedBy)));
        Assert.Equal("2 fakturaer er på vej til Billy", host.Toasts[0].Text);
        var view = await ViewAsync();
        Assert.Equal((true, new DateOnly(2026, 11, 1)), (view.AutoPush, view.AutoPushFrom));
    }

    [Fact]
    public async Task Declined_ChangesNothing()
    {
        var form = await SwitchOnAsync();
        Dialogs.Close(false);

        await host.EventuallyAsync(() => Assert.False(form.Find("[data-testid=save-settings]").HasAttribute("disabled")));
        Assert.False((await ViewAsync()).AutoPush);
        Assert.Empty(await host.Product.EntriesAsync());
    }

    private async Task<IRenderedComponent<BillySettingsForm>> SwitchOnAsync()
    {
        var view = await ViewAsync();
        var form = host.Browser.Render<BillySettingsForm>(parameters => parameters.Add(f => f.View, view));
        form.WaitForElement("#account-codes option", PageHost.Patience);
        // In the page's own turn and awaited: an event that finds the page busy would be handled later, or find its handler gone.
        await form.InvokeAsync(() => form.Find("[data-testid=auto-push]").ChangeAsync(true));
        await form.InvokeAsync(() => form.Find("[data-testid=auto-push-from]").InputAsync("01.11.2026"));
        Assert.Equal("01.11.2026", form.Find("[data-testid=auto-push-from]").GetAttribute("value"));
        var submitted = form.Find("form").SubmitAsync();
        await host.EventuallyAsync(() => Assert.NotNull(question));
        Assert.Equal("Slå automatisk overførsel til?", question);
        Assert.False(submitted.IsCompleted);
        return form;
    }

    private Task<ConnectionView> ViewAsync() => host.Product.Get<BillyConnector>().ViewAsync(host.Product.Workspace, default);
}
