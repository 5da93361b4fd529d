using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Core.Push.Decisions;
using PennaPay.Billy.Core;
using PennaPay.Billy.Web.Sandbox.Engine;

namespace PennaPay.Billy.Tests.Push;

public sealed class PushDecisionsTests : IAsyncLifetime
{
    private PushHost host = null!;

    private PushDecisions Decisions => host.Get<PushDecisions>();

    public async Task InitializeAsync() => host = await PushHost.StartAsync();

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Fact]
    public async Task Search_AtADoubtfulPush_ShowsTheDraftWithItsContact()
    {
        var push = await host.PushDoubtfullyAsync(await host.AddInvoiceAsync());

        var found = Assert.IsType<CandidateSearch.Found>(await Decisions.SearchAsync(host.Workspace, push.Id, default));

        var candidate = Assert.Single(found.Candidates);
        Assert.Equal(("Nordlys Design ApS", true, "EUR"), (candidate.PartyName, candidate.CarriesOurKey, candidate.Document.Currency));
        Assert.Equal(push.Key, candidate.Document.Key);
        Assert.NotNull(candidate.Link);
    }

    [Fact]
    public async Task Search_WithBillyOutOfReach_IsNoEmptyAnswer()
    {
        var push = await host.PushDoubtfullyAsync(await host.AddInvoiceAsync());
        host.Plan(SandboxFaultKind.ServerError, path: null, method: null, times: 5);

        var failed = Assert.IsType<CandidateSearch.Failed>(await Decisions.SearchAsync(host.Workspace, push.Id, default));

        Assert.Equal(FailureCodes.SystemUnavailable, failed.Failure.Code);
    }

    [Fact]
    public async Task SendAgain_WhileBillyHoldsADraftWithOurKey_IsRefused()
    {
        var push = await host.PushDoubtfullyAsync(await host.AddInvoiceAsync());
        host.Clock.Advance(TimeSpan.FromSeconds(150));

        var refused = Assert.IsType<DecisionResult.Refused>(await Decisions.SendAgainAsync(host.Owner, push.Id, default));

        Assert.Equal(FailureCodes.DraftFound, refused.Failure.Code);
        Assert.Single(host.Billy.Invoices(host.Token));
    }

    [Fact]
    public async Task SendAgain_BeforeBillyHasSettled_IsRefusedForNow()
    {
        var push = await host.PushDoubtfullyAsync(await host.AddInvoiceAsync());

        var refused = Assert.IsType<DecisionResult.Refused>(await Decisions.SendAgainAsync(host.Owner, push.Id, default));

        Assert.Equal(FailureCodes.SentJustNow, refused.Failure.Code);
    }

    [Fact]
    public async Task SendAgain_OfOneThatIsStillLookedFor_NeedNotWait()
    {
        host.Plan(SandboxFaultKind.Hang);
        var push = await host.PushAsync(await host.AddInvoiceAsync());
        Assert.Equal(PushState.Unknown, push.State);
        host.Clock.Advance(TimeSpan.FromMinutes(4));
        Assert.Equal(push.SentAt!.Value.AddMinutes(15), await Decisions.MayComeUntilAsync(host.Workspace, push.Id, default));

        Assert.IsType<DecisionResult.Done>(await Decisions.SendAgainAsync(host.Owner, push.Id, default));
        await host.DrainAsync();

        Assert.Equal(PushState.Succeeded, (await host.EntryAsync(push.Id)).State);
        Assert.Single(host.Billy.Invoices(host.Token));
    }
}
