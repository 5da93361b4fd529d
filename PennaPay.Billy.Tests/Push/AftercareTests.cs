using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Core.Push.Decisions;
using PennaPay.Billy.Core.Push.Ledger;
using PennaPay.Billy.Core.Records.Invoices;

namespace PennaPay.Billy.Tests.Push;

public sealed class AftercareTests : IAsyncLifetime
{
    private PushHost host = null!;

    public async Task InitializeAsync() => host = await PushHost.StartAsync();

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Theory]
    [InlineData(0, 60)]
    [InlineData(59, 1)]
    [InlineData(60, 23 * 60)]
    [InlineData(24 * 60, 7 * 24 * 60)]
    [InlineData(30 * 24 * 60, 7 * 24 * 60)]
    public void NextCheck_IsAfterAnHourADayAndThenEveryWeek(int ageInMinutes, int next) =>
        Assert.Equal(TimeSpan.FromMinutes(next), CheckTimes.NextAfter(TimeSpan.FromMinutes(ageInMinutes)));

    [Fact]
    public async Task BeforeAnHour_NothingIsAsked()
    {
        await host.PushAsync(await host.AddInvoiceAsync());
        host.Clock.Advance(TimeSpan.FromMinutes(59));
        var before = host.LastRequest;

        Assert.Equal(0, await host.Get<Aftercare>().RunAsync(host.Queue, default));

        Assert.Equal(before, host.LastRequest);
    }

    [Fact]
    public async Task WhatLiesTogetherInTime_IsLookedForInOneShortList()
    {
        var customer = await host.AddCustomerAsync();
        // Pushed in turn, so that the order of pushing says nothing of the dates.
        for (var i = 0; i < 8; i++)
        {
            var month = i % 2 == 0 ? 1 : 9;
            await host.PushAsync(await host.AddInvoiceAsync(invoice => invoice.IssueDate = new(2026, month, 5), customer, $"{i}"));
        }
        host.Clock.Advance(TimeSpan.FromHours(2));
        var before = host.LastRequest;

        Assert.Equal(4, await host.Get<Aftercare>().RunAsync(host.Queue, most: 4, default));
        Assert.Equal(4, await host.Get<Aftercare>().RunAsync(host.Queue, most: 4, default));

        Assert.Collection(
            host.Billy.Requests(since: before),
            request => Assert.Contains("minEntryDate=2026-01-05&maxEntryDate=2026-01-05", request.Path, StringComparison.Ordinal),
            request => Assert.Contains("minEntryDate=2026-09-05&maxEntryDate=2026-09-05", request.Path, StringComparison.Ordinal));
    }

    [Fact]
    public async Task TwinOfAnInvoiceWhoseDateWasChangedHereSince_IsFoundAllTheSame()
    {
        var customer = await host.AddCustomerAsync();
        List<LedgerEntry> pushes = [];
        for (var i = 0; i < 5; i++)
            pushes.Add(await host.PushAsync(await host.AddInvoiceAsync(invoice => invoice.IssueDate = new(2026, i == 0 ? 6 : 5, 1), customer, $"{i}")));
        await host.MakeTwinAsync(pushes[0]);
        await host.EditAsync(pushes[0].InvoiceId, invoice => invoice.IssueDate = new(2026, 5, 5));
        host.Clock.Advance(TimeSpan.FromHours(2));

        await host.Get<Aftercare>().RunAsync(host.Queue, default);

        Assert.Equal(PushState.NeedsAttention, (await host.EntryAsync(pushes[0].Id)).State);
    }

    [Fact]
    public async Task AfterAnHour_TellsDraftsFromBookedAndDeletedOnes()
    {
        var customer = await host.AddCustomerAsync();
        List<LedgerEntry> pushes = [];
        for (var i = 0; i < 5; i++)
            pushes.Add(await host.PushAsync(await host.AddInvoiceAsync(customer: customer, number: $"{i}")));
        host.Billy.Approve(host.Token, pushes[1].RemoteId!);
        host.Billy.Delete(host.Token, pushes[2].RemoteId!);
        host.Clock.Advance(TimeSpan.FromHours(1));
        var before = host.LastRequest;

        Assert.Equal(5, await host.Get<Aftercare>().RunAsync(host.Queue, default));

        var looked = await host.EntriesAsync();
        List<CopyState> shown = [];
        foreach (var push in pushes)
            shown.Add((await host.InvoiceAsync(push.InvoiceId)).CopyState);
        Assert.Equal([CopyState.Present, CopyState.Booked, CopyState.Deleted, CopyState.Present, CopyState.Present], shown);
        Assert.All(looked, e => Assert.Equal(host.Clock.GetUtcNow().AddHours(23), e.NextCheckAt));
        // One list for all of them, and one look at the one that is not in it.
        Assert.Equal(["GET /invoices", $"GET /invoices/{pushes[2].RemoteId}"], host.RequestsSince(before));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task SecondDocumentOfOurs_GoesToWherePeopleDecide(bool keepsKeys)
    {
        var token = host.Billy.CreateCompany(new() { EchoExternalId = keepsKeys });
        await host.ConnectAsync(token);
        var push = await host.PushAsync(await host.AddInvoiceAsync());
        await host.MakeTwinAsync(push);

        await CheckAfterAnHourAsync();

        var looked = await host.EntryAsync(push.Id);
        Assert.Equal((PushState.NeedsAttention, FailureCodes.DraftTwice), (looked.State, looked.FailureCode));
        Assert.Equal(CopyState.NeedsAttention, (await host.InvoiceAsync(push.InvoiceId)).CopyState);
        Assert.Equal(1, await host.Get<PushDecisions>().CountWaitingAsync(host.Workspace, default));
        var found = Assert.IsType<CandidateSearch.Found>(await host.Get<PushDecisions>().SearchAsync(host.Workspace, push.Id, default));
        Assert.Equal(2, found.Candidates.Count);
    }

    [Fact]
    public async Task Twins_TheNewerIsDeletedWhereBothAreAsWeLeftThem()
    {
        var push = await host.PushAsync(await host.AddInvoiceAsync());
        await host.MakeTwinAsync(push);
        await CheckAfterAnHourAsync();

        Assert.IsType<DecisionResult.Done>(await host.Get<PushDecisions>().DeleteNewerAsync(host.Owner, push.Id, default));

        Assert.Single(host.Billy.Invoices(host.Token));
        var settled = await host.EntryAsync(push.Id);
        Assert.Equal(PushState.Succeeded, settled.State);
        Assert.Equal(settled.RemoteId, host.Billy.Invoices(host.Token)[0].GetProperty("id").GetString());
        Assert.Equal(CopyState.Present, (await host.InvoiceAsync(push.InvoiceId)).CopyState);
    }

    [Fact]
    public async Task Twins_NoneIsDeletedWhereSomebodyChangedOne()
    {
        var push = await host.PushAsync(await host.AddInvoiceAsync());
        var twin = await host.MakeTwinAsync(push);
        host.Billy.Edit(host.Token, twin, new { contactMessage = "Rettet i Billy" });
        await CheckAfterAnHourAsync();

        var refused = Assert.IsType<DecisionResult.Refused>(await host.Get<PushDecisions>().DeleteNewerAsync(host.Owner, push.Id, default));

        Assert.Equal(FailureCodes.DraftChanged, refused.Failure.Code);
        Assert.Equal(2, host.Billy.Invoices(host.Token).Count);
    }

    [Fact]
    public async Task Twins_ThatAPersonLeft_AreNotAskedAboutAgain()
    {
        var push = await host.PushAsync(await host.AddInvoiceAsync());
        var twin = await host.MakeTwinAsync(push);
        await CheckAfterAnHourAsync();
        Assert.IsType<DecisionResult.Done>(await host.Get<PushDecisions>().AdoptAsync(host.Owner, push.Id, twin, default));

        await CheckAfterAnHourAsync();

        Assert.Equal((PushState.Succeeded, twin), ((await host.EntryAsync(push.Id)).State, (await host.EntryAsync(push.Id)).RemoteId));
    }

    private async Task CheckAfterAnHourAsync()
    {
        host.Clock.Advance(TimeSpan.FromHours(1));
        await host.Get<Aftercare>().RunAsync(host.Queue, default);
    }
}
