using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Systems.Billy.Settings;
using PennaPay.Billy.Core.Systems.Billy;
using PennaPay.Billy.Core;
using PennaPay.Billy.Web.Sandbox.Engine;

namespace PennaPay.Billy.Tests.Connections;

public sealed class ConnectorTests
{
    [Fact]
    public async Task View_OfAWorkspaceThatNeverConnected_IsNotConnected()
    {
        await using var host = await ConnectionHost.StartAsync();

        Assert.Equal(new ConnectionView(ConnectionStatus.NotConnected), await host.Connector.ViewAsync(host.Workspace, default));
    }

    [Fact]
    public async Task Connect_WithATokenThatBillyKnows_StoresItAndShowsTheOrganisation()
    {
        await using var host = await ConnectionHost.StartAsync();

        var result = await host.Connector.ConnectAsync(host.Owner, $"  {host.Token}\n", sandbox: true, default);

        var expected = new ConnectionView(
            ConnectionStatus.Connected, host.Token[^4..], "PennaPay Prøvefirma ApS", "99001232", "DKK", host.Clock.GetUtcNow(), IsSandbox: true)
        {
            Id = (await host.StoredAsync()).Id, ConnectedAt = host.Clock.GetUtcNow(), Facts = """{"invoiceNoMode":"sequential"}""",
        };
        Assert.Equal(new ConnectResult.Connected(expected, SettingsWereReset: false), result);
        Assert.Equal(expected, await host.Connector.ViewAsync(host.Workspace, default));
        Assert.DoesNotContain(host.Token, (await host.StoredAsync()).Secret, StringComparison.Ordinal);
        Assert.Equal(["GET /organization"], host.Sandbox.Control.Requests().Select(r => $"{r.Method} {r.Path}"));
    }

    [Theory]
    [InlineData(null, AccessTokenProblem.Empty)]
    [InlineData("short", AccessTokenProblem.TooShort)]
    [InlineData("5a9d0b0c4e7f 41d2a86b3c9e1f07d5a2b4c6e8f0", AccessTokenProblem.InnerWhitespace)]
    [InlineData("5a9d0b0c4e7fæ41d2a86b3c9e1f07d5a2b4c6e8f0", AccessTokenProblem.NotAscii)]
    public async Task Connect_WithATextThatIsNoToken_DoesNotAskBilly(string? pasted, AccessTokenProblem problem)
    {
        await using var host = await ConnectionHost.StartAsync();

        Assert.Equal(new ConnectResult.BadToken(problem), await host.Connector.ConnectAsync(host.Owner, pasted, sandbox: true, default));
        Assert.Empty(host.Sandbox.Control.Requests());
    }

    [Theory]
    [InlineData(SandboxFaultKind.Unauthorized, FailureCodes.TokenRejected)]
    [InlineData(SandboxFaultKind.Forbidden, FailureCodes.ConnectionForbidden)]
    [InlineData(SandboxFaultKind.TooManyRequests, FailureCodes.RateLimited)]
    [InlineData(SandboxFaultKind.ServerError, FailureCodes.SystemUnavailable)]
    [InlineData(SandboxFaultKind.Refuse, FailureCodes.SystemUnavailable)]
    [InlineData(SandboxFaultKind.Html, FailureCodes.SystemUnavailable)]
    [InlineData(SandboxFaultKind.TruncatedJson, FailureCodes.SystemUnavailable)]
    [InlineData(SandboxFaultKind.Invalid, FailureCodes.SystemUnavailable)]
    public async Task Connect_Fails_LeavesTheWorkingConnectionAsItWas(SandboxFaultKind fault, string code)
    {
        await using var host = await ConnectionHost.StartConnectedAsync();
        var before = await host.StoredAsync();
        var other = host.Sandbox.Control.CreateCompany();
        host.Sandbox.Control.Plan(new SandboxFault { Kind = fault, Token = other });
        host.Clock.Advance(TimeSpan.FromHours(1));

        var result = await host.Connector.ConnectAsync(host.Owner, other, sandbox: true, default);

        Assert.Equal(code, Assert.IsType<ConnectResult.Failed>(result).Failure.Code);
        Assert.Equivalent(before, await host.StoredAsync(), strict: true);
    }

    [Fact]
    public async Task Connect_ToALockedOrganisation_SaysWhy()
    {
        await using var host = await ConnectionHost.StartAsync();
        host.Sandbox.Control.Lock(host.Token, "The trial has ended.");

        var result = await host.Connector.ConnectAsync(host.Owner, host.Token, sandbox: true, default);

        Assert.Equal(new ConnectResult.Failed(new Failure(FailureCodes.OrganizationLocked, "The trial has ended.")), result);
        Assert.Equal(ConnectionStatus.NotConnected, (await host.Connector.ViewAsync(host.Workspace, default)).Status);
    }

    [Fact]
    public async Task Connect_ToTheSandboxWhereNoneRuns_Fails()
    {
        await using var host = await ConnectionHost.StartAsync();
        host.Get<BillyEndpoints>().Sandbox = null;

        var result = await host.Connector.ConnectAsync(host.Owner, host.Token, sandbox: true, default);

        Assert.Equal(FailureCodes.SystemUnavailable, Assert.IsType<ConnectResult.Failed>(result).Failure.Code);
    }

    [Fact]
    public async Task Connect_ManyAtOnce_LeavesOneWholeConnection()
    {
        await using var host = await ConnectionHost.StartAsync();
        var tokens = Enumerable.Range(0, 8).Select(i => host.Sandbox.Control.CreateCompany(new() { Name = $"Firma {i}" })).ToList();

        var results = await Task.WhenAll(tokens.Select(token => host.Connector.ConnectAsync(host.Owner, token, sandbox: true, default)));

        Assert.All(results, result => Assert.IsType<ConnectResult.Connected>(result));
        var stored = await host.StoredAsync();
        var opened = (await host.Connector.OpenAsync(host.Workspace, default)).Opened!;
        var winner = tokens.IndexOf(opened.Access.Token.Reveal());
        Assert.Equal(($"Firma {winner}", tokens[winner][^4..]), (stored.AccountName, stored.SecretHint));
    }

    [Fact]
    public async Task Test_Succeeds_MovesLastVerifiedAndLetsPushesGoOn()
    {
        await using var host = await ConnectionHost.StartConnectedAsync();
        await host.PauseAsync(new Failure(FailureCodes.TokenRejected, "Invalid OAuth 2 access token."), null, default);
        Assert.Equal(ConnectionStatus.Failing, (await host.Connector.ViewAsync(host.Workspace, default)).Status);
        host.Clock.Advance(TimeSpan.FromMinutes(5));

        var result = await host.Connector.TestAsync(host.Owner, default);

        var view = Assert.IsType<TestResult.Verified>(result).Connection;
        Assert.Equal((ConnectionStatus.Connected, host.Clock.GetUtcNow(), null, null), (view.Status, view.VerifiedAt, view.Problem, view.Pause));
    }

    [Fact]
    public async Task Test_Fails_KeepsLastVerifiedAndStoresTheReason()
    {
        await using var host = await ConnectionHost.StartConnectedAsync();
        var verified = host.Clock.GetUtcNow();
        host.Sandbox.Control.Revoke(host.Token);
        host.Clock.Advance(TimeSpan.FromMinutes(5));

        var result = await host.Connector.TestAsync(host.Owner, default);

        Assert.Equal(FailureCodes.TokenRejected, Assert.IsType<TestResult.Failed>(result).Failure.Code);
        var view = await host.Connector.ViewAsync(host.Workspace, default);
        Assert.Equal((ConnectionStatus.Failing, verified, host.Clock.GetUtcNow()), (view.Status, view.VerifiedAt, view.FailedAt));
        Assert.Equal(new Failure(FailureCodes.TokenRejected, "Invalid OAuth 2 access token."), view.Problem);
    }

    [Fact]
    public async Task Test_OfAnUnconnectedWorkspace_Fails()
    {
        await using var host = await ConnectionHost.StartAsync();

        var result = await host.Connector.TestAsync(host.Owner, default);

        Assert.Equal(new Failure(FailureCodes.NotConnected), Assert.IsType<TestResult.Failed>(result).Failure);
    }

    [Fact]
    public async Task Pause_ByAnOldToken_DoesNotStopTheNewOne()
    {
        await using var host = await ConnectionHost.StartConnectedAsync();
        var opened = (await host.Connector.OpenAsync(host.Workspace, default)).Opened!;
        await host.Connector.ConnectAsync(host.Owner, host.Sandbox.Control.ReissueToken(host.Token), sandbox: true, default);

        await host.Get<QueuePauses>().PauseAsync(opened.Connection, new Failure(FailureCodes.TokenRejected), null, default);

        var view = await host.Connector.ViewAsync(host.Workspace, default);
        Assert.Equal((ConnectionStatus.Connected, null), (view.Status, view.Pause));
    }

    [Fact]
    public async Task Pause_ForTooManyRequests_EndsByItselfAndNotByATest()
    {
        await using var host = await ConnectionHost.StartConnectedAsync();
        var until = host.Clock.GetUtcNow() + TimeSpan.FromMinutes(1);
        var failure = new Failure(FailureCodes.RateLimited);

        await host.PauseAsync(failure, until, default);
        await host.Connector.TestAsync(host.Owner, default);

        var view = await host.Connector.ViewAsync(host.Workspace, default);
        Assert.Equal((ConnectionStatus.Connected, new QueuePause(failure, host.Clock.GetUtcNow(), until)), (view.Status, view.Pause));
        host.Clock.Advance(until - host.Clock.GetUtcNow());
        Assert.Null((await host.Connector.ViewAsync(host.Workspace, default)).Pause);
    }

    [Fact]
    public async Task Disconnect_DeletesTheTokenAndKeepsTheSettings()
    {
        await using var host = await ConnectionHost.StartConnectedAsync();
        await host.Settings.SaveAsync(host.Owner, new BillySettings("1110", AutoPush: true, new(2026, 11, 1)), default);

        await host.Connector.DisconnectAsync(host.Owner, default);

        Assert.Null((await host.StoredAsync()).Secret);
        Assert.Equal(
            new ConnectionView(ConnectionStatus.NotConnected, AutoPush: true, AutoPushFrom: new(2026, 11, 1), IsSandbox: true)
            {
                Id = (await host.StoredAsync()).Id, Settings = """{"defaultAccountCode":"1110","numberUse":0}""",
            },
            await host.Connector.ViewAsync(host.Workspace, default));
        var again = await host.Connector.ConnectAsync(host.Owner, host.Token, sandbox: true, default);
        var connected = Assert.IsType<ConnectResult.Connected>(again);
        Assert.Equal(("1110", true, false), (connected.Connection.DefaultAccountCode, connected.Connection.AutoPush, connected.SettingsWereReset));
    }

    [Fact]
    public async Task Connect_ToAnotherOrganisation_GivesUpTheSettings()
    {
        await using var host = await ConnectionHost.StartConnectedAsync();
        await host.Settings.SaveAsync(host.Owner, new BillySettings("1110", AutoPush: true, null), default);

        var result = await host.Connector.ConnectAsync(host.Owner, host.Sandbox.Control.CreateCompany(), sandbox: true, default);

        var connected = Assert.IsType<ConnectResult.Connected>(result);
        Assert.Equal((null, false, null, true), (
            connected.Connection.DefaultAccountCode, connected.Connection.AutoPush, connected.Connection.AutoPushFrom, connected.SettingsWereReset));
    }

    [Theory]
    [InlineData("1110", "1110")]
    [InlineData(" 1110 ", "1110")]
    [InlineData("  ", null)]
    [InlineData(null, null)]
    public async Task SaveSettings_WithAnAccountOfTheChartOrNone_StoresThem(string? typed, string? stored)
    {
        await using var host = await ConnectionHost.StartConnectedAsync();

        var result = await host.Settings.SaveAsync(host.Owner, new BillySettings(typed, AutoPush: true, null), default);

        var view = Assert.IsType<SaveSettingsResult.Saved>(result).Connection;
        // 23:30 UTC is past midnight in Copenhagen.
        Assert.Equal((stored, true, new DateOnly(2026, 11, 21)), (view.DefaultAccountCode, view.AutoPush, view.AutoPushFrom));
    }

    [Fact]
    public async Task SaveSettings_WithAnUnknownAccount_StoresNothing()
    {
        await using var host = await ConnectionHost.StartConnectedAsync();

        var result = await host.Settings.SaveAsync(host.Owner, new BillySettings("9999", AutoPush: true, null), default);

        Assert.Equal(new SaveSettingsResult.Refused(new Failure(FailureCodes.AccountUnknown, "9999")), result);
        var stored = await host.StoredAsync();
        Assert.Equal((null, false), (stored.Choices.DefaultAccountCode, stored.AutoPush));
    }

    [Fact]
    public async Task SaveSettings_WhileBillyIsAway_RefusesANewAccountButSwitchesAutoPushOff()
    {
        await using var host = await ConnectionHost.StartConnectedAsync();
        await host.Settings.SaveAsync(host.Owner, new BillySettings("1110", AutoPush: true, null), default);
        host.Sandbox.Control.Plan(new SandboxFault { Kind = SandboxFaultKind.ServerError, Times = 100 });

        var refused = await host.Settings.SaveAsync(host.Owner, new BillySettings("1120", AutoPush: true, null), default);
        var saved = await host.Settings.SaveAsync(host.Owner, new BillySettings("1110", AutoPush: false, null), default);

        Assert.Equal(FailureCodes.SystemUnavailable, Assert.IsType<SaveSettingsResult.Refused>(refused).Failure.Code);
        Assert.False(Assert.IsType<SaveSettingsResult.Saved>(saved).Connection.AutoPush);
    }

    [Fact]
    public async Task ListAccounts_AnswersTheRevenueAccounts()
    {
        await using var host = await ConnectionHost.StartConnectedAsync();

        var accounts = Assert.IsType<ListAccountsResult.Listed>(await host.Settings.ListAccountsAsync(host.Workspace, default)).Accounts;

        Assert.Contains(accounts, account => account.Code == "1110");
        Assert.DoesNotContain(accounts, account => account.Code.StartsWith('5'));
        Assert.Equal(accounts.OrderBy(account => account.Code, StringComparer.Ordinal), accounts);
    }

    [Fact]
    public async Task ListAccounts_WithARevokedToken_MarksTheConnection()
    {
        await using var host = await ConnectionHost.StartConnectedAsync();
        host.Sandbox.Control.Revoke(host.Token);

        var result = await host.Settings.ListAccountsAsync(host.Workspace, default);

        Assert.Equal(FailureCodes.TokenRejected, Assert.IsType<ListAccountsResult.Refused>(result).Failure.Code);
        Assert.Equal(ConnectionStatus.Failing, (await host.Connector.ViewAsync(host.Workspace, default)).Status);
    }

    [Fact]
    public async Task Open_GivesPushTheOrganisationAndTheSettings()
    {
        await using var host = await ConnectionHost.StartConnectedAsync();
        await host.Settings.SaveAsync(host.Owner, new BillySettings("1110", AutoPush: false, null), default);

        var opened = (await host.Connector.OpenAsync(host.Workspace, default)).Opened!;

        Assert.Equal((host.Sandbox.BaseAddress, host.Token), (opened.Access.BaseAddress, opened.Access.Token.Reveal()));
        Assert.Equal("1110", opened.Connection.Choices.DefaultAccountCode);
        Assert.NotNull(opened.Connection.AccountId);
    }

    [Fact]
    public async Task AnotherWorkspace_SeesNothingOfIt()
    {
        await using var host = await ConnectionHost.StartConnectedAsync();
        var stranger = WorkspaceId.New();

        Assert.Equal(new ConnectionView(ConnectionStatus.NotConnected), await host.Connector.ViewAsync(stranger, default));
        Assert.Equal(new Opening(null, new Failure(FailureCodes.NotConnected)), await host.Connector.OpenAsync(stranger, default));
    }

    [Fact]
    public async Task EveryChange_IsToldToTheWorkspace()
    {
        await using var host = await ConnectionHost.StartAsync();
        using var told = new SemaphoreSlim(0);
        using var subscription = host.Get<ConnectionFeed>().Subscribe(host.Workspace, _ => { told.Release(); return Task.CompletedTask; });

        await host.Connector.ConnectAsync(host.Owner, host.Token, sandbox: true, default);
        await host.Connector.TestAsync(host.Owner, default);
        await host.Settings.SaveAsync(host.Owner, new BillySettings(null, AutoPush: true, null), default);
        await host.Connector.DisconnectAsync(host.Owner, default);

        for (var change = 0; change < 4; change++)
            Assert.True(await told.WaitAsync(TimeSpan.FromSeconds(10)));
    }
}
