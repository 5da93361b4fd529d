using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Core.Push.Decisions;
using PennaPay.Billy.Core.Push.Queue;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Web.Sandbox.Engine;

namespace PennaPay.Billy.Tests.Push;

/// <summary>What was asked for one organisation's books stays with them, whatever is connected later.</summary>
public sealed class OtherOrganizationTests : IAsyncLifetime
{
    private PushHost host = null!;
    private string first = "", second = "";
    private Invoice invoice = null!;

    public async Task InitializeAsync()
    {
        host = await PushHost.StartAsync();
        (first, second) = (host.Token, host.Billy.CreateCompany());
        invoice = await host.AddInvoiceAsync();
    }

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Fact]
    public async Task Queued_ForAnother_IsRefusedAndGoesOnlyWhenItIsAskedForAgain()
    {
        await host.QueueAsync(invoice);
        await ConnectAsync(second);
        await host.RunToQuiescenceAsync();

        var push = Assert.Single(await host.EntriesAsync());
        Assert.Equal((PushState.Rejected, FailureCodes.OtherOrganization), (push.State, push.FailureCode));
        // Of the one that is connected now nothing is known yet.
        Assert.Equal(CopyState.NotPushed, (await host.InvoiceAsync(invoice.Id)).CopyState);
        Assert.Equal((0, 0), Drafts());

        await host.PushAsync(invoice);
        Assert.Equal((0, 1), Drafts());
    }

    [Fact]
    public async Task PushedToBoth_EachKnowsItsOwnDraft()
    {
        await host.PushAsync(invoice);
        await ConnectAsync(second);
        await host.PushAsync(invoice);
        Assert.Equal((1, 1), Drafts());

        await ConnectAsync(first);
        Assert.IsType<QueueResult.AlreadyPresent>(await host.QueueAsync(invoice));
        await host.RunToQuiescenceAsync();

        Assert.Equal((1, 1), Drafts());
        var draft = host.Billy.Invoices(first).Single().GetProperty("id").GetString();
        var shown = await host.InvoiceAsync(invoice.Id);
        Assert.Equal((CopyState.Present, draft), (shown.CopyState, shown.RemoteId));
    }

    [Fact]
    public async Task Unclear_InAnother_WaitsForAPersonAndIsNeitherSearchedNorSentHere()
    {
        host.Plan(SandboxFaultKind.CommitThenDrop);
        await host.PushAsync(invoice);
        await ConnectAsync(second);
        await host.RunToQuiescenceAsync();

        var push = Assert.Single(await host.EntriesAsync());
        Assert.Equal((PushState.NeedsAttention, FailureCodes.OtherOrganization), (push.State, push.FailureCode));
        Assert.Equal((1, 0), Drafts());

        await ConnectAsync(first);
        var look = Assert.IsType<CandidateSearch.Found>(await Decisions.SearchAsync(host.Workspace, push.Id, default));
        Assert.IsType<DecisionResult.Done>(await Decisions.AdoptAsync(host.Owner, push.Id, Assert.Single(look.Candidates).Document.Id, default));
        Assert.Equal(CopyState.Present, (await host.InvoiceAsync(invoice.Id)).CopyState);
        Assert.Equal((1, 0), Drafts());
    }

    [Fact]
    public async Task LettingItRest_ForAnother_LeavesWhatTheInvoiceShowsOfThisOne()
    {
        var push = await host.PushDoubtfullyAsync(invoice);
        await ConnectAsync(second);
        await host.PushAsync(invoice);
        var shown = await host.InvoiceAsync(invoice.Id);
        Assert.Equal(CopyState.Present, shown.CopyState);

        await Decisions.GiveUpAsync(host.Owner, push.Id, default);

        var stored = await host.InvoiceAsync(invoice.Id);
        Assert.Equal((CopyState.Present, shown.RemoteId), (stored.CopyState, stored.RemoteId));
    }

    [Fact]
    public async Task CreditNote_NamesTheInvoiceOfItsOwnOrganisation()
    {
        await host.PushAsync(invoice);
        await ConnectAsync(second);
        var note = await host.AddInvoiceAsync(
            i => (i.Kind, i.CreditedInvoiceId) = (InvoiceKind.CreditNote, invoice.Id), invoice.Customer, "K1");

        Assert.Equal(PushState.Succeeded, (await host.PushAsync(note)).State);

        var credited = host.Billy.Invoices(second).Single().GetProperty("creditedInvoiceId");
        Assert.Equal(System.Text.Json.JsonValueKind.Null, credited.ValueKind);
    }

    [Fact]
    public async Task AfterConnectingAnother_TheInvoiceShowsItsStateThere_AndItsStateHereOnceThisOneIsBack()
    {
        await host.PushAsync(invoice);
        var shown = await host.InvoiceAsync(invoice.Id);

        await ConnectAsync(second);
        var there = await host.InvoiceAsync(invoice.Id);
        Assert.Equal((CopyState.NotPushed, null), (there.CopyState, there.RemoteId));
        // There is nothing to undo there, and what is elsewhere is not touched.
        var refused = Assert.IsType<DecisionResult.Refused>(await Decisions.UndoAsync(host.Owner, invoice.Id, default));
        Assert.Equal(FailureCodes.DraftMissing, refused.Failure.Code);
        Assert.Equal((1, 0), Drafts());

        await ConnectAsync(first);
        var back = await host.InvoiceAsync(invoice.Id);
        Assert.Equal((CopyState.Present, shown.RemoteId), (back.CopyState, back.RemoteId));
        Assert.IsType<DecisionResult.Done>(await Decisions.UndoAsync(host.Owner, invoice.Id, default));
        Assert.Equal((0, 0), Drafts());
    }

    [Fact]
    public async Task Decisions_WhileAnotherIsConnected_AreRefused_ExceptLettingItRest()
    {
        var push = await host.PushDoubtfullyAsync(invoice);
        await ConnectAsync(second);
        host.Clock.Advance(TimeSpan.FromMinutes(5));

        var look = Assert.IsType<CandidateSearch.Failed>(await Decisions.SearchAsync(host.Workspace, push.Id, default));
        var sent = Assert.IsType<DecisionResult.Refused>(await Decisions.SendAgainAsync(host.Owner, push.Id, default));
        Assert.Equal((FailureCodes.OtherOrganization, FailureCodes.OtherOrganization), (look.Failure.Code, sent.Failure.Code));
        Assert.IsType<DecisionResult.Done>(await Decisions.GiveUpAsync(host.Owner, push.Id, default));
    }

    private PushDecisions Decisions => host.Get<PushDecisions>();

    private (int First, int Second) Drafts() => (host.Billy.Invoices(first).Count, host.Billy.Invoices(second).Count);

    private Task<ConnectResult.Connected> ConnectAsync(string token) => host.ConnectAsync(token);
}
