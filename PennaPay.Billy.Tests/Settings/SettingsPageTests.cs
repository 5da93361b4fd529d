using Bunit;
using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Records.Companies;
using PennaPay.Billy.Core.Systems.Billy;
using PennaPay.Billy.Core.Systems.Billy.Settings;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Web.Components.Connections;
using PennaPay.Billy.Web.Components.Invoices;
using PennaPay.Billy.Web.Components.Settings;
using PennaPay.Billy.Web.Sandbox.Billy;

namespace PennaPay.Billy.Tests.Settings;

public sealed class SettingsPageTests : IAsyncLifetime
{
    private PageHost host = null!;

    public SettingsPageTests() => PageHost.Speak("da-DK");

    public async Task InitializeAsync()
    {
        host = await PageHost.StartAsync();
        var workspace = new Workspace { Id = host.Product.Workspace, Name = "Eksempel ApS", CreatedAt = host.Product.Clock.GetUtcNow() };
        await host.Product.Database.WriteAsync(workspace.Id, (db, _) => Task.FromResult(db.Add(workspace)), default);
    }

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Fact]
    public async Task Company_WithAWrongCvr_SaysSoBesideTheField_AndSavesOnceItIsMended()
    {
        var page = host.Browser.Render<CompanyPage>();
        page.WaitForElement("[data-testid=company-cvr]", PageHost.Patience);
        Assert.Equal("Eksempel ApS", page.Find("[data-testid=company-name]").GetAttribute("value"));

        await page.Find("[data-testid=company-cvr]").ChangeAsync("12345678");
        await page.Find("form").SubmitAsync();
        page.WaitForAssertion(() => Assert.StartsWith("»12345678« er ikke et gyldigt CVR-nummer", page.Find("[data-testid=field-error]").TextContent, StringComparison.Ordinal), PageHost.Patience);
        Assert.Empty(host.Toasts);

        await page.Find("[data-testid=company-cvr]").ChangeAsync("12 34 56 74");
        page.Choose("[data-testid=company-currency]", "EUR");
        await page.Find("[data-testid=company-terms]").InputAsync("14");
        await page.Find("form").SubmitAsync();

        page.WaitForAssertion(() => Assert.Equal("Virksomheden er gemt", Assert.Single(host.Toasts).Title), PageHost.Patience);
        page.WaitForAssertion(() => Assert.Equal("12345674", page.Find("[data-testid=company-cvr]").GetAttribute("value")), PageHost.Patience);
        var saved = await host.Product.Get<CompanyEditor>().FindAsync(host.Product.Workspace, default);
        Assert.Equal(("12345674", "EUR", 14), (saved.RegistrationNo, saved.Currency, saved.PaymentTermsDays));
    }

    [Fact]
    public async Task Company_ThatCannotBeStored_SaysSoAndKeepsTheForm()
    {
        var page = host.Open<CompanyPage>("/settings/company");
        page.WaitForElement("[data-testid=company-name]", PageHost.Patience);
        await page.Find("[data-testid=company-name]").ChangeAsync("Nyt navn");
        await host.Product.Database.WriteAsync(
            host.Product.Workspace, async (db, token) => db.Remove(await db.Set<Workspace>().SingleAsync(w => w.Id == host.Product.Workspace, token)), default);

        await page.Find("form").SubmitAsync();

        page.WaitForAssertion(() => Assert.StartsWith("Ikke gemt.", page.Find("[data-testid=form-notice] strong").TextContent, StringComparison.Ordinal), PageHost.Patience);
        Assert.Equal("Nyt navn", page.Find("[data-testid=company-name]").GetAttribute("value"));
        Assert.Empty(host.Toasts);
    }

    [Fact]
    public async Task NewInvoice_BeginsWithTheCompanysCurrencyAndTerms()
    {
        await SaveCompanyAsync(new() { Name = "Eksempel ApS", Currency = "EUR", PaymentTermsDays = 30 });

        var editor = host.Open<InvoiceEditorPage>("/invoices/new");

        editor.WaitForAssertion(() => Assert.Equal("20.12.2026", editor.Find("[data-testid=due-date]").GetAttribute("value")), PageHost.Patience);
        Assert.Equal("EUR", editor.Find("[data-testid=currency]").Chosen());
    }

    [Fact]
    public async Task Company_WithAnotherCvrThanTheOrganisation_IsToldAtOnce_AndNoMoreWhenTheyAgree()
    {
        var page = host.Browser.Render<CompanyPage>();
        page.WaitForElement("[data-testid=company-cvr]", PageHost.Patience);
        Assert.Empty(page.FindAll("[data-testid=other-organization]"));

        await SaveCompanyAsync(new() { Name = "Eksempel ApS", RegistrationNo = "12345674" });
        var notice = page.WaitForElement("[data-testid=other-organization]", PageHost.Patience);
        Assert.Contains("PennaPay Prøvefirma ApS med CVR-nr. 99001232", notice.TextContent, StringComparison.Ordinal);
        Assert.Contains("Eksempel ApS har CVR-nr. 12345674", notice.TextContent, StringComparison.Ordinal);

        await SaveCompanyAsync(new() { Name = "Eksempel ApS", RegistrationNo = "99001232" });
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[data-testid=other-organization]")), PageHost.Patience);
    }

    [Fact]
    public async Task Numbering_InASeriesOfBillys_ShowsWhatEachChoiceGives()
    {
        var page = await OpenNumberingAsync("Sequential");
        Assert.Equal("Billy nummererer fortløbende", page.Find("[data-testid=numbering-mode] strong").TextContent);
        Assert.Equal("Gives af Billy ved godkendelsen", page.Find("[data-testid=example-invoice-no]").TextContent);
        Assert.Equal("1001", page.Find("[data-testid=example-order-no]").TextContent);

        await page.Find("[data-testid=use-InvoiceNumber]").ChangeAsync("InvoiceNumber");
        Assert.Equal("1001", page.Find("[data-testid=example-invoice-no]").TextContent);
        Assert.Single(page.FindAll("[data-testid=numbering-caution]"));
        await page.Find("form").SubmitAsync();

        page.WaitForAssertion(() => Assert.Equal("Nummereringen er gemt", Assert.Single(host.Toasts).Title), PageHost.Patience);
        Assert.Equal(NumberUse.InvoiceNumber, (await host.Product.Get<BillyConnector>().ViewAsync(host.Product.Workspace, default)).NumberUse);
    }

    [Fact]
    public async Task Numbering_WhereBillyDoesNotNumber_SaysWhyOneChoiceIsClosed()
    {
        host.Product.Billy.CreateCompany(new SandboxCompanyOptions { Token = "manualmanualmanualmanual", InvoiceNoMode = "manual" });
        await host.Product.Get<BillyConnector>().ConnectAsync(host.Product.Owner, "manualmanualmanualmanual", sandbox: true, default);

        var page = await OpenNumberingAsync("Manual");

        Assert.True(page.Find("[data-testid=use-Reference]").HasAttribute("disabled"));
        Assert.Contains("Billy afviser kladder uden nummer", page.Find("[data-testid=use-Reference-reason]").TextContent, StringComparison.Ordinal);
        Assert.Equal("1001", page.Find("[data-testid=example-invoice-no]").TextContent);
    }

    [Fact]
    public async Task Numbering_WithoutAConnection_LeadsToIt()
    {
        await host.Product.Get<BillyConnector>().DisconnectAsync(host.Product.Owner, default);

        var page = host.Browser.Render<NumberingPage>();

        page.WaitForElement("[data-testid=numbering-not-connected] a[href='/settings/billy']", PageHost.Patience);
        Assert.Empty(page.FindAll("form"));
    }

    [Fact]
    public async Task Numbering_ThatIsBeingChosen_Stays_UntilItIsNotToBeHadAnyMore()
    {
        var page = await OpenNumberingAsync("Sequential");
        await page.Find("[data-testid=use-InvoiceNumber]").ChangeAsync("InvoiceNumber");

        await host.Product.Get<BillySettingsEditor>().SaveAsync(host.Owner, new("1110", false, null), default);
        await host.EventuallyAsync(() => Assert.True(page.Find("[data-testid=use-InvoiceNumber]").HasAttribute("checked")));
        Assert.True(page.Instance.IsUnsaved());
        await host.Product.Get<BillyConnector>().DisconnectAsync(host.Owner, default);

        page.WaitForElement("[data-testid=numbering-not-connected]", PageHost.Patience);
        Assert.False(page.Instance.IsUnsaved());
    }

    [Fact]
    public async Task BillySettings_ThatAreBeingTyped_StayWhenAnotherWindowSaves()
    {
        var view = await host.Product.Get<BillyConnector>().ViewAsync(host.Product.Workspace, default);
        var form = host.Browser.Render<BillySettingsForm>(parameters => parameters.Add(f => f.View, view));
        form.WaitForElement("#account-codes option", PageHost.Patience);
        view = await SaveElsewhereAsync("1110");
        form.Render(parameters => parameters.Add(f => f.View, view));
        Assert.Equal("1110", form.Find("[data-testid=account-code]").GetAttribute("value"));

        await form.InvokeAsync(() => form.Find("[data-testid=account-code]").ChangeAsync("1130"));
        view = await SaveElsewhereAsync(null);
        form.Render(parameters => parameters.Add(f => f.View, view));

        Assert.Equal("1130", form.Find("[data-testid=account-code]").GetAttribute("value"));
        await form.InvokeAsync(form.Instance.SaveAsync);
        form.WaitForAssertion(() => Assert.Equal("Indstillingerne er gemt", Assert.Single(host.Toasts).Title), PageHost.Patience);
        Assert.False(form.Instance.IsUnsaved());
        Assert.Equal("1130", (await host.Product.Get<BillyConnector>().ViewAsync(host.Product.Workspace, default)).DefaultAccountCode);
    }

    [Fact]
    public async Task Notifications_AreKeptForThePerson()
    {
        var page = host.Browser.Render<NotificationsPage>();
        page.WaitForElement("[data-testid=message-Automatic]", PageHost.Patience);
        Assert.All(page.FindAll("input"), input => Assert.True(input.HasAttribute("checked")));

        await page.Find("[data-testid=message-Automatic]").ChangeAsync(false);
        await page.Find("[data-testid=message-Batches]").ChangeAsync(false);
        await page.Find("form").SubmitAsync();
        page.WaitForAssertion(() => Assert.Equal("Dine notifikationer er gemt", Assert.Single(host.Toasts).Title), PageHost.Patience);

        var again = host.Browser.Render<NotificationsPage>();
        again.WaitForElement("[data-testid=message-Automatic]", PageHost.Patience);
        Assert.Equal([true, false, false], again.FindAll("input").Select(input => input.HasAttribute("checked")));
    }

    private async Task<IRenderedComponent<NumberingPage>> OpenNumberingAsync(string mode)
    {
        var page = host.Browser.Render<NumberingPage>();
        await host.EventuallyAsync(() => page.Find($"[data-testid=numbering][data-mode={mode}]"));
        return page;
    }

    private async Task<ConnectionView> SaveElsewhereAsync(string? account)
    {
        var result = await host.Product.Get<BillySettingsEditor>().SaveAsync(host.Owner, new(account, false, null), default);
        return Assert.IsType<SaveSettingsResult.Saved>(result).Connection;
    }

    private async Task SaveCompanyAsync(Company company) =>
        Assert.IsType<SaveCompanyResult.Saved>(await host.Product.Get<CompanyEditor>().SaveAsync(host.Owner, company, default));
}
