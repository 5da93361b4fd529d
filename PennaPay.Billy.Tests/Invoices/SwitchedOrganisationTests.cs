using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using PennaPay.Billy.Core.Systems.Billy;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Web.Components.Connections;
using PennaPay.Billy.Web.Components.Customers;
using PennaPay.Billy.Web.Components.Invoices;
using PennaPay.Billy.Web.Components.Overview;
using PennaPay.Billy.Web.Sandbox;

namespace PennaPay.Billy.Tests.Invoices;

/// <summary>Once another organisation is connected, every state names it, and it is said where the earlier drafts are.</summary>
public sealed class SwitchedOrganisationTests : IAsyncLifetime
{
    private const string First = "PennaPay Prøvefirma ApS";
    private const string Second = "Nordlys ApS";

    private PageHost host = null!;

    public SwitchedOrganisationTests() => PageHost.Speak("da-DK");

    public async Task InitializeAsync()
    {
        host = await PageHost.StartAsync();
        await host.Product.PushAsync(await host.Product.AddInvoiceAsync(number: "1"));
        await host.Product.PushAsync(await host.Product.AddInvoiceAsync(number: "2"));
    }

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Fact]
    public async Task List_NamesTheOrganisation_AndSaysWhereTheDraftsAre_UntilThatIsClosed()
    {
        var page = host.Open<InvoicesPage>("/invoices");
        page.WaitForElement("[data-testid=invoice-row]", PageHost.Patience);
        Assert.Equal("Ikke i Billy", page.Find("[data-testid=tab-NotPushed] span").TextContent);
        Assert.Empty(page.FindAll("[data-testid=switched]"));

        await SwitchAsync();

        await host.EventuallyAsync(() => Assert.Equal(
            $"2 kladder ligger i {First} (sandkasse), ikke i {Second} (sandkasse).", page.Find("[data-testid=switched-where]").TextContent));
        Assert.Equal([$"Ikke i {Second}", $"Ikke i {Second}"], page.FindAll("[data-testid=copy-state]").Select(chip => chip.LastElementChild!.TextContent));
        Assert.Equal($"Ikke i {Second}", page.Find("[data-testid=tab-NotPushed] span").TextContent);
        Assert.Equal($"Overfør alle sendte, der ikke er i {Second} (2)", page.Find("[data-testid=push-sent]").TextContent.Trim());

        await page.Find("[data-testid=switched-close]").ClickAsync();
        Assert.Empty(page.FindAll("[data-testid=switched]"));
        var kept = Assert.Single(host.Browser.JSInterop.Invocations, call => call.Identifier == "localStorage.setItem");
        Assert.Equal("closed", kept.Arguments[1]);
    }

    [Fact]
    public async Task Overview_SaysItToo_ButNotWhatWasClosed()
    {
        await SwitchAsync();
        var page = host.Open<OverviewPage>("/");
        await host.EventuallyAsync(() => page.Find("[data-testid=switched]"));
        Assert.EndsWith($"Ikke i {Second}", page.Find("[data-testid=figure-NotPushed] .name").TextContent.Trim(), StringComparison.Ordinal);

        host.Browser.JSInterop.Setup<string?>("localStorage.getItem", _ => true).SetResult("closed");
        page = host.Open<OverviewPage>("/");
        page.WaitForElement("[data-testid=figure-NotPushed]", PageHost.Patience);
        Assert.Empty(page.FindAll("[data-testid=switched]"));
    }

    [Fact]
    public async Task Overview_LeadsFromFailuresToWhereTheyAreMended()
    {
        await host.Product.PushAsync(await host.Product.AddInvoiceAsync(stored => stored.Lines[0].AccountCode = "99", number: "3"));
        var page = host.Open<OverviewPage>("/");

        Assert.Equal("/attention", page.WaitForElement("[data-testid=figure-Failed]", PageHost.Patience).GetAttribute("href"));
        Assert.Equal("/invoices?state=NeedsAttention", page.Find("[data-testid=figure-NeedsAttention]").GetAttribute("href"));
    }

    [Fact]
    public async Task Invoice_NamesTheOrganisation()
    {
        await SwitchAsync();
        var invoice = (await host.Product.EntriesAsync())[0].InvoiceId;
        var page = host.Open<InvoiceEditorPage>($"/invoices/{invoice}", parameters => parameters.Add(p => p.Id, invoice));

        page.WaitForAssertion(() => Assert.Equal($"Ikke i {Second}", page.Find("[data-testid=copy-state]").LastElementChild!.TextContent), PageHost.Patience);
    }

    [Fact]
    public async Task Customer_NamesTheOrganisation_AndWhoStoppedAnInvoice()
    {
        await SwitchAsync();
        var failed = await host.Product.AddInvoiceAsync(stored => stored.Lines[0].AccountCode = "99", number: "3");
        await host.Product.PushAsync(failed);
        var pushed = await host.Product.InvoiceAsync((await host.Product.EntriesAsync())[0].InvoiceId);

        Assert.Equal("Stoppet her", State(failed.CustomerId));
        Assert.Equal($"Ikke i {Second}", State(pushed.CustomerId));

        string State(Guid customer)
        {
            var page = host.Open<CustomerEditorPage>($"/customers/{customer}", parameters => parameters.Add(p => p.Id, customer));
            return page.WaitForElement("[data-testid=copy-state]", PageHost.Patience).LastElementChild!.TextContent;
        }
    }

    [Fact]
    public async Task Connecting_SaysWhereTheDraftsAre()
    {
        host.Browser.Services.AddSingleton(Options.Create(new SandboxOptions { Enabled = true, Token = CreateSecond() }));
        host.Browser.Services.AddSingleton(host.Product.Get<BillyEndpoints>());
        var form = host.Browser.Render<ConnectForm>();

        await form.Find("[data-testid=use-sandbox]").ClickAsync();

        await host.EventuallyAsync(() => Assert.NotEmpty(host.Toasts));
        Assert.Equal(
            ("Forbundet med Nordlys ApS", "2 kladder ligger i PennaPay Prøvefirma ApS (sandkasse), ikke i Nordlys ApS (sandkasse)."),
            (host.Toasts[^1].Title, host.Toasts[^1].Text));
    }

    private string CreateSecond() => host.Product.Billy.CreateCompany(new() { Name = Second });

    private async Task SwitchAsync()
    {
        host.Product.Clock.Advance(TimeSpan.FromMinutes(1));
        await host.Product.ConnectAsync(CreateSecond());
    }
}
