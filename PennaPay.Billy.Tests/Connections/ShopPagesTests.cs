using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Connections.OAuth;
using PennaPay.Billy.Core.Systems.Billit;
using PennaPay.Billy.Core.Systems.Billit.Api;
using PennaPay.Billy.Core.Systems.PlugAndPay;
using PennaPay.Billy.Core.Systems.PlugAndPay.Api;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Web.Components.Connections.Accounts;
using PennaPay.Billy.Web.Components.Connections.Shops;
using PennaPay.Billy.Web.Components.Connections.Sources;
using PennaPay.Billy.Web.Components.Practice;
using PennaPay.Billy.Web.Sandbox;
using PennaPay.Billy.Web.Sandbox.Billit;
using PennaPay.Billy.Web.Sandbox.PlugAndPay;
using BillitCompany = PennaPay.Billy.Web.Sandbox.Billit.BillitCompany;

namespace PennaPay.Billy.Tests.Connections;

/// <summary>The pages on which a shop and a company are connected, tested, ended and practised on.</summary>
public sealed class ShopPagesTests : IAsyncLifetime
{
    private PageHost host = null!;

    public ShopPagesTests() => PageHost.Speak("da-DK");

    private BillitSandbox Billit => host.Product.Sandbox.Billit;

    private PlugAndPaySandbox PlugAndPay => host.Product.Sandbox.PlugAndPay;

    public async Task InitializeAsync()
    {
        host = await PageHost.StartAsync(connected: false);
        var at = host.Product.Sandbox.BaseAddress;
        host.Product.Get<PlugAndPayEndpoints>().Sandbox = new Uri(at, PlugAndPaySandbox.ApiPath + "/");
        BillitPortal.Open(host.Product.Get<BillitEndpoints>(), Billit, new Uri(at, BillitSandbox.RootPath + "/"));
        var options = Options.Create(new SandboxOptions { Enabled = true });
        host.Browser.Services.AddSingleton(options);
        host.Browser.Services.AddSingleton(new PracticeDesk(host.Product.Get<ConnectionOpener>(), [], [new PlugAndPayPractice(PlugAndPay), new BillitPractice(Billit)], options));
    }

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Fact]
    public async Task EverySystem_SaysWhatItIsFor()
    {
        var page = host.Open<ConnectionsPage>("/settings/connections");

        await host.EventuallyAsync(() => Assert.Equal(
            ["billy", "pennylane", "plugandpay", "billit"], page.FindAll("[data-testid=system]").Select(system => system.GetAttribute("data-system"))));
        Assert.Equal(4, page.FindAll("[data-testid=what-for]").Count);
        Assert.Contains("Hver butik forbindes for sig", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shop_IsConnectedByItsKey_AndShowsItsName()
    {
        var page = host.Open<PlugAndPayConnectPage>("/settings/connections/plugandpay");
        Assert.Equal(4, page.FindAll("[data-testid=steps] li").Count);
        Assert.StartsWith("https://plugandpay.com", page.Find("[data-testid=create-account]").GetAttribute("href"), StringComparison.Ordinal);

        await page.Find("[data-testid=connect]").Closest("form")!.SubmitAsync();
        Assert.Equal("Indsæt adgangsnøglen.", page.WaitForElement("[data-testid=token-error]", PageHost.Patience).TextContent);
        await page.Find("[data-testid=use-sandbox]").ClickAsync(new());

        var id = await ConnectedAsync(PlugAndPayConnection.SystemId);
        page.WaitForAssertion(() => Assert.EndsWith($"/settings/connections/plugandpay/{id}", host.Navigation.Uri, StringComparison.Ordinal), PageHost.Patience);
        var shop = host.Open<PlugAndPayPage>($"/settings/connections/plugandpay/{id}", with => with.Add(of => of.Id, id));
        await host.EventuallyAsync(() => Assert.Equal("Studio Noord", shop.Find("[data-testid=account-name]").TextContent));
        Assert.NotEmpty(shop.Find("[data-testid=connected-since]").TextContent.Trim());
        await shop.Find("[data-testid=test-connection]").ClickAsync(new());
        Assert.Contains(host.Toasts, toast => toast.Title == "Forbindelsen virker");
    }

    [Fact]
    public async Task Company_IsChosen_AndOneWithoutApiIsExplainedAndNotOffered()
    {
        var choice = await SignInAsync(Billit.Companies[0], Billit.Companies[1]);
        var page = host.Open<ChooseAccountPage>($"/settings/connections/billit/choose?id={choice}", with => with.Add(of => of.System, "billit"));
        await host.EventuallyAsync(() => Assert.Equal(3, page.FindAll("[data-testid=offer]").Count));
        var refused = Assert.Single(page.FindAll("[data-usable=false]"));
        Assert.True(refused.QuerySelector("input")!.HasAttribute("disabled"));
        Assert.Contains("giver ikke adgang med API", refused.TextContent, StringComparison.Ordinal);
        Assert.Contains("logger du ind igen for hver", page.Markup, StringComparison.Ordinal);

        await page.Find("form").SubmitAsync();
        Assert.Equal("Vælg en virksomhed.", page.WaitForElement("[data-testid=choice-missing]", PageHost.Patience).TextContent);
        await page.FindAll("input[type=radio]")[1].ChangeAsync(true);
        await page.Find("form").SubmitAsync();

        var id = await ConnectedAsync(BillitConnection.SystemId);
        page.WaitForAssertion(() => Assert.EndsWith($"/settings/connections/billit/{id}", host.Navigation.Uri, StringComparison.Ordinal), PageHost.Patience);
        var company = host.Open<BillitPage>($"/settings/connections/billit/{id}", with => with.Add(of => of.Id, id));
        await host.EventuallyAsync(() => Assert.Equal(Billit.Companies[1].Name, company.Find("[data-testid=account-name]").TextContent));
        await host.AnswerAsync(() => company.Find("[data-testid=disconnect]").ClickAsync(new()), answer: true);
        await host.EventuallyAsync(() => Assert.NotNull(company.Find("[data-testid=disconnected]")));
    }

    [Fact]
    public async Task Choice_ThatIsOver_SaysSo()
    {
        var page = host.Open<ChooseAccountPage>($"/settings/connections/billit/choose?id={Guid.NewGuid()}", with => with.Add(of => of.System, "billit"));

        await host.EventuallyAsync(() => Assert.Contains("Der er intet at vælge", page.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task OwnKey_ThatOpensSeveral_IsAskedForWhich()
    {
        var page = host.Open<BillitConnectPage>("/settings/connections/billit");
        await page.Find("[data-testid=token]").InputAsync(Billit.DefaultToken);
        await page.Find("[data-testid=token-is-sandbox]").ChangeAsync(true);
        await page.Find("[data-testid=connect]").Closest("form")!.SubmitAsync();
        await host.EventuallyAsync(() => Assert.Equal(3, page.FindAll("[data-testid=offer]").Count));
        Assert.DoesNotContain(Billit.DefaultToken, page.Markup, StringComparison.Ordinal);

        await page.FindAll("input[type=radio]")[0].ChangeAsync(true);
        await page.Find("[data-testid=account-choice]").SubmitAsync();

        Assert.Equal(Billit.Companies[0].Name, (await host.Product.Get<ConnectionStore>().FindAsync(
            host.Product.Workspace, await ConnectedAsync(BillitConnection.SystemId), default))!.AccountName);
    }

    [Fact]
    public async Task PeopleOfAShop_BuyPayAndTakeBack()
    {
        Assert.IsType<ConnectResult.Connected>(await host.Product.Get<Connector>().ConnectAsync(
            host.Owner, PlugAndPayConnection.SystemId, PlugAndPay.DefaultToken, sandbox: true, default));
        var id = await ConnectedAsync(PlugAndPayConnection.SystemId);
        var before = PlugAndPay.Default.Orders.Count;
        var page = host.Open<SourcePracticePage>($"/practice/{id}", with => with.Add(of => of.Id, id));
        await host.EventuallyAsync(() => Assert.NotNull(page.Find("[data-testid=practice-Order]")));

        foreach (var order in (string[])["Order", "OrderOfCompany", "OrderBeforeVat"])
            await page.Find($"[data-testid=practice-{order}]").ClickAsync(new());
        Assert.Equal(before + 3, PlugAndPay.Default.Orders.Count);
        var placed = PlugAndPay.Default.Orders[^1];
        Assert.Equal((false, "Jacobs & Zonen BV"), (placed.IsTaxIncluded, placed.Buyer.Company));
        Assert.True(PlugAndPay.Default.Orders[^3].IsTaxIncluded);
        await ActAsync("Pay");
        await ActAsync("Credit");

        Assert.Equal(OrderPayments.Credited, PlugAndPay.Default.Order(placed.Id).PaymentStatus);
        Assert.Equal(placed.Id, PlugAndPay.Default.Orders[^1].Credits);
        await ActAsync("Delete");
        Assert.NotNull(PlugAndPay.Default.Order(placed.Id).DeletedAt);

        Task ActAsync(string act) => page.Find($"[data-testid=practice-document][data-id='{placed.Id}'] [data-testid=practice-{act}]").ClickAsync(new());
    }

    [Fact]
    public async Task PeopleOfACompany_PayAndRefuse_AndTimePasses_InThatCompanyAlone()
    {
        Assert.IsType<ConnectResult.Connected>(await host.Product.Get<Connector>().ConnectAsync(
            host.Owner, BillitConnection.SystemId, Billit.DefaultToken, sandbox: true, default, new BillitCompanyId(Billit.Companies[1].Id).ToString()));
        var id = await ConnectedAsync(BillitConnection.SystemId);
        var open = Assert.Single(Billit.Companies[1].Orders);
        var page = host.Open<SourcePracticePage>($"/practice/{id}", with => with.Add(of => of.Id, id));
        await host.EventuallyAsync(() => Assert.Single(page.FindAll("[data-testid=practice-document]")));
        Assert.Empty(page.FindAll("[data-testid=practice-read]"));

        await page.Find("[data-testid=practice-Pay]").ClickAsync(new());
        Assert.True(Billit.Companies[1].Order(open.OrderID).Paid);
        var before = Billit.Now;
        await page.Find("[data-testid=practice-PassTime]").ClickAsync(new());
        Assert.True(Billit.Now - before >= TimeSpan.FromMinutes(10));

        // The only one of this company that is reached by Peppol is itself.
        var party = Billit.Companies[1].AddCustomer("Bakkerij Zon", vatNumber: Billit.Companies[1].VatNumber);
        var sent = Billit.Companies[1].AddInvoice(party, 100m);
        Billit.Companies[1].Send([sent], "Peppol", isStrict: true);
        await host.EventuallyAsync(() => Assert.NotNull(page.Find($"[data-id='{open.OrderID}']")));
        await page.Find("[data-testid=practice-PassTime]").ClickAsync(new());
        await page.Find($"[data-testid=practice-document][data-id='{sent}'] [data-testid=practice-Refuse]").ClickAsync(new());
        Assert.Equal("Refused", Billit.Companies[1].Order(sent).Status);
    }

    private async Task<Guid> SignInAsync(params IReadOnlyList<BillitCompany> companies)
    {
        var signIns = host.Product.Get<OAuthSignIns>();
        var address = await signIns.BeginAsync(host.Owner, BillitConnection.SystemId, sandbox: true, null, BillitPortal.Back, default);
        var result = await signIns.FinishAsync(host.Owner, await BillitPortal.AnswerAsync(address!, companies), default);
        return Assert.IsType<SignInResult.Choose>(result).Id;
    }

    private async Task<Guid> ConnectedAsync(string system)
    {
        var store = host.Product.Get<ConnectionStore>();
        Connection? found = null;
        await Until.TrueAsync(async () => (found = await store.CurrentAsync(host.Product.Workspace, system, default)) is not null);
        return found!.Id;
    }
}
