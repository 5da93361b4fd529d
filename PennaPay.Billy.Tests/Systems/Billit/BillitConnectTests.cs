using System.Globalization;
using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Connections.OAuth;
using PennaPay.Billy.Core.Systems.Billit;
using PennaPay.Billy.Core.Systems.Billit.Api;
using PennaPay.Billy.Tests.Support;
using static PennaPay.Billy.Tests.Systems.Billit.BillitConnectHost;

namespace PennaPay.Billy.Tests.Systems.Billit;

/// <summary>Connecting companies in Billit, by signing in and by a key, against the sandbox over HTTP.</summary>
public sealed class BillitConnectTests : IAsyncLifetime
{
    private BillitConnectHost host = null!;

    public async Task InitializeAsync() => host = await BillitConnectHost.StartAsync();

    public Task DisposeAsync() => host.DisposeAsync().AsTask();

    [Fact]
    public async Task Company_IsKnownByWhatBillitSays()
    {
        var row = await host.ConnectionAsync(await host.ConnectAsync());

        Assert.Equal(
            (IdOf(host.First), host.First.Name, host.First.VatNumber, "BE", "EUR", null, false),
            (row.AccountId, row.AccountName, row.RegistrationNo, row.CountryCode, row.Currency, row.SecretHint, row.IsListed));
        Assert.NotNull(BillitFacts.Of(row).Language);
        Assert.NotNull(BillitFacts.Of(row).HasLedgerAccounts);
    }

    [Fact]
    public async Task Refused_ConnectsNothing()
    {
        var result = await host.FinishAsync();

        Assert.Equal(FailureCodes.SignInRefused, Assert.IsType<SignInResult.Failed>(result).Failure.Code);
        Assert.Empty(await host.AllAsync<Connection>());
        Assert.Equal(0, host.Requests("OAuth2/token"));
    }

    [Fact]
    public async Task Key_OfOneCompany_IsConnected()
    {
        var key = host.Sandbox.AddKey(host.Second);

        var connected = Assert.IsType<ConnectResult.Connected>(await ConnectAsync($" {key} "));

        var row = await host.ConnectionAsync(connected.Connection.Id!.Value);
        Assert.Equal((IdOf(host.Second), key[^4..]), (row.AccountId, row.SecretHint));
        Assert.IsType<TestResult.Verified>(await host.Connector.TestAccountAsync(host.Product.Owner, row.Id, default));
    }

    [Fact]
    public async Task Key_OfSeveral_LeavesTheChoice_AndChangesNothingUntilOneIsNamed()
    {
        var offers = Assert.IsType<ConnectResult.Choose>(await ConnectAsync(host.Sandbox.DefaultToken)).Offers;
        Assert.Equal([null, null, FailureCodes.CompanyWithoutApi], offers.Select(offer => offer.Refusal?.Code));
        Assert.Empty(await host.AllAsync<Connection>());

        Assert.Equal(
            [FailureCodes.CompanyWithoutApi, FailureCodes.ConnectionForbidden],
            [await RefusedAsync(IdOf(host.Closed)), await RefusedAsync("999999")]);
        Assert.IsType<ConnectResult.Connected>(await ConnectAsync(host.Sandbox.DefaultToken, IdOf(host.First)));
        Assert.IsType<ConnectResult.Connected>(await ConnectAsync(host.Sandbox.DefaultToken, IdOf(host.Second)));

        Assert.Equal([IdOf(host.First), IdOf(host.Second)], (await host.AllAsync<Connection>()).Select(row => row.AccountId).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Key_ThatIsNone_IsRefused()
    {
        Assert.Equal(FailureCodes.TokenRejected, Assert.IsType<ConnectResult.Failed>(await ConnectAsync("0123456789abcdef0123")).Failure.Code);
        Assert.Empty(await host.AllAsync<Connection>());
    }

    [Fact]
    public async Task Test_AsksAboutTheConnectionsOwnCompany()
    {
        await ConnectAsync(host.Sandbox.DefaultToken, IdOf(host.First));
        await ConnectAsync(host.Sandbox.DefaultToken, IdOf(host.Second));
        var rows = (await host.AllAsync<Connection>()).ToDictionary(row => row.AccountId);

        Assert.Equal(host.First.Name, Assert.IsType<TestResult.Verified>(await TestAsync(IdOf(host.First))).Connection.AccountName);
        host.Second.Set(allowsApi: false);
        Assert.Equal(FailureCodes.CompanyWithoutApi, Assert.IsType<TestResult.Failed>(await TestAsync(IdOf(host.Second))).Failure.Code);
        Assert.Null((await host.ConnectionAsync(rows[IdOf(host.First)].Id)).FailureCode);
        Assert.Equal(FailureCodes.CompanyWithoutApi, (await host.ConnectionAsync(rows[IdOf(host.Second)].Id)).FailureCode);

        Task<TestResult> TestAsync(string company) => host.Connector.TestAccountAsync(host.Product.Owner, rows[company].Id, default);
    }

    [Fact]
    public async Task Test_OfACompanyThatIsGone_SaysThatItIsNotOpen()
    {
        var id = await host.ConnectAsync();
        await host.Product.Get<ConnectionStore>().ChangeAsync(
            host.Product.Workspace, id, row => row.AccountId = 999_999.ToString(CultureInfo.InvariantCulture), default);

        Assert.Equal(
            FailureCodes.ConnectionForbidden, Assert.IsType<TestResult.Failed>(await host.Connector.TestAccountAsync(host.Product.Owner, id, default)).Failure.Code);
    }

    [Fact]
    public async Task NearItsEnd_TheTokenIsRenewedOnce_AndKeptBeforeItIsUsed()
    {
        var id = await host.ConnectAsync();
        var before = (await host.OpenAsync(id)).Opened!.Access.Token.Reveal();
        host.Product.Clock.Advance(TimeSpan.FromMinutes(51));

        var opened = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => host.OpenAsync(id)));

        Assert.Equal(2, host.Requests("OAuth2/token"));
        var now = Assert.Single(opened.Select(opening => opening.Opened!.Access.Token.Reveal()).Distinct());
        Assert.NotEqual(before, now);
        // What a program that starts anew would find.
        await host.Product.RestartAsync();
        BillitPortal.Open(host.Product.Get<BillitEndpoints>(), host.Sandbox, host.Server.Root);
        Assert.Equal(now, (await host.OpenAsync(id)).Opened!.Access.Token.Reveal());
        Assert.IsType<TestResult.Verified>(await host.Connector.TestAccountAsync(host.Product.Owner, id, default));
        Assert.Equal(2, host.Requests("OAuth2/token"));
    }

    [Fact]
    public async Task TakenBackThere_SaysConnectAgain_AndSigningInGoesOn()
    {
        var id = await host.ConnectAsync();
        host.Sandbox.Revoke(host.First);
        host.Product.Clock.Advance(TimeSpan.FromMinutes(51));

        Assert.Equal(FailureCodes.ConnectAgain, (await host.OpenAsync(id)).Refusal?.Code);

        var again = await host.SignIns.FinishAsync(host.Product.Owner, await host.SignInAsync(id, host.First), default);
        Assert.Equal(id, Assert.IsType<SignInResult.Connected>(again).Connection);
        Assert.NotNull((await host.OpenAsync(id)).Opened);
    }

    [Fact]
    public async Task Disconnected_TheTokenIsTakenBack()
    {
        var id = await host.ConnectAsync();

        var (_, isUntold) = await host.Connector.DisconnectAccountAsync(host.Product.Owner, id, default);

        Assert.False(isUntold);
        Assert.Equal(1, host.Requests("OAuth2/revoke"));
        Assert.Null((await host.ConnectionAsync(id)).Secret);
    }

    private async Task<string> RefusedAsync(string account) =>
        Assert.IsType<ConnectResult.Failed>(await ConnectAsync(host.Sandbox.DefaultToken, account)).Failure.Code;

    private Task<ConnectResult> ConnectAsync(string key, string? account = null) =>
        host.Connector.ConnectAsync(host.Product.Owner, BillitSystem.SystemId, key, sandbox: true, default, account);
}
