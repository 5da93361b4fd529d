using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Connections.OAuth;
using PennaPay.Billy.Tests.Systems.Billit;
using static PennaPay.Billy.Tests.Systems.Billit.BillitConnectHost;

namespace PennaPay.Billy.Tests.Connections.OAuth;

/// <summary>A sign-in that opens several accounts, against Billit's sandbox over HTTP.</summary>
public sealed class ChooseAccountTests : IAsyncLifetime
{
    private BillitConnectHost host = null!;

    public async Task InitializeAsync() => host = await BillitConnectHost.StartAsync();

    public Task DisposeAsync() => host.DisposeAsync().AsTask();

    [Fact]
    public async Task Several_AreOffered_AndTheChosenOneIsConnected()
    {
        var id = await host.BeginChoiceAsync();
        Assert.Empty(await host.AllAsync<Connection>());
        var choice = (await host.SignIns.FindChoiceAsync(host.Product.Owner, id, default))!;
        Assert.Equal(
            [(IdOf(host.First), null), (IdOf(host.Second), null), (IdOf(host.Closed), FailureCodes.CompanyWithoutApi)],
            choice.Offers.Select(offer => (offer.Account.Id, offer.Refusal?.Code)));
        Assert.Equal(("billit", true, host.Product.Clock.GetUtcNow() + OAuthSignIns.Longest), (choice.System, choice.IsSandbox, choice.EndsAt));

        var connected = Assert.IsType<SignInResult.Connected>(await host.ChooseAsync(id, host.Second));

        var row = Assert.Single(await host.AllAsync<Connection>());
        Assert.Equal((connected.Connection, IdOf(host.Second), host.Second.Name, true), (row.Id, row.AccountId, row.AccountName, connected.IsNew));
        Assert.Empty(await host.AllAsync<OAuthSignIn>());
        Assert.NotNull((await host.OpenAsync(connected.Connection)).Opened);
    }

    [Fact]
    public async Task WhatIsKept_ShowsNoToken()
    {
        await host.BeginChoiceAsync();

        var kept = Assert.Single(await host.AllAsync<OAuthSignIn>());

        Assert.StartsWith("2:", kept.Kept, StringComparison.Ordinal);
        Assert.DoesNotContain(host.First.Name, kept.Kept, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OnlyTheOneAccessible_IsConnectedAtOnce()
    {
        var connected = Assert.IsType<SignInResult.Connected>(await host.FinishAsync(host.First));

        Assert.Equal(IdOf(host.First), (await host.ConnectionAsync(connected.Connection)).AccountId);
    }

    [Fact]
    public async Task Choice_IsOnesOwn_InOneBrowser()
    {
        var id = await host.BeginChoiceAsync();
        var other = Actor.Person(host.Product.Workspace, Guid.CreateVersion7(), "anden@eksempel.dk", Role.Owner);
        Assert.Null(await host.SignIns.FindChoiceAsync(other, id, default));
        Assert.Equal(FailureCodes.SignInOver, Failed(await host.ChooseAsync(id, host.First, other)));
        await host.SignIns.ChooseNoneAsync(other, id, default);
        // What the choice is known by is no state that a browser could come back with.
        Assert.Equal(FailureCodes.SignInOver, Failed(await host.SignIns.FinishAsync(host.Product.Owner, new($"choice-{id:N}", "code", null), default)));

        Assert.IsType<SignInResult.Connected>(await host.ChooseAsync(id, host.First));
    }

    [Fact]
    public async Task Choice_IsMadeOnce()
    {
        var id = await host.BeginChoiceAsync();

        var both = await Task.WhenAll(host.ChooseAsync(id, host.First), host.ChooseAsync(id, host.Second));

        Assert.Single(both.OfType<SignInResult.Connected>());
        Assert.Equal(FailureCodes.SignInOver, Failed(Assert.Single(both, result => result is SignInResult.Failed)));
        Assert.Equal(FailureCodes.SignInOver, Failed(await host.ChooseAsync(id, host.First)));
        Assert.Single(await host.AllAsync<Connection>());
    }

    [Fact]
    public async Task OneThatCannotBeConnected_LeavesTheChoiceOpen()
    {
        var id = await host.BeginChoiceAsync();

        Assert.Equal(FailureCodes.CompanyWithoutApi, Failed(await host.ChooseAsync(id, host.Closed)));
        Assert.Equal(FailureCodes.ConnectionForbidden, Failed(await host.SignIns.ChooseAsync(host.Product.Owner, id, "1", default)));

        Assert.IsType<SignInResult.Connected>(await host.ChooseAsync(id, host.First));
    }

    [Fact]
    public async Task TooLate_ItIsOver_AndTheNextSignInGivesItBack()
    {
        var id = await host.BeginChoiceAsync();
        host.Product.Clock.Advance(OAuthSignIns.Longest);

        Assert.Null(await host.SignIns.FindChoiceAsync(host.Product.Owner, id, default));
        Assert.Equal(FailureCodes.SignInOver, Failed(await host.ChooseAsync(id, host.First)));
        Assert.Equal(0, host.Requests("OAuth2/revoke"));
        await host.SignInAsync(null, host.First);

        Assert.DoesNotContain(await host.AllAsync<OAuthSignIn>(), row => row.Redirect.Length == 0);
        Assert.Equal(1, host.Requests("OAuth2/revoke"));
    }

    [Fact]
    public async Task None_DeletesIt_AndGivesItBack()
    {
        var id = await host.BeginChoiceAsync();

        await host.SignIns.ChooseNoneAsync(host.Product.Owner, id, default);

        Assert.Empty(await host.AllAsync<OAuthSignIn>());
        Assert.Equal(1, host.Requests("OAuth2/revoke"));
        Assert.Equal(FailureCodes.SignInOver, Failed(await host.ChooseAsync(id, host.First)));
        Assert.Empty(await host.AllAsync<Connection>());
    }

    [Fact]
    public async Task NoneAccessible_ConnectsNothing_AndGivesItBack()
    {
        var answer = await host.SignInAsync(null, host.First);
        host.First.Set(allowsApi: false);

        Assert.Equal(FailureCodes.CompanyWithoutApi, Failed(await host.SignIns.FinishAsync(host.Product.Owner, answer, default)));

        Assert.Empty(await host.AllAsync<Connection>());
        Assert.Empty(await host.AllAsync<OAuthSignIn>());
        Assert.Equal(1, host.Requests("OAuth2/revoke"));
    }

    [Fact]
    public async Task OneThatIsToWorkAgain_IsChosenByThat_AndNoOtherTakesItsPlace()
    {
        var connection = await host.ConnectAsync();

        var again = await host.SignIns.FinishAsync(host.Product.Owner, await host.SignInAsync(connection, host.Second, host.First), default);
        Assert.Equal((connection, false), (Assert.IsType<SignInResult.Connected>(again).Connection, ((SignInResult.Connected)again).IsNew));
        var other = await host.SignIns.FinishAsync(host.Product.Owner, await host.SignInAsync(connection, host.Second), default);
        Assert.Equal(FailureCodes.SignInOtherAccount, Failed(other));
        var third = host.Sandbox.AddCompany("Derde BV");
        var others = await host.SignIns.FinishAsync(host.Product.Owner, await host.SignInAsync(connection, host.Second, third), default);
        Assert.Equal(FailureCodes.SignInOtherAccount, Failed(others));

        var closed = await host.SignInAsync(connection, host.First, host.Second);
        host.First.Set(allowsApi: false);
        Assert.Equal(FailureCodes.CompanyWithoutApi, Failed(await host.SignIns.FinishAsync(host.Product.Owner, closed, default)));

        Assert.Equal(connection, Assert.Single(await host.AllAsync<Connection>()).Id);
    }

    private static string Failed(SignInResult result) => Assert.IsType<SignInResult.Failed>(result).Failure.Code;
}
