using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Systems.PlugAndPay;
using PennaPay.Billy.Core.Systems.PlugAndPay.Api;
using PennaPay.Billy.Tests.Push;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Web.Sandbox.PlugAndPay;

namespace PennaPay.Billy.Tests.Systems.PlugAndPay;

/// <summary>Connecting shops by their keys, against the sandbox over HTTP.</summary>
public sealed class PlugAndPayConnectTests : IAsyncLifetime
{
    private PushHost product = null!;
    private PlugAndPayServer server = null!;

    private PlugAndPaySandbox Sandbox => server.Control;

    public async Task InitializeAsync()
    {
        product = await PushHost.StartAsync(connected: false, services =>
            services.Configure<PlugAndPayOptions>(options => (options.RequestsPerSecond, options.MaxReadRetries) = (0, 0)));
        server = await PlugAndPayServer.StartAsync(product.Clock);
        product.Get<PlugAndPayEndpoints>().Sandbox = server.BaseAddress;
    }

    public async Task DisposeAsync()
    {
        await server.DisposeAsync();
        await product.DisposeAsync();
    }

    [Fact]
    public async Task Shop_IsConnectedByItsLongKey_AndShownByItsName()
    {
        var key = Sandbox.AddKey(Sandbox.Shops[1]);
        Assert.True(key.Length > 900);

        var connected = Assert.IsType<ConnectResult.Connected>(await ConnectAsync($"{key}\n"));

        var row = (await product.Get<ConnectionStore>().FindAsync(product.Workspace, connected.Connection.Id!.Value, default))!;
        Assert.Equal(
            (Sandbox.Shops[1].Id.ToString(System.Globalization.CultureInfo.InvariantCulture), "Atelier Zuid", "EUR", null, key[^4..], false),
            (row.AccountId, row.AccountName, row.Currency, row.CountryCode, row.SecretHint, row.IsListed));
        Assert.DoesNotContain(key, row.Secret, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EachShop_IsAConnectionOfItsOwn()
    {
        var first = Assert.IsType<ConnectResult.Connected>(await ConnectAsync(Sandbox.AddKey(Sandbox.Shops[0])));
        var second = Assert.IsType<ConnectResult.Connected>(await ConnectAsync(Sandbox.AddKey(Sandbox.Shops[1])));
        var again = Assert.IsType<ConnectResult.Connected>(await ConnectAsync(Sandbox.AddKey(Sandbox.Shops[0])));

        Assert.NotEqual(first.Connection.Id, second.Connection.Id);
        Assert.Equal(first.Connection.Id, again.Connection.Id);
    }

    [Fact]
    public async Task KeyThatIsNone_OrWasTakenBack_IsRefused()
    {
        Assert.Equal(FailureCodes.TokenRejected, Assert.IsType<ConnectResult.Failed>(await ConnectAsync("no-key-of-any-shop-in-here")).Failure.Code);
        var connected = Assert.IsType<ConnectResult.Connected>(await ConnectAsync(Sandbox.AddKey(Sandbox.Shops[1])));
        Sandbox.Revoke(Sandbox.Shops[1]);

        var tested = await product.Get<Connector>().TestAccountAsync(product.Owner, connected.Connection.Id!.Value, default);

        Assert.Equal(FailureCodes.TokenRejected, Assert.IsType<TestResult.Failed>(tested).Failure.Code);
    }

    [Fact]
    public async Task SentElsewhere_SaysThatItWasTakenForAVisitor()
    {
        await using var elsewhere = await LocalServer.StartAsync(_ => { }, app => app.Map("/{**path}", () => Results.Redirect("https://example.com/")));
        product.Get<PlugAndPayEndpoints>().Sandbox = new Uri(elsewhere.Urls.Single() + "/v2/");

        var failure = Assert.IsType<ConnectResult.Failed>(await ConnectAsync(Sandbox.DefaultToken)).Failure;

        Assert.Equal(FailureCodes.SystemUnavailable, failure.Code);
        Assert.Contains("took it for a visitor's", failure.Detail, StringComparison.Ordinal);
    }

    private Task<ConnectResult> ConnectAsync(string key) =>
        product.Get<Connector>().ConnectAsync(product.Owner, PlugAndPaySystem.SystemId, key, sandbox: true, default);
}
