using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Links;
using PennaPay.Billy.Core.Push.History;
using PennaPay.Billy.Core.Push.Ledger;
using PennaPay.Billy.Core.Push.Queue;
using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Systems.Billy.Postings;
using PennaPay.Billy.Core.Systems.Billy;
using PennaPay.Billy.Core;
using PennaPay.Billy.Web.Sandbox.Billy;
using PennaPay.Billy.Web.Sandbox.Engine;

namespace PennaPay.Billy.Tests.Push;

public sealed class PushTests : IAsyncLifetime
{
    private PushHost host = null!;

    public async Task InitializeAsync() => host = await PushHost.StartAsync();

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Fact]
    public async Task Push_OfANewCustomer_MakesADraftWithTheSameAmounts()
    {
        var invoice = await host.AddInvoiceAsync();

        var push = await host.PushAsync(invoice);

        Assert.Equal((PushState.Succeeded, null), (push.State, push.Failure));
        var draft = Assert.Single(host.Billy.Invoices(host.Token));
        Assert.Equal(push.RemoteId, draft.GetProperty("id").GetString());
        Assert.Equal("draft", draft.GetProperty("state").GetString());
        Assert.Equal("1042", draft.GetProperty("orderNo").GetString());
        Assert.Equal(push.Key, draft.GetProperty("externalId").GetString());
        Assert.Equal("2026-12-04", draft.GetProperty("dueDate").GetString());
        Assert.Equal((1000m, 250m), (draft.GetProperty("amount").GetDecimal(), draft.GetProperty("tax").GetDecimal()));
        var stored = await host.InvoiceAsync(invoice.Id);
        Assert.Equal((CopyState.Present, push.RemoteId), (stored.CopyState, stored.RemoteId));
    }

    [Fact]
    public async Task Push_WithCustomerAndProductsLinked_CostsOneRequest()
    {
        var customer = await host.AddCustomerAsync();
        await host.PushAsync(await host.AddInvoiceAsync(customer: customer, number: "1"));
        var before = host.LastRequest;

        await host.PushAsync(await host.AddInvoiceAsync(customer: customer, number: "2"));

        Assert.Equal(["POST /invoices"], host.RequestsSince(before));
    }

    [Fact]
    public async Task Push_Again_IsAlreadyInBilly()
    {
        var invoice = await host.AddInvoiceAsync();
        var push = await host.PushAsync(invoice);

        var again = Assert.IsType<QueueResult.AlreadyPresent>(await host.QueueAsync(invoice));

        Assert.Equal(push.RemoteId, again.RemoteId);
        Assert.NotNull(again.Link);
        Assert.Single(host.Billy.Invoices(host.Token));
    }

    [Fact]
    public async Task Push_TwiceAtOnce_QueuesOnce()
    {
        var invoice = await host.AddInvoiceAsync();

        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => host.QueueAsync(invoice))));
        await host.DrainAsync();

        Assert.Single(results.OfType<QueueResult.Queued>());
        Assert.Equal(7, results.OfType<QueueResult.AlreadyWaiting>().Count());
        Assert.Single(host.Billy.Invoices(host.Token));
    }

    [Fact]
    public async Task Push_AfterAnEdit_ReplacesTheDraft()
    {
        var invoice = await host.AddInvoiceAsync();
        var first = await host.PushAsync(invoice);
        await host.EditAsync(invoice.Id, i => i.Lines[0].UnitPrice = 600);
        Assert.Equal(CopyState.Changed, (await host.InvoiceAsync(invoice.Id)).CopyState);

        var second = await host.PushAsync(invoice);

        Assert.Equal(PushState.Succeeded, second.State);
        var draft = Assert.Single(host.Billy.Invoices(host.Token));
        Assert.Equal(1200m, draft.GetProperty("amount").GetDecimal());
        Assert.NotEqual(first.RemoteId, second.RemoteId);
        Assert.Equal(first.Key, second.Key);
        Assert.Equal(CopyState.Present, (await host.InvoiceAsync(invoice.Id)).CopyState);
    }

    [Fact]
    public async Task Push_AfterAnEdit_LeavesADraftAloneThatSomebodyChanged()
    {
        var invoice = await host.AddInvoiceAsync();
        var first = await host.PushAsync(invoice);
        host.Billy.Edit(host.Token, first.RemoteId!, new { contactMessage = "Rettet i Billy" });
        await host.EditAsync(invoice.Id, i => i.Lines[0].UnitPrice = 600);

        var second = await host.PushAsync(invoice);

        Assert.Equal((PushState.Rejected, FailureCodes.DraftChanged), (second.State, second.FailureCode));
        Assert.Equal("Rettet i Billy", Assert.Single(host.Billy.Invoices(host.Token)).GetProperty("contactMessage").GetString());
    }

    [Fact]
    public async Task Push_AfterAnEdit_RefusesABookedOne()
    {
        var invoice = await host.AddInvoiceAsync();
        var first = await host.PushAsync(invoice);
        host.Billy.Approve(host.Token, first.RemoteId!);
        await host.EditAsync(invoice.Id, i => i.Lines[0].UnitPrice = 600);

        var second = await host.PushAsync(invoice);

        Assert.Equal((PushState.Rejected, FailureCodes.DraftBooked), (second.State, second.FailureCode));
        Assert.Single(host.Billy.Invoices(host.Token));
    }

    [Fact]
    public async Task Push_AfterAnEditWhileItWaited_SendsTheInvoiceAsItStands()
    {
        var invoice = await host.AddInvoiceAsync();
        var queued = Assert.IsType<QueueResult.Queued>(await host.QueueAsync(invoice));
        await host.EditAsync(invoice.Id, i => i.Lines[0].UnitPrice = 700);

        await host.DrainAsync();

        Assert.Equal(2, (await host.EntryAsync(queued.PushId)).Revision);
        Assert.Equal(1400m, Assert.Single(host.Billy.Invoices(host.Token)).GetProperty("amount").GetDecimal());
        Assert.Equal(CopyState.Present, (await host.InvoiceAsync(invoice.Id)).CopyState);
    }

    [Fact]
    public async Task Push_NotConnected_IsRefused()
    {
        await host.Get<BillyConnector>().DisconnectAsync(host.Owner, default);
        var invoice = await host.AddInvoiceAsync();

        var refused = Assert.IsType<QueueResult.Refused>(await host.QueueAsync(invoice));

        Assert.Equal(FailureCodes.NotConnected, refused.Failure.Code);
    }

    [Fact]
    public async Task Push_WithVatThatBillyDoesNotKnow_SaysWhich()
    {
        var invoice = await host.AddInvoiceAsync(i => i.Lines = [PushHost.Line("Bog", 1, 100, vatRate: 15)]);

        var push = await host.PushAsync(invoice);

        Assert.Equal((PushState.Rejected, FailureCodes.VatUnmapped, "15 % (DK)"), (push.State, push.FailureCode, push.FailureDetail));
        Assert.Empty(host.Billy.Invoices(host.Token));
    }

    [Fact]
    public async Task Push_WithAnUnknownAccount_SaysWhich()
    {
        var invoice = await host.AddInvoiceAsync(i => i.Lines[0].AccountCode = "9999");

        var push = await host.PushAsync(invoice);

        Assert.Equal((PushState.Rejected, FailureCodes.AccountUnknown, "9999"), (push.State, push.FailureCode, push.FailureDetail));
    }

    [Fact]
    public async Task Push_InACurrencyThatBillyDoesNotKnow_SaysSo()
    {
        var invoice = await host.AddInvoiceAsync(i => i.Currency = "SVC");

        var push = await host.PushAsync(invoice);

        Assert.Equal((PushState.Rejected, FailureCodes.CurrencyUnknown), (push.State, push.FailureCode));
    }

    [Fact]
    public async Task Push_TotalsThatDisagreeWithTheLines_AreNotSent()
    {
        var invoice = await host.AddInvoiceAsync();
        await host.EditAsync(invoice.Id, _ => { }, stated: new(1000, 250, 1250.01m));

        var push = await host.PushAsync(invoice);

        Assert.Equal((PushState.Rejected, FailureCodes.TotalsDiffer), (push.State, push.FailureCode));
        Assert.Empty(host.Billy.Invoices(host.Token));
    }

    [Fact]
    public async Task Push_ContactExistsTwice_AsksThePerson()
    {
        // Two companies that share a mailbox, and a third customer of whom nothing but that mailbox is known.
        await host.PushAsync(await host.AddInvoiceAsync());
        var namesake = await host.AddCustomerAsync(name: "Anden", cvr: "10150817");
        await host.PushAsync(await host.AddInvoiceAsync(customer: namesake, number: "2"));
        var ambiguous = await host.AddCustomerAsync(name: "Tredje", cvr: null);

        var push = await host.PushAsync(await host.AddInvoiceAsync(customer: ambiguous, number: "3"));

        Assert.Equal((PushState.Rejected, FailureCodes.ContactAmbiguous), (push.State, push.FailureCode));
    }

    [Fact]
    public async Task Push_ContactDeletedInBilly_IsLinkedAnew()
    {
        var customer = await host.AddCustomerAsync();
        var first = await host.AddInvoiceAsync(customer: customer);
        await host.PushAsync(first);
        await host.Database.WriteAsync(host.Workspace, (db, _) =>
        {
            foreach (var link in db.Set<RecordLink>())
                link.RemoteId = "goneGoneGoneGoneGone12";
            foreach (var product in db.Set<PostingProduct>())
                product.ProductId = "goneGoneGoneGoneGone12";
            return Task.CompletedTask;
        }, default);

        var push = await host.PushAsync(await host.AddInvoiceAsync(customer: customer, number: "2"));

        Assert.Equal(PushState.Succeeded, push.State);
        Assert.Equal(2, host.Billy.Invoices(host.Token).Count);
    }

    [Theory]
    [InlineData(SandboxFaultKind.CommitThenHang)]
    [InlineData(SandboxFaultKind.CommitThenDrop)]
    [InlineData(SandboxFaultKind.CommitThenServerError)]
    [InlineData(SandboxFaultKind.TruncatedJson)]
    [InlineData(SandboxFaultKind.HtmlAfterCommit)]
    [InlineData(SandboxFaultKind.ForeignBody)]
    public async Task Push_UnclearAfterBillyCommitted_AdoptsTheDraft(SandboxFaultKind fault)
    {
        await host.PushAsync(await host.AddInvoiceAsync(number: "1"));
        var invoice = await host.AddInvoiceAsync(number: "2");
        host.Plan(fault);

        var unclear = await host.PushAsync(invoice);
        Assert.Equal(PushState.Unknown, unclear.State);
        await host.RunToQuiescenceAsync();

        var push = await host.EntryAsync(unclear.Id);
        Assert.Equal((PushState.Succeeded, 1), (push.State, push.Attempt));
        Assert.Equal(2, host.Billy.Invoices(host.Token).Count);
        Assert.Equal(push.RemoteId, host.Billy.Invoices(host.Token)[1].GetProperty("id").GetString());
    }

    [Theory]
    [InlineData(SandboxFaultKind.Hang)]
    [InlineData(SandboxFaultKind.ServerError)]
    [InlineData(SandboxFaultKind.Refuse)]
    [InlineData(SandboxFaultKind.TruncatedWithoutCommit)]
    [InlineData(SandboxFaultKind.Html)]
    public async Task Push_UnclearAndNeverCarriedOut_IsSentAgainOnceThatIsCertain(SandboxFaultKind fault)
    {
        var invoice = await host.AddInvoiceAsync();
        host.Plan(fault);
        var started = host.Clock.GetUtcNow();

        var unclear = await host.PushAsync(invoice);
        await host.RunToQuiescenceAsync();

        var push = await host.EntryAsync(unclear.Id);
        Assert.Equal((PushState.Succeeded, 2), (push.State, push.Attempt));
        Assert.Single(host.Billy.Invoices(host.Token));
        Assert.True(push.SentAt - started >= TimeSpan.FromSeconds(150));
    }

    [Fact]
    public async Task Push_FoundOnlyByNumber_IsAdoptedWhereBillyKeepsNoKey()
    {
        var token = host.Billy.CreateCompany(new SandboxCompanyOptions { EchoExternalId = false });
        await host.ConnectAsync(token);
        var invoice = await host.AddInvoiceAsync();
        host.Plan(SandboxFaultKind.CommitThenDrop);

        var unclear = await host.PushAsync(invoice);
        await host.RunToQuiescenceAsync();

        Assert.Equal(PushState.Succeeded, (await host.EntryAsync(unclear.Id)).State);
        Assert.Single(host.Billy.Invoices(token));
    }

    [Fact]
    public async Task Push_TokenRejected_PausesTheQueueAndGoesOnAfterASuccessfulTest()
    {
        var first = await host.AddInvoiceAsync(number: "1");
        var second = await host.AddInvoiceAsync(number: "2");
        host.Plan(SandboxFaultKind.Unauthorized, path: null, method: null);

        var push = await host.PushAsync(first);
        await host.QueueAsync(second);
        await host.DrainAsync();

        Assert.Equal((PushState.Pending, FailureCodes.TokenRejected), (push.State, push.FailureCode));
        Assert.Empty(host.Billy.Invoices(host.Token));
        Assert.Equal(FailureCodes.TokenRejected, (await host.Get<BillyConnector>().ViewAsync(host.Workspace, default)).Pause?.Reason.Code);

        Assert.IsType<TestResult.Verified>(await host.Get<BillyConnector>().TestAsync(host.Owner, default));
        await host.DrainAsync();
        Assert.Equal(2, host.Billy.Invoices(host.Token).Count);
    }

    [Theory]
    [InlineData(null, 60)]
    [InlineData(17, 17)]
    public async Task Push_RateLimited_WaitsAndGoesOnByItself(int? retryAfter, int waits)
    {
        var invoice = await host.AddInvoiceAsync();
        host.Plan(SandboxFaultKind.TooManyRequests, retryAfter: retryAfter);

        var push = await host.PushAsync(invoice);
        Assert.Equal((PushState.Pending, FailureCodes.RateLimited), (push.State, push.FailureCode));
        Assert.Equal(host.Clock.GetUtcNow().AddSeconds(waits), push.DueAt);
        await host.RunToQuiescenceAsync();

        Assert.Equal(PushState.Succeeded, (await host.EntryAsync(push.Id)).State);
        Assert.Single(host.Billy.Invoices(host.Token));
    }

    [Fact]
    public async Task Push_Refused_ShowsBillysWordsAndCanBePushedAgain()
    {
        var invoice = await host.AddInvoiceAsync();
        host.Billy.Plan(new SandboxFault { Kind = SandboxFaultKind.Invalid, PathContains = "/invoices", Message = "Perioden er lukket." });

        var push = await host.PushAsync(invoice);

        Assert.Equal((PushState.Rejected, FailureCodes.InvoiceInvalid), (push.State, push.FailureCode));
        Assert.Contains("Perioden er lukket.", push.Failure!.Fields!.Select(f => f.Message).Append(push.FailureDetail));
        Assert.Equal(CopyState.Failed, (await host.InvoiceAsync(invoice.Id)).CopyState);
        Assert.Equal(PushState.Succeeded, (await host.PushAsync(invoice)).State);
    }

    [Fact]
    public async Task Push_Locked_PausesWithTheReason()
    {
        var invoice = await host.AddInvoiceAsync();
        host.Billy.Lock(host.Token, "Abonnementet er udløbet.");

        var push = await host.PushAsync(invoice);

        Assert.Equal((PushState.Pending, FailureCodes.OrganizationLocked, "Abonnementet er udløbet."), (push.State, push.FailureCode, push.FailureDetail));
    }

    [Fact]
    public async Task Push_WritesEachStepToHistoryAndTellsOpenPages()
    {
        var invoice = await host.AddInvoiceAsync();
        var seen = new List<PushState>();
        var ended = new TaskCompletionSource();
        using var subscription = host.Get<PushFeed>().Subscribe(host.Workspace, happened =>
        {
            seen.Add(happened.State);
            if (happened.HasEnded)
                ended.SetResult();
            return Task.CompletedTask;
        });

        await host.PushAsync(invoice);
        await ended.Task;

        Assert.Equal([PushState.Pending, PushState.Sending, PushState.Succeeded], seen);
        var history = await host.HistoryAsync();
        Assert.Equal([PushState.Pending, PushState.Sending, PushState.Succeeded], history.Select(h => h.State));
        Assert.All(history, h => Assert.Equal((PushHost.By, "1042"), (h.StartedBy, h.InvoiceNumber)));
        var row = Assert.Single((await host.Get<PushHistory>().PageAsync(host.Workspace, new HistoryQuery("1042"), default)).Rows);
        Assert.Equal((PushState.Succeeded, 1), (row.State, row.Attempt));
        Assert.NotNull(row.Duration);
    }

    [Fact]
    public async Task CreditNote_PointsAtItsOriginal()
    {
        var customer = await host.AddCustomerAsync();
        var original = await host.AddInvoiceAsync(customer: customer);
        var pushed = await host.PushAsync(original);
        var credit = await host.AddInvoiceAsync(i => (i.Kind, i.CreditedInvoiceId) = (InvoiceKind.CreditNote, original.Id), customer, "K1");

        await host.PushAsync(credit);

        var draft = host.Billy.Invoices(host.Token)[1];
        Assert.Equal("creditNote", draft.GetProperty("type").GetString());
        Assert.Equal(pushed.RemoteId, draft.GetProperty("creditedInvoiceId").GetString());
        Assert.Equal(1000m, draft.GetProperty("amount").GetDecimal());
    }

    [Fact]
    public async Task Worker_DiedWhileSending_NeverSendsBlindly()
    {
        var invoice = await host.AddInvoiceAsync();
        var push = await host.PushAsync(invoice);
        await host.Database.WriteAsync(host.Workspace, async (db, ct) =>
        {
            var entry = (await db.FindAsync<LedgerEntry>([push.Id], ct))!;
            (entry.State, entry.RemoteId, entry.Fingerprint, entry.EndedAt) = (PushState.Sending, null, null, null);
            entry.DueAt = host.Clock.GetUtcNow();
        }, default);
        await host.RestartAsync();
        var before = host.LastRequest;

        await host.RunToQuiescenceAsync();

        Assert.Equal(PushState.Succeeded, (await host.EntryAsync(push.Id)).State);
        Assert.DoesNotContain("POST /invoices", host.RequestsSince(before));
        Assert.Single(host.Billy.Invoices(host.Token));
    }

    [Fact]
    public async Task Bulk_QueuesEachOnceAndPushesAll()
    {
        var customer = await host.AddCustomerAsync();
        List<Guid> ids = [];
        for (var i = 0; i < 25; i++)
            ids.Add((await host.AddInvoiceAsync(customer: customer, number: $"{i}")).Id);

        var result = await host.Pusher.PushManyAsync(host.Owner, [.. ids, ids[0]], PushCause.Bulk, default);
        await host.DrainAsync();

        Assert.Equal((25, 0, 0, 0), (result.Queued, result.AlreadyPresent, result.AlreadyWaiting, result.Refused));
        Assert.Equal(25, host.Billy.Invoices(host.Token).Count);
        Assert.All(await host.EntriesAsync(), e => Assert.Equal((PushState.Succeeded, result.BatchId), (e.State, e.BatchId!.Value)));
    }
}
