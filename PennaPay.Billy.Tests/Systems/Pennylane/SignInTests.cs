using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Connections.OAuth;

namespace PennaPay.Billy.Tests.Systems.Pennylane;

/// <summary>Connecting by signing in at the system, and the tokens that come of it, against the sandbox over HTTP.</summary>
public sealed class SignInTests : IAsyncLifetime
{
    private SourceHost host = null!;

    public async Task InitializeAsync() => host = await SourceHost.StartAsync();

    public Task DisposeAsync() => host.DisposeAsync().AsTask();

    [Fact]
    public async Task SignedIn_TheCompanyIsConnected_AndCanBeRead()
    {
        await host.ConnectBySignInAsync();

        var connection = await host.ConnectionAsync();
        Assert.Equal(("Essai SARL", null, true), (connection.AccountName, connection.SecretHint, connection.SecretExpiresAt > host.Clock.GetUtcNow().AddHours(23)));
        // What only gives takes no pushes.
        Assert.False(connection.IsListed);
        Assert.True((await OpenAsync()).Opened!.Access.IsGranted);
        Assert.DoesNotContain("access", connection.Secret, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Refused_NothingIsConnected()
    {
        var result = await host.FinishAsync(await host.SignInAsync(allow: false));

        Assert.Equal(FailureCodes.SignInRefused, Assert.IsType<SignInResult.Failed>(result).Failure.Code);
        Assert.Empty(await host.AllAsync<Connection>());
        Assert.Empty(await host.AllAsync<OAuthSignIn>());
    }

    [Fact]
    public async Task WhatCameBack_IsWorthSomethingOnce_AndOnlyToWhoBegan_AndNotForLong()
    {
        var answer = await host.SignInAsync();
        var other = Actor.Person(host.Product.Workspace, Guid.CreateVersion7(), "anden@eksempel.dk", Role.Owner);
        Assert.Equal(FailureCodes.SignInOver, Failed(await host.Product.Get<OAuthSignIns>().FinishAsync(other, answer, default)));
        Assert.Equal(FailureCodes.SignInOver, Failed(await host.FinishAsync(answer with { State = "guessed" })));
        Assert.IsType<SignInResult.Connected>(await host.FinishAsync(answer));
        Assert.Equal(FailureCodes.SignInOver, Failed(await host.FinishAsync(answer)));

        var late = await host.SignInAsync();
        host.Clock.Advance(OAuthSignIns.Longest);
        Assert.Equal(FailureCodes.SignInOver, Failed(await host.FinishAsync(late)));
        Assert.Single(await host.AllAsync<Connection>());
    }

    [Fact]
    public async Task CodeOfAnother_IsRefused()
    {
        var (mine, others) = (await host.SignInAsync(), await host.SignInAsync());
        // Whoever slips a code of theirs under somebody's state has not the proof that goes with it.
        Assert.Equal(FailureCodes.SignInOver, Failed(await host.FinishAsync(mine with { Code = others.Code })));
        Assert.Empty(await host.AllAsync<Connection>());
    }

    [Fact]
    public async Task AnotherCompany_IsAnotherConnection_AndNoneInPlaceOfTheOneThatIsToWorkAgain()
    {
        await host.ConnectBySignInAsync();
        var second = host.Sandbox.AddCompany("Deuxième SAS");

        var wrong = await host.FinishAsync(await host.SignInAsync(company: second, connection: host.Connection));
        Assert.Equal(FailureCodes.SignInOtherAccount, Failed(wrong));
        Assert.Single(await host.AllAsync<Connection>());

        var added = Assert.IsType<SignInResult.Connected>(await host.FinishAsync(await host.SignInAsync(company: second)));
        Assert.True(added.IsNew);
        var again = Assert.IsType<SignInResult.Connected>(await host.FinishAsync(await host.SignInAsync(connection: host.Connection)));
        Assert.Equal((host.Connection, false), (again.Connection, again.IsNew));
        Assert.Equal(2, (await host.AllAsync<Connection>()).Count);
    }

    [Fact]
    public async Task FiftyAtOnce_NearTheEnd_AskForOneNewPair()
    {
        await host.ConnectBySignInAsync();
        host.Clock.Advance(TimeSpan.FromHours(23));
        var before = host.Sandbox.Requests().Count;

        var opened = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => OpenAsync()));

        Assert.All(opened, opening => Assert.NotNull(opening.Opened));
        Assert.Equal(1, host.Sandbox.Requests().Skip(before).Count(request => request.Path.Contains("/oauth/token", StringComparison.Ordinal)));
        Assert.Single(opened.Select(opening => opening.Opened!.Access.Token.Reveal()).Distinct());
        Assert.Equal("Essai SARL", Assert.IsType<TestResult.Verified>(await host.Product.Get<Connector>().TestAsync(host.Product.Owner, SourceHost.SystemId, default)).Connection.AccountName);
    }

    [Fact]
    public async Task TakenBack_SaysConnectAgain_AndSigningInGoesOn()
    {
        await host.ConnectBySignInAsync();
        host.Sandbox.Revoke(host.Company);
        host.Clock.Advance(TimeSpan.FromHours(23));

        Assert.Equal(FailureCodes.ConnectAgain, (await OpenAsync()).Refusal?.Code);
        Assert.Equal(FailureCodes.ConnectAgain, (await host.ConnectionAsync()).FailureCode);
        var before = host.Sandbox.Requests().Count;
        Assert.Equal(FailureCodes.ConnectAgain, (await OpenAsync()).Refusal?.Code);
        Assert.Equal(before, host.Sandbox.Requests().Count);

        Assert.IsType<SignInResult.Connected>(await host.FinishAsync(await host.SignInAsync(connection: host.Connection)));
        Assert.NotNull((await OpenAsync()).Opened);
        Assert.Null((await host.ConnectionAsync()).FailureCode);
    }

    [Fact]
    public async Task TooFewScopes_ConnectNothing()
    {
        var token = host.Sandbox.AddToken(host.Company, "customers:readonly");

        var result = await host.Product.Get<Connector>().ConnectAsync(host.Product.Owner, SourceHost.SystemId, token, sandbox: true, default);

        Assert.Equal(new Failure(FailureCodes.ScopeMissing, "customer_invoices:readonly"), Assert.IsType<ConnectResult.Failed>(result).Failure);
    }

    [Fact]
    public async Task Disconnected_TheTokenIsTakenBack_AndTheSameCompanyIsTheSameConnection()
    {
        await host.ConnectBySignInAsync();
        var token = (await OpenAsync()).Opened!.Access.Token.Reveal();

        await host.Product.Get<Connector>().DisconnectAccountAsync(host.Product.Owner, host.Connection, default);

        Assert.Contains(host.Sandbox.Requests(), request => request.Path.Contains("/oauth/revoke", StringComparison.Ordinal));
        var connection = await host.ConnectionAsync();
        Assert.Equal((null, null), (connection.Secret, connection.SecretExpiresAt));
        var (first, _) = (host.Connection, token);
        await host.ConnectBySignInAsync();
        Assert.Equal(first, host.Connection);
    }

    private Task<Opening> OpenAsync() => host.Product.Get<ConnectionOpener>().OpenAsync(host.Product.Workspace, host.Connection, default);

    private static string Failed(SignInResult result) => Assert.IsType<SignInResult.Failed>(result).Failure.Code;
}
