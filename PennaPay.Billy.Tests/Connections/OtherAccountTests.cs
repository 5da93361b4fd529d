using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Core.Systems.Billy.Settings;

namespace PennaPay.Billy.Tests.Connections;

/// <summary>One account after another: each keeps its own connection, with all that was pushed there.</summary>
public sealed class OtherAccountTests
{
    [Fact]
    public async Task AccountOfAnEarlierVersion_ConnectedAgain_IsTheSameConnection_WhateverItWasTakenFor()
    {
        await using var host = await ConnectionHost.StartConnectedAsync();
        var first = await host.StoredAsync();
        await host.Connector.ConnectAsync(host.Owner, host.Sandbox.Control.CreateCompany(), sandbox: true, default);
        // So it stands after an upgrade: of an account that was connected before, its id alone was kept.
        await host.Get<Database>().WriteAsync(host.Workspace, (db, ct) => db.Set<Connection>().Where(c => c.Id == first.Id).ExecuteUpdateAsync(
            set => set.SetProperty(c => c.UsesSandbox, false).SetProperty(c => c.AccountName, (string?)null), ct), default);

        await host.Connector.ConnectAsync(host.Owner, host.Token, sandbox: true, default);

        var again = await host.StoredAsync();
        Assert.Equal((first.Id, true, first.AccountId), (again.Id, again.UsesSandbox, again.AccountId));
    }

    [Fact]
    public async Task SameIdInSandboxAndBilly_OnceVerified_AreTwoConnections()
    {
        await using var host = await ConnectionHost.StartConnectedAsync();
        var first = await host.StoredAsync();

        await host.Connector.ConnectAsync(host.Owner, host.Token, sandbox: false, default);

        var second = await host.StoredAsync();
        Assert.NotEqual(first.Id, second.Id);
        Assert.Equal((false, first.AccountId), (second.UsesSandbox, second.AccountId));
    }

    [Fact]
    public async Task TokenThatAnswersForAnotherOrganisation_IsNotTakenForTheConnectedOne_AndPushesWait()
    {
        await using var host = await ConnectionHost.StartConnectedAsync();
        var connection = (await host.StoredAsync()).Id;
        await host.Get<Database>().WriteAsync(host.Workspace, (db, ct) => db.Set<Connection>().Where(c => c.Id == connection).ExecuteUpdateAsync(
            set => set.SetProperty(c => c.AccountId, "anotherorganisation").SetProperty(c => c.AccountName, "En anden ApS"), ct), default);
        var before = await host.StoredAsync();

        var result = await host.Connector.TestAsync(host.Owner, default);

        Assert.Equal(FailureCodes.AccountChanged, Assert.IsType<TestResult.Failed>(result).Failure.Code);
        var after = await host.StoredAsync();
        Assert.Equal((before.AccountName, before.AccountId, before.VerifiedAt), (after.AccountName, after.AccountId, after.VerifiedAt));
        Assert.Equal((FailureCodes.AccountChanged, null), (after.PauseAt(host.Clock.GetUtcNow())?.Reason.Code, after.PausedUntil));
    }

    [Fact]
    public async Task ThereAndBackAgain_NobodyAskedForAutomaticPushesAnew()
    {
        await using var host = await ConnectionHost.StartConnectedAsync();
        await host.Settings.SaveAsync(host.Owner, new BillySettings("1110", AutoPush: true, new(2026, 11, 1)), default);
        await host.Connector.ConnectAsync(host.Owner, host.Sandbox.Control.CreateCompany(), sandbox: true, default);

        var back = Assert.IsType<ConnectResult.Connected>(await host.Connector.ConnectAsync(host.Owner, host.Token, sandbox: true, default));

        Assert.Equal(("1110", false, null), (back.Connection.DefaultAccountCode, back.Connection.AutoPush, back.Connection.AutoPushFrom));
    }
}
