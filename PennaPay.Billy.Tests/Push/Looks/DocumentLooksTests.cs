using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Core.Push.Ledger;
using PennaPay.Billy.Core.Push.Looks;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Web.Sandbox.Engine;

namespace PennaPay.Billy.Tests.Push.Looks;

/// <summary>What people do to a draft in Billy is seen, shown in the invoice's state, and never mistaken for a failure.</summary>
public sealed class DocumentLooksTests : IAsyncLifetime
{
    private PushHost host = null!;
    private LedgerEntry push = null!;

    public async Task InitializeAsync()
    {
        host = await PushHost.StartAsync();
        push = await host.PushAsync(await host.AddInvoiceAsync());
    }

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Theory]
    [InlineData("nothing", CopyState.Present)]
    [InlineData("edit", CopyState.ChangedThere)]
    [InlineData("approve", CopyState.Booked)]
    [InlineData("approve pay-part", CopyState.PartlyPaid)]
    [InlineData("approve pay-part pay", CopyState.Paid)]
    [InlineData("approve pay", CopyState.Paid)]
    [InlineData("approve credit", CopyState.Credited)]
    [InlineData("approve pay credit", CopyState.Credited)]
    [InlineData("approve pay-part credit", CopyState.Credited)]
    [InlineData("approve void", CopyState.Voided)]
    [InlineData("delete", CopyState.Deleted)]
    public async Task WhatAPersonDidInBilly_IsSeen_ByARound_AndByOpeningTheInvoice(string done, CopyState expected)
    {
        Do(done);

        await RoundAsync();
        Assert.Equal(expected, await StateAsync());

        // Another invoice that went the same way is seen when it is opened.
        push = await host.PushAsync(await host.AddInvoiceAsync(number: "9001"));
        Do(done);
        host.Clock.Advance(DocumentLooks.FreshFor + TimeSpan.FromSeconds(1));
        Assert.Equal(host.Clock.GetUtcNow(), await host.Get<DocumentLooks>().LookAtAsync(host.Workspace, push.InvoiceId, default));
        Assert.Equal(expected, await StateAsync());
    }

    [Fact]
    public async Task BookedOne_ShowsItsNumber_AndARoundThatFindsNothingNewWritesNothing()
    {
        Do("approve");
        await RoundAsync();

        var number = host.Billy.Invoices(host.Token)[0].GetProperty("invoiceNo").GetString();
        Assert.Equal(number, (await host.InvoiceAsync(push.InvoiceId)).RemoteNumber);
        List<PushEvent> news = [];
        using var listening = host.Get<PushFeed>().Subscribe(host.Workspace, happened =>
        {
            news.Add(happened);
            return Task.CompletedTask;
        });
        var before = host.LastRequest;

        await RoundAsync();

        Assert.Empty(news);
        Assert.Equal(["GET /invoices"], host.RequestsSince(before));
    }

    [Fact]
    public async Task PageThatIsMoreThanAnAnswerMayBe_IsAskedForInParts_AndSoIsTheNext()
    {
        List<LedgerEntry> pushes = [push];
        for (var i = 1; i < 6; i++)
            pushes.Add(await host.PushAsync(await host.AddInvoiceAsync(number: $"{i}")));
        // Four of them are less than 20 MB, and no more.
        pushes.ForEach(one => host.Billy.Edit(host.Token, one.RemoteId!, new { contactMessage = new string('x', 4 * 1024 * 1024) }));
        var before = host.LastRequest;

        await RoundAsync();

        Assert.Equal([500, 100, 20, 4, 4], PageSizesSince(before));
        foreach (var one in pushes)
            Assert.Equal(CopyState.ChangedThere, (await host.InvoiceAsync(one.InvoiceId)).CopyState);
        before = host.LastRequest;
        await RoundAsync();
        Assert.Equal([4, 4], PageSizesSince(before));
    }

    [Fact]
    public async Task News_GoToOpenPages_AndAreNoStepOfAPush()
    {
        var news = new TaskCompletionSource<PushEvent>();
        using var listening = host.Get<PushFeed>().Subscribe(host.Workspace, happened =>
        {
            news.TrySetResult(happened);
            return Task.CompletedTask;
        });
        Do("approve");

        await RoundAsync();

        var told = await news.Task.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Equal((true, true, CopyState.Booked), (told.IsLook, told.IsListed, told.InvoiceState));
    }

    /// <summary>The next push of a booked invoice is refused; that is no failure of the invoice.</summary>
    [Fact]
    public async Task BookedInvoice_ThatIsEditedAndPushed_IsNeverCalledFailed()
    {
        Do("approve");
        await host.EditAsync(push.InvoiceId, invoice => invoice.Lines[0].UnitPrice += 1);

        var refused = await host.PushAsync(await host.InvoiceAsync(push.InvoiceId));

        Assert.Equal((PushState.Rejected, "draft_booked"), (refused.State, refused.FailureCode));
        Assert.Equal(CopyState.Booked, await StateAsync());
        Assert.NotNull((await host.InvoiceAsync(push.InvoiceId)).RemoteNumber);

        // What happens later counts, and not what the refusal said then.
        Do("pay-part");
        await RoundAsync();
        Assert.Equal(CopyState.PartlyPaid, await StateAsync());
    }

    [Fact]
    public async Task DraftThatIsPutBackAsItWas_AfterARefusal_IsOursAgain()
    {
        Do("edit");
        var message = host.Billy.Invoices(host.Token)[0].GetProperty("contactMessage").GetString();
        await host.EditAsync(push.InvoiceId, invoice => invoice.Lines[0].UnitPrice += 1);
        Assert.Equal("draft_changed", (await host.PushAsync(await host.InvoiceAsync(push.InvoiceId))).FailureCode);
        Assert.Equal("Rettet i Billy", message);

        host.Billy.Edit(host.Token, push.RemoteId!, new { contactMessage = "" });
        await RoundAsync();

        Assert.Equal(CopyState.Failed, await StateAsync());
    }

    [Fact]
    public async Task DraftThatWasEditedThere_AndHere_IsNotReplaced_AndShowsWhy()
    {
        Do("edit");
        await host.EditAsync(push.InvoiceId, invoice => invoice.Lines[0].UnitPrice += 1);

        var refused = await host.PushAsync(await host.InvoiceAsync(push.InvoiceId));

        Assert.Equal("draft_changed", refused.FailureCode);
        Assert.Equal(CopyState.ChangedThere, await StateAsync());
        await RoundAsync();
        Assert.Equal(CopyState.ChangedThere, await StateAsync());
    }

    /// <summary>A list that leaves it out proves nothing: lists lag, and filters are heeded or not.</summary>
    [Fact]
    public async Task DraftThatAListLeavesOut_IsNotCalledDeleted()
    {
        host.Billy.Plan(new SandboxFault { Kind = SandboxFaultKind.StaleList, HideRequests = 10, Times = 3 });

        await RoundAsync();

        Assert.Equal(CopyState.Present, await StateAsync());
    }

    [Fact]
    public async Task PushUnderWay_IsNotTalkedInto()
    {
        Do("delete");
        await host.EditAsync(push.InvoiceId, invoice => invoice.Lines[0].UnitPrice += 1);
        await host.QueueAsync(await host.InvoiceAsync(push.InvoiceId));

        await RoundAsync();

        Assert.Equal(CopyState.Waiting, await StateAsync());
    }

    [Fact]
    public async Task PushedAnew_ItIsADraftAgain()
    {
        Do("delete");
        await RoundAsync();
        await host.Get<Core.Push.Decisions.PushDecisions>().ForgetMissingAsync(host.Owner, push.InvoiceId, default);

        await host.PushAsync(await host.InvoiceAsync(push.InvoiceId));

        Assert.Equal(CopyState.Present, await StateAsync());
        await RoundAsync();
        Assert.Equal(CopyState.Present, await StateAsync());
    }

    [Fact]
    public async Task SomeOnAPage_AreLookedAtByTheirDates_WithOneRequest()
    {
        var older = await host.PushAsync(await host.AddInvoiceAsync(invoice => invoice.IssueDate = new(2026, 1, 5), number: "1"));
        Do("approve");
        var before = host.LastRequest;
        var round = await host.Get<DocumentLooks>().RoundOfAsync(host.Queue, [push.InvoiceId], default);

        await RunAsync(round!);

        Assert.Equal(["GET /invoices"], host.RequestsSince(before));
        Assert.Contains("minEntryDate=", host.Billy.LatestRequest!.Path, StringComparison.Ordinal);
        Assert.Equal((CopyState.Booked, CopyState.Present), (await StateAsync(), (await host.InvoiceAsync(older.InvoiceId)).CopyState));
    }

    private void Do(string done)
    {
        foreach (var act in done.Split(' '))
        {
            switch (act)
            {
                case "edit": host.Billy.Edit(host.Token, push.RemoteId!, new { contactMessage = "Rettet i Billy" }); break;
                case "approve": host.Billy.Approve(host.Token, push.RemoteId!); break;
                case "pay-part": host.Billy.Pay(host.Token, push.RemoteId!, 10); break;
                case "pay": host.Billy.Pay(host.Token, push.RemoteId!); break;
                case "credit": host.Billy.Credit(host.Token, push.RemoteId!); break;
                case "void": host.Billy.Void(host.Token, push.RemoteId!); break;
                case "delete": host.Billy.Delete(host.Token, push.RemoteId!); break;
            }
        }
    }

    private IEnumerable<int> PageSizesSince(long sequence) => host.Billy.Requests(since: sequence)
        .Select(request => QueryHelpers.ParseQuery(request.Path[request.Path.IndexOf('?', StringComparison.Ordinal)..])["pageSize"].ToString())
        .Select(size => int.Parse(size, CultureInfo.InvariantCulture));

    private async Task RoundAsync()
    {
        host.Clock.Advance(TimeSpan.FromSeconds(1));
        await RunAsync(host.Get<DocumentLooks>().NewRound());
    }

    private async Task RunAsync(LookRound round)
    {
        var opened = (await host.Get<ConnectionOpener>().OpenAsync(host.Workspace, host.Queue.Connection, default)).Opened!;
        while (!round.IsOver)
            await host.Get<DocumentLooks>().StepAsync(host.Queue, opened, round, default);
    }

    private async Task<CopyState> StateAsync() => (await host.InvoiceAsync(push.InvoiceId)).CopyState;
}
