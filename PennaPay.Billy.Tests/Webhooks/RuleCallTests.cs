using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Connections.Webhooks;
using PennaPay.Billy.Core.Sync.Sources;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Web.Sandbox.Engine;
using PennaPay.Billy.Web.Sandbox.PlugAndPay;
using SandboxShop = PennaPay.Billy.Web.Sandbox.PlugAndPay.PlugAndPayShop;

namespace PennaPay.Billy.Tests.Webhooks;

/// <summary>A shop that calls the whole program, over HTTP both ways, on a clock that is moved by hand.</summary>
public sealed class RuleCallTests : IAsyncLifetime
{
    private const string SystemId = "plugandpay";

    private static readonly HttpClient Caller = new() { Timeout = TimeSpan.FromSeconds(30) };

    private readonly TestClock clock = new();
    private TestApp app = null!;
    private Actor owner = null!;
    private SandboxShop shop = null!;
    private Guid connection;

    public async Task InitializeAsync()
    {
        app = TestApp.Start(new Dictionary<string, string?> { ["PlugAndPay:RequestsPerSecond"] = "0", ["PlugAndPay:MaxReadRetries"] = "0" }, services: services => services.AddSingleton<TimeProvider>(clock));
        owner = await app.CreateOwnerAsync();
        Sandbox.Behaviour.RequestsPerMinute = 0;
        shop = Sandbox.AddShop("Proefwinkel");
        Assert.IsType<ConnectResult.Connected>(await Get<Connector>().ConnectAsync(owner, SystemId, Sandbox.AddKey(shop), sandbox: true, default));
        connection = (await Get<ConnectionStore>().CurrentAsync(owner.Workspace, SystemId, default))!.Id;
    }

    public Task DisposeAsync() => app.DisposeAsync().AsTask();

    [Fact]
    public async Task WithoutAnAddressOfOurs_NoRuleIsMade()
    {
        await Get<WebhookKeeper>().EnsureAsync(owner.Workspace, connection, default);
        Assert.Empty(shop.Rules);
    }

    [Fact]
    public async Task NewOrder_IsReadWithinSeconds_WithoutWaitingForTheClock()
    {
        await ActivateAsync();
        await MakeRulesAsync();
        Assert.Equal(["order_invoice_created", "order_paid"], shop.Rules.Select(rule => rule.TriggerType));
        var order = shop.PlaceOrder("Cursus", 121m);
        await Sandbox.WhenQuietAsync();
        Assert.Equal(200, Assert.Single(Sandbox.RuleCalls).Status);
        clock.Advance(SourceCalls.Soon);

        await Until.TrueAsync(async () => await StandingAsync(order) is SourceStanding.Open);
        shop.Pay(order);
        await Sandbox.WhenQuietAsync();
        clock.Advance(SourceCalls.Soon);
        await Until.TrueAsync(async () => await StandingAsync(order) is SourceStanding.Paid);
    }

    [Fact]
    public async Task WrongAddressOtherShopOtherRuleAndGarbage_AreRefused_AndNothingIsRead()
    {
        await ActivateAsync();
        await MakeRulesAsync();
        var (rule, before) = (shop.Rules[0], Sandbox.Requests().Count);
        var own = Body(rule.Id, shop.Id);
        Assert.Equal(HttpStatusCode.NotFound, await PostAsync(new(app.Url, "/hooks/" + new string('a', 43)), own));
        Assert.Equal(HttpStatusCode.NotFound, await PostAsync(new(app.Url, "/hooks/x"), own));
        Assert.Equal(HttpStatusCode.Forbidden, await PostAsync(new(rule.Url), Body(rule.Id, shop.Id + 211)));
        Assert.Equal(HttpStatusCode.Forbidden, await PostAsync(new(rule.Url), Body(rule.Id + 1, shop.Id)));
        Assert.Equal(HttpStatusCode.Forbidden, await PostAsync(new(rule.Url), "<html>"));
        Assert.Equal(HttpStatusCode.Forbidden, await PostAsync(new(rule.Url), "[]"));
        Assert.Equal(HttpStatusCode.Forbidden, await PostAsync(new(rule.Url), ""));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await PostAsync(new(rule.Url), new string(' ', 300_000)));
        clock.Advance(SourceCalls.Soon);
        await Get<SourceCalls>().Last;

        Assert.Equal(before, Sandbox.Requests().Count);
    }

    [Fact]
    public async Task ThousandCalls_AreAnsweredFast_AndAreOneRound()
    {
        await ActivateAsync();
        await MakeRulesAsync();
        var rule = shop.Rules[0];
        var body = Body(rule.Id, shop.Id);
        Assert.Equal(HttpStatusCode.OK, await PostAsync(new(rule.Url), body));
        var before = Sandbox.Requests().Count;
        using var lane = new SemaphoreSlim(50);
        var answers = await Task.WhenAll(Enumerable.Range(0, 1000).Select(async _ =>
        {
            await lane.WaitAsync();
            try
            {
                return await PostAsync(new(rule.Url), body);
            }
            finally
            {
                lane.Release();
            }
        }));
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer));
        clock.Advance(SourceCalls.Soon);
        await Get<SourceCalls>().Last;

        // A round of a shop without orders asks twice: for what is new, and for what is paid.
        await Until.TrueAsync(() => Sandbox.Requests().Count >= before + 2);
        clock.Advance(TimeSpan.FromSeconds(30));
        await Get<SourceCalls>().Last;
        Assert.Equal(before + 2, Sandbox.Requests().Count);
    }

    [Fact]
    public async Task RuleWhoseAnswerWasLost_IsFoundAgain_AndThereIsNoSecond()
    {
        Sandbox.Plan(new() { Kind = SandboxFaultKind.CommitThenDrop, Method = "POST", PathContains = "rules" });
        await MakeRulesAsync();
        Assert.Single(shop.Rules);
        await MakeRulesAsync();

        Assert.Equal(["order_invoice_created", "order_paid"], shop.Rules.Select(rule => rule.TriggerType));
        Assert.All(await WebhooksAsync(), row => Assert.NotNull(row.RemoteId));
    }

    [Fact]
    public async Task RuleThatNeverArrived_IsMadeAnew()
    {
        Sandbox.Plan(new() { Kind = SandboxFaultKind.Refuse, Method = "POST", PathContains = "rules" });
        await MakeRulesAsync();
        Assert.Empty(shop.Rules);
        await MakeRulesAsync();
        Assert.Equal((2, 2), (shop.Rules.Count, (await WebhooksAsync()).Count(row => row.RemoteId is not null)));
    }

    [Fact]
    public async Task Disconnecting_RemovesOurRules_AndLeavesOthers()
    {
        await MakeRulesAsync();
        var address = shop.Rules[0].Url;
        shop.PutRule(new SandboxRule { Name = "Boekhouding", Url = "https://elders.example/", TriggerType = "order_paid" });
        await Get<Connector>().DisconnectAccountAsync(owner, connection, default);

        Assert.Equal("Boekhouding", Assert.Single(shop.Rules).Name);
        Assert.Empty(await WebhooksAsync());
        Assert.Equal(HttpStatusCode.NotFound, await PostAsync(new(address), "{}"));
    }

    [Fact]
    public async Task Disconnecting_WhileTheShopIsAway_DisconnectsAllTheSame()
    {
        await MakeRulesAsync();
        Sandbox.Plan(new() { Kind = SandboxFaultKind.ServerError, Method = "DELETE", Times = 5 });
        var (view, _) = await Get<Connector>().DisconnectAccountAsync(owner, connection, default);
        Assert.Equal(ConnectionStatus.NotConnected, view.Status);
        Assert.Empty(await WebhooksAsync());
    }

    private PlugAndPaySandbox Sandbox => app.Services.GetRequiredService<PlugAndPaySandbox>();

    private T Get<T>()
        where T : notnull => app.Services.GetRequiredService<T>();

    private async Task ActivateAsync()
    {
        await Get<SourceSwitch>().ActivateAsync(owner, connection, new Dictionary<string, string?>(), default);
        await Until.TrueAsync(async () => (await Get<SourceOverview>().ReadAsync(owner.Workspace, connection, SystemId, default))!.IsWhole);
    }

    private Task MakeRulesAsync()
    {
        Get<IOptions<PublicAddress>>().Value.Text = app.Url.AbsoluteUri;
        return Get<WebhookKeeper>().EnsureAsync(owner.Workspace, connection, default);
    }

    private async Task<SourceStanding?> StandingAsync(long order)
    {
        await using var db = app.Database.Read(owner.Workspace);
        var id = order.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return await db.Set<SourcedInvoice>().Where(row => row.RemoteId == id).Select(row => (SourceStanding?)row.Standing).FirstOrDefaultAsync();
    }

    private async Task<List<Webhook>> WebhooksAsync()
    {
        await using var db = app.Database.Read(owner.Workspace);
        return await db.Set<Webhook>().ToListAsync();
    }

    private static async Task<HttpStatusCode> PostAsync(Uri address, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await Caller.PostAsync(address, content);
        return answer.StatusCode;
    }

    private static string Body(long rule, long shop) =>
        $$$"""{"event":{"trigger_type":"order_paid","triggerable_id":1,"triggerable_type":"order"},"rule_id":{{{rule}}},"sent_at":"2026-11-20T09:00:00Z","tenant_id":{{{shop}}}}""";
}
