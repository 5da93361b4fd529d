using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Links;
using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Core.Push.Copies;
using PennaPay.Billy.Core.Push.Decisions;
using PennaPay.Billy.Core.Push.Ledger;
using PennaPay.Billy.Core.Push.Targets;
using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Records.Payments;
using PennaPay.Billy.Core.Sync;
using PennaPay.Billy.Core.Sync.Questions;
using PennaPay.Billy.Core.Sync.Runs;
using PennaPay.Billy.Core.Sync.Settings;
using PennaPay.Billy.Core.Systems.Billy.Postings.Choices;

namespace PennaPay.Billy.Tests.Sync.Invoices;

/// <summary>What runs do with the invoices of both sides.</summary>
public sealed class InvoiceRunTests
{
    private static readonly ModuleChoices On = new() { IsOn = true };

    [Fact]
    public async Task FirstRun_ShowsWhatComesIn_AndThenBringsJustThat_WithItsCustomer()
    {
        await using var host = await StartAsync();
        var contact = host.Account.Add("Nordlys ApS");
        var id = host.Invoices.Issue(contact, "1001", 1000);
        host.Invoices.Pay(id, 250);
        host.Invoices.Issue(contact, null, 1, state: RemoteState.Draft);

        var shown = await host.DryAsync();
        var item = Assert.Single(await host.ItemsAsync(shown), item => item.Module == SyncModule.Invoices);
        Assert.Equal((SyncOutcome.Created, SyncSide.Here, "1001 · Nordlys ApS", id), (item.Outcome, item.Side, item.Title, item.RemoteId));
        Assert.Equal(
            ["number 1001", "customer Nordlys ApS", "issueDate 2026-11-03", "gross 1250.00 DKK", "state partlyPaid", "payment 2026-11-12 250.00"],
            (await host.AllAsync<SyncChange>()).Where(change => change.ItemId == item.Id).OrderBy(change => change.Id).Select(change => $"{change.Field} {change.New}"));
        Assert.Empty(await host.AllAsync<Invoice>());

        await AgreeAsync(host, shown);
        var invoice = Assert.Single(await host.AllAsync<Invoice>());
        Assert.Equal(("1001", "Nordlys ApS", 1250m, InvoiceStatus.Sent, CopyState.PartlyPaid, id), (invoice.Number, invoice.CustomerName, invoice.Gross, invoice.Status, invoice.CopyState, invoice.RemoteId));
        Assert.Equal((250m, new DateOnly(2026, 11, 12), invoice.Id), Assert.Single(await host.AllAsync<Payment>()) is var payment ? (payment.Amount, payment.Day, payment.InvoiceId) : default);
        await NothingToDoAsync(host);
    }

    [Fact]
    public async Task WhatBecomesOfIt_IsNoted_WithWhatItWas()
    {
        await using var host = await StartAsync();
        var id = await IssuedAsync(host);
        var payment = host.Invoices.Pay(id, 1250);
        var paid = await host.RunAsync();
        Assert.Equal(["payment: → 2026-11-12 1250.00", "state: booked → paid"], await ChangesAsync(host, paid));
        Assert.Equal(CopyState.Paid, Assert.Single(await host.AllAsync<Invoice>()).CopyState);
        await NothingToDoAsync(host);

        // The bank took it back.
        host.Invoices.TakeBack(payment);
        Assert.Equal(["payment: 2026-11-12 1250.00 →", "state: paid → booked"], await ChangesAsync(host, await host.RunAsync()));
        Assert.Empty(await host.AllAsync<Payment>());

        host.Invoices.Void(id);
        Assert.Equal(["state: booked → voided"], await ChangesAsync(host, await host.RunAsync()));
        await NothingToDoAsync(host);
    }

    [Fact]
    public async Task PaymentsThatCannotBeRead_StopNothing_AndTakeNothingBack()
    {
        await using var host = await StartAsync();
        var id = await IssuedAsync(host);
        host.Invoices.Pay(id, 250);
        await host.RunAsync();
        host.Invoices.Void(id);
        host.Invoices.Trouble = request =>
        {
            if (request == "payments")
                throw new ApiException(ApiFailure.Unreadable, "no associations") { MayHaveBeenProcessed = false };
        };
        var run = await host.RunAsync();
        Assert.Null(run.Failure);
        Assert.Equal(
            [(SyncOutcome.Skipped, FailureCodes.SyncPaymentsUnknown), (SyncOutcome.Updated, null)],
            (await host.ItemsAsync(run)).OrderBy(item => item.Outcome == SyncOutcome.Updated).Select(item => (item.Outcome, item.FailureCode)));
        Assert.Equal(CopyState.Voided, Assert.Single(await host.AllAsync<Invoice>()).CopyState);
        Assert.Single(await host.AllAsync<Payment>());
    }

    [Fact]
    public async Task CreditNote_IsTiedToWhatItTakesBack_ThoughItIsListedFirst()
    {
        await using var host = await StartAsync();
        var contact = host.Account.Add("Nordlys ApS");
        var id = host.Invoices.Issue(contact, "1001", 1000);
        host.Invoices.Issue(contact, "1002", 1000, InvoiceKind.CreditNote, credits: id);
        await host.BeginAsync();
        var invoices = await host.AllAsync<Invoice>();
        var note = Assert.Single(invoices, invoice => invoice.Kind == InvoiceKind.CreditNote);
        var original = Assert.Single(invoices, invoice => invoice.Kind == InvoiceKind.Invoice);
        Assert.Equal((original.Id, "1001", CopyState.Credited), (note.CreditedInvoiceId, note.CreditedInvoiceNumber, original.CopyState));
        await NothingToDoAsync(host);
    }

    [Fact]
    public async Task MadeOutToNobodyHere_IsLeftWithTheReason_UntilTheyAre()
    {
        await using var host = await SyncHost.StartAsync(On with { CreatesHere = false });
        await host.ChooseInvoicesAsync(On);
        var contact = host.Account.Add("Nordlys ApS", ("email", "n@n.dk"));
        host.Invoices.Issue(contact, "1001", 1000);
        var first = await host.BeginAsync();
        Assert.Equal((SyncOutcome.Skipped, FailureCodes.SyncContactMissing, "1001"), Assert.Single(await host.ItemsAsync(first)) is var left ? (left.Outcome, left.FailureCode, left.FailureDetail) : default);
        Assert.Empty(await host.AllAsync<Invoice>());

        // They come by the same run.
        await host.SaveAsync(null, form => (form.Name, form.Email) = ("Nordlys", "n@n.dk"));
        await host.RunAsync();
        Assert.Equal("Nordlys", Assert.Single(await host.AllAsync<Invoice>()).CustomerName);
    }

    [Fact]
    public async Task TheSameInAll_IsTakenForOurs_AndNeitherComesInNorGoesThere()
    {
        await using var host = await StartAsync();
        var (contact, customer) = await LinkedAsync(host);
        var ours = await host.Product.AddInvoiceAsync(invoice => invoice.IssueDate = StandInInvoices.Day, await host.CustomerAsync(customer), "1001");
        var id = host.Invoices.Issue(contact, "1001", ours.Net);
        var run = await host.RunAsync();
        Assert.Equal((SyncOutcome.Linked, ours.Id, id), Assert.Single(await host.ItemsAsync(run)) is var item ? (item.Outcome, item.LocalId, item.RemoteId) : default);
        Assert.Equal((CopyState.Booked, id, "1001"), Assert.Single(await host.AllAsync<Invoice>()) is var kept ? (kept.CopyState, kept.RemoteId, kept.RemoteNumber) : default);
        Assert.Equal(PushState.Succeeded, Assert.Single(await host.AllAsync<LedgerEntry>()).State);
        await NothingToDoAsync(host);
    }

    [Theory]
    [InlineData(SyncAnswer.Link, 1, CopyState.NeedsAttention)]
    [InlineData(SyncAnswer.Create, 2, CopyState.Waiting)]
    [InlineData(SyncAnswer.Leave, 1, CopyState.NotPushed)]
    public async Task MuchTheSame_IsAsked_AndTheAnswerHolds(SyncAnswer answer, int invoices, CopyState state)
    {
        await using var host = await StartAsync();
        var (contact, customer) = await LinkedAsync(host);
        var ours = await host.Product.AddInvoiceAsync(invoice => invoice.IssueDate = StandInInvoices.Day, await host.CustomerAsync(customer), "1001");
        var id = host.Invoices.Issue(contact, "1001", ours.Net + 4);
        // A series of its own: another's invoice of that number is another invoice.
        await host.RunAsync();
        await host.RunAsync();
        var question = Assert.Single(await host.AllAsync<SyncQuestion>());
        Assert.Equal((SyncQuestionKind.Match, RecordKind.Invoice, ours.Id), (question.Kind, question.RecordKind, question.LocalId));
        Assert.Equal(CopyState.NotPushed, Assert.Single(await host.AllAsync<Invoice>()).CopyState);

        await host.AnswerAsync(_ => (answer, answer == SyncAnswer.Link ? id : null));
        await host.RunAsync();
        var all = await host.AllAsync<Invoice>();
        Assert.Equal(invoices, all.Count);
        Assert.Equal(state, all.Single(invoice => invoice.Id == ours.Id).CopyState);
        await NothingToDoAsync(host);
        Assert.Equal(answer == SyncAnswer.Leave, Assert.Single(await host.AllAsync<SyncQuestion>()).ClosedAt is null);
    }

    [Fact]
    public async Task SameNumberOfAnotherSeries_IsAnotherInvoice()
    {
        await using var host = await StartAsync();
        await LinkedAsync(host);
        var other = host.Account.Add("Bager Hansen");
        await host.Product.AddInvoiceAsync(number: "1001");
        host.Invoices.Issue(other, "1001", 7);
        await host.RunAsync();
        Assert.Equal(2, (await host.AllAsync<Invoice>()).Count);
        Assert.Empty(await host.AllAsync<SyncQuestion>());
    }

    [Fact]
    public async Task OursThatAreSent_AreQueuedOnce_OthersAreNot()
    {
        await using var host = await StartAsync();
        await LinkedAsync(host);
        var sent = await host.Product.AddInvoiceAsync(number: "1");
        await host.Product.AddInvoiceAsync(invoice => invoice.Status = InvoiceStatus.Draft, number: "2");
        await host.Product.AddInvoiceAsync(invoice => invoice.IsArchived = true, number: "3");
        await host.Product.AddInvoiceAsync(invoice => invoice.Origin = new("Elsewhere"), number: "4");
        var run = await host.RunAsync();
        Assert.Equal((SyncOutcome.Queued, SyncSide.There, sent.Id), Assert.Single(await host.ItemsAsync(run), item => item.Module == SyncModule.Invoices) is var item ? (item.Outcome, item.Side, item.LocalId) : default);
        var push = Assert.Single(await host.AllAsync<LedgerEntry>());
        Assert.Equal((PushState.Pending, PushCause.Synchronized, sent.Id), (push.State, push.Cause, push.InvoiceId));
        await NothingToDoAsync(host);

        await host.Product.DrainAsync();
        Assert.Equal(PushState.Succeeded, Assert.Single(await host.AllAsync<LedgerEntry>()).State);
        Assert.DoesNotContain(await host.ItemsAsync(await host.RunAsync()), item => item.Module == SyncModule.Invoices);
    }

    [Fact]
    public async Task OursThatWouldBeRefused_AreShownWithWhatIsMissing_AndGoOnceItIsThere()
    {
        await using var host = await StartAsync();
        await LinkedAsync(host);
        var ours = await host.Product.AddInvoiceAsync(invoice => invoice.Lines[0].AccountCode = "9999", number: "1");
        foreach (var run in new[] { await host.DryAsync(), await host.RunAsync() })
        {
            var item = Assert.Single(await host.ItemsAsync(run), item => item.Module == SyncModule.Invoices);
            Assert.Equal((SyncOutcome.Skipped, SyncSide.There, ours.Id, FailureCodes.AccountUnknown), (item.Outcome, item.Side, item.LocalId, item.FailureCode));
        }

        Assert.Empty(await host.AllAsync<LedgerEntry>());
        await host.Product.ChooseAsync(PostingSubject.Account, "9999", new(host.Product.AccountId("1110"), null));
        Assert.Contains(await host.ItemsAsync(await host.RunAsync()), item => item.Outcome == SyncOutcome.Queued);
    }

    [Fact]
    public async Task OurNumberAsItsReference_IsOurs_ThoughItsOwnIsAnother()
    {
        await using var host = await StartAsync();
        var (contact, customer) = await LinkedAsync(host);
        var ours = await host.Product.AddInvoiceAsync(invoice => invoice.IssueDate = StandInInvoices.Day, await host.CustomerAsync(customer), "500");
        var id = host.Invoices.Issue(contact, "1", ours.Net);
        host.Invoices.Change(id, document => document with { Reference = "500" });
        await host.RunAsync();
        Assert.Equal(id, Assert.Single(await host.AllAsync<Invoice>()).RemoteId);
        await NothingToDoAsync(host);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task OurKey_MakesItOurs_AnotherInstallationsComesIn(bool isOurs)
    {
        await using var host = await StartAsync();
        var (contact, _) = await LinkedAsync(host);
        var ours = await host.Product.AddInvoiceAsync(number: "500");
        var key = host.Product.Get<PushTargets>().Of(host.Invoices.System).KeyOf(await host.Product.ConnectionAsync(), isOurs ? ours : new Invoice { OriginId = "x" });
        var id = host.Invoices.Issue(contact, "1", 1);
        host.Invoices.Change(id, document => document with { Key = key });
        await host.RunAsync();
        var invoices = await host.AllAsync<Invoice>();
        Assert.Equal(isOurs ? 1 : 2, invoices.Count);
        Assert.Contains(invoices, invoice => invoice.RemoteId == id && invoice.Id == ours.Id == isOurs);
    }

    [Fact]
    public async Task TakenBack_IsNotQueuedAgainByItself()
    {
        await using var host = await StartAsync();
        await LinkedAsync(host);
        var ours = await host.Product.AddInvoiceAsync(number: "500");
        await host.RunAsync();
        await host.Product.Get<PushDecisions>().CancelAsync(host.Product.Owner, ours.Id, default);
        await NothingToDoAsync(host);
        Assert.Equal(PushState.Cancelled, Assert.Single(await host.AllAsync<LedgerEntry>()).State);
    }

    [Fact]
    public async Task Undo_TakesOutOfTheQueueWhatHasNotLeft()
    {
        await using var host = await StartAsync();
        await LinkedAsync(host);
        await host.Product.AddInvoiceAsync(number: "500");
        var run = await host.RunAsync();
        var undo = await host.DoAsync(await host.Product.Get<SyncRuns>().UndoAsync(host.Product.Owner, host.Connection, run.Id, null, null, default));
        Assert.Equal(SyncOutcome.Deleted, Assert.Single(await host.ItemsAsync(undo), item => item.Module == SyncModule.Invoices).Outcome);
        Assert.Equal(PushState.Cancelled, Assert.Single(await host.AllAsync<LedgerEntry>()).State);
        await host.Product.DrainAsync();
        Assert.Empty(host.Product.Billy.Invoices(host.Product.Token));
    }

    [Fact]
    public async Task Samples_AreNotSentByItself_ToARealAccount()
    {
        await using var host = await StartAsync();
        await LinkedAsync(host);
        await host.Product.AddInvoiceAsync(invoice => (invoice.Origin, invoice.OriginId) = (InvoiceOrigin.Sample, "s1"), number: "1");
        await host.Product.Database.WriteAsync(
            host.Product.Workspace, (db, ct) => db.Set<Core.Connections.Connection>().ExecuteUpdateAsync(update => update.SetProperty(row => row.UsesSandbox, false), ct), default);
        Assert.DoesNotContain(await host.ItemsAsync(await host.RunAsync()), item => item.Module == SyncModule.Invoices);
    }

    [Fact]
    public async Task VoidedCreditNote_TakesNothingBackAnyMore()
    {
        await using var host = await StartAsync();
        var id = await IssuedAsync(host);
        var note = host.Invoices.Issue(host.Account.Records.Single().Key, "1002", 1000, InvoiceKind.CreditNote, credits: id);
        await host.RunAsync();
        host.Invoices.Void(note);
        await host.RunAsync();
        Assert.Equal(CopyState.Booked, (await host.AllAsync<Invoice>()).Single(invoice => invoice.Number == "1001").CopyState);
        await NothingToDoAsync(host);
    }

    [Fact]
    public async Task WhatAnotherAccountIssued_IsNotTakenForThisOnes_NorAreItsPayments()
    {
        await using var host = await StartAsync();
        var (contact, customer) = await LinkedAsync(host);
        // As an earlier account left them: one that it issued, and a payment that it told of.
        var theirs = await host.Product.AddInvoiceAsync(
            invoice => (invoice.Origin, invoice.OriginId, invoice.IssueDate) = (host.Invoices.Origin, "old", StandInInvoices.Day), await host.CustomerAsync(customer), "1001");
        var id = host.Invoices.Issue(contact, "1001", theirs.Net);
        await host.RunAsync();
        Assert.Equal(2, (await host.AllAsync<Invoice>()).Count);
        var here = (await host.AllAsync<Invoice>()).Single(invoice => invoice.RemoteId == id);
        await host.Product.Database.WriteAsync(host.Product.Workspace, (db, _) =>
        {
            db.Add(new Payment { Id = Guid.CreateVersion7(), WorkspaceId = host.Product.Workspace, InvoiceId = here.Id, Origin = host.Invoices.Origin, OriginId = $"{Guid.NewGuid():N}:p1", Amount = 5, Day = StandInInvoices.Day });
            return Task.CompletedTask;
        }, default);
        await NothingToDoAsync(host);
        Assert.Single(await host.AllAsync<Payment>());
    }

    [Fact]
    public async Task AnsweredThatItIsTheOne_ItIs_ThoughAPushWasGivenUp()
    {
        await using var host = await StartAsync();
        var (contact, _) = await LinkedAsync(host);
        var ours = await host.Product.AddInvoiceAsync(number: "500");
        var push = await host.Product.PushDoubtfullyAsync(ours);
        await host.Product.Get<PushDecisions>().GiveUpAsync(host.Product.Owner, push.Id, default);
        var id = host.Invoices.Issue(contact, "500", ours.Net);
        await host.RunAsync();
        await host.AnswerAsync(question => question.RecordKind == RecordKind.Invoice ? (SyncAnswer.Link, id) : null);
        await host.RunAsync();
        Assert.Equal(id, (await host.AllAsync<Invoice>()).Single(invoice => invoice.Id == ours.Id).RemoteId);
        Assert.DoesNotContain(await host.ItemsAsync(await host.RunAsync()), item => item.Module == SyncModule.Invoices);
    }

    [Theory]
    [InlineData(SyncDirection.ToHere, true, false)]
    [InlineData(SyncDirection.ToThere, false, true)]
    public async Task Direction_Holds(SyncDirection direction, bool comesIn, bool goes)
    {
        await using var host = await StartAsync(On with { Direction = direction });
        var contact = host.Account.Add("Nordlys ApS");
        host.Invoices.Issue(contact, "1001", 1000);
        await host.Product.AddInvoiceAsync(number: "1");
        await host.BeginAsync();
        Assert.Equal(comesIn, (await host.AllAsync<Invoice>()).Exists(invoice => invoice.Number == "1001"));
        Assert.Equal(goes, (await host.AllAsync<LedgerEntry>()).Count > 0);
    }

    [Theory]
    [InlineData(SyncModule.Organizations, "Nordlys ApS")]
    [InlineData(SyncModule.Contacts, "Kaj Nordlys")]
    public async Task TwoThatAreOneContact_ThePriorityModuleGetsTheInvoice(SyncModule goTo, string name)
    {
        await using var host = await StartAsync(goTo: goTo);
        var (contact, _) = await LinkedAsync(host);
        var person = await host.SaveAsync(null, form => (form.Name, form.Kind) = ("Kaj Nordlys", CustomerKind.Person));
        await host.Product.Get<RecordLinks>().RememberAsync(host.Product.Workspace, host.Connection, RecordKind.Contact, person, contact, default);
        host.Invoices.Issue(contact, "1001", 1000);
        await host.RunAsync();
        Assert.Equal(name, Assert.Single(await host.AllAsync<Invoice>()).CustomerName);
    }

    [Fact]
    public async Task BrokenOff_GoesOn_AndBringsNothingTwice()
    {
        await using var host = await StartAsync();
        var contact = host.Account.Add("Nordlys ApS");
        for (var number = 1; number <= 9; number++)
            host.Invoices.Issue(contact, $"{number}", number);
        var shown = await host.DryAsync();
        using var life = new CancellationTokenSource();
        var pages = 0;
        host.Invoices.Trouble = request =>
        {
            if (request != "page" || ++pages < 3)
                return;
            life.Cancel();
            throw new OperationCanceledException(life.Token);
        };
        var started = await host.Product.Get<SyncRuns>().StartAsync(host.Product.Owner, host.Connection, dry: false, shown.Id, default);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => host.DoAsync(started, life.Token));
        Assert.Equal(6, (await host.AllAsync<Invoice>()).Count);
        host.Invoices.Trouble = _ => { };
        var run = await host.DoAsync(started);
        Assert.Null(run.Failure);
        Assert.Equal(Enumerable.Range(1, 9).Select(number => $"{number}"), (await host.AllAsync<Invoice>()).Select(invoice => invoice.Number).Order(StringComparer.Ordinal));
        Assert.Equal(9, (await host.ItemsAsync(run)).Count(item => item.Module == SyncModule.Invoices));
        await NothingToDoAsync(host);
    }

    [Fact]
    public async Task AgreedPlan_IsNotCarriedOut_WhenAnotherInvoiceCame()
    {
        await using var host = await StartAsync();
        var contact = host.Account.Add("Nordlys ApS");
        host.Invoices.Issue(contact, "1001", 1000);
        var shown = await host.DryAsync();
        host.Invoices.Issue(contact, "1002", 1000);
        var run = await host.DoAsync(await host.Product.Get<SyncRuns>().StartAsync(host.Product.Owner, host.Connection, dry: false, shown.Id, default));
        Assert.Equal(FailureCodes.PlanChanged, run.FailureCode);
        Assert.Empty(await host.AllAsync<Invoice>());
    }

    [Fact]
    public async Task Undo_OfTheFirstRun_TakesAwayWhatCameIn()
    {
        await using var host = await StartAsync();
        var contact = host.Account.Add("Nordlys ApS");
        var id = host.Invoices.Issue(contact, "1001", 1000);
        host.Invoices.Issue(contact, "1002", 1000, InvoiceKind.CreditNote, credits: id);
        host.Invoices.Pay(id, 250);
        var run = await host.BeginAsync();
        var undo = await host.DoAsync(await host.Product.Get<SyncRuns>().UndoAsync(host.Product.Owner, host.Connection, run.Id, null, null, default));
        Assert.Null(undo.Failure);
        Assert.DoesNotContain(await host.ItemsAsync(undo), item => item.Outcome == SyncOutcome.Skipped);
        Assert.Empty(await host.AllAsync<Invoice>());
        Assert.Empty(await host.AllAsync<Payment>());
        Assert.Empty(await host.AllAsync<InvoiceCopy>());
        Assert.Empty(await host.AllAsync<Customer>());
    }

    [Fact]
    public async Task Undo_NamesWhatIsNotOurs_AndWhatItTookAwayDoesNotComeBackByItself()
    {
        await using var host = await StartAsync();
        var (contact, _) = await LinkedAsync(host);
        var queued = await host.Product.AddInvoiceAsync(number: "1");
        var paid = host.Invoices.Issue(contact, "1001", 1000);
        await host.RunAsync();
        host.Invoices.Pay(paid, 250);
        host.Invoices.Issue(contact, "1002", 1000);
        var run = await host.RunAsync();
        var undo = await host.DoAsync(await host.Product.Get<SyncRuns>().UndoAsync(host.Product.Owner, host.Connection, run.Id, null, null, default));
        Assert.Equal(
            [(SyncOutcome.Skipped, FailureCodes.SyncNotOurs, "1001 · Nordlys ApS"), (SyncOutcome.Deleted, null, "1002 · Nordlys ApS")],
            (await host.ItemsAsync(undo)).OrderBy(item => item.Title).Select(item => (item.Outcome, item.FailureCode, item.Title)));
        await host.RunAsync();
        Assert.Equal(["1", "1001"], (await host.AllAsync<Invoice>()).Select(invoice => invoice.Number).Order(StringComparer.Ordinal));
        Assert.Equal(CopyState.Waiting, (await host.AllAsync<Invoice>()).Single(invoice => invoice.Id == queued.Id).CopyState);
    }

    [Fact]
    public async Task WhatWasDoneWithInvoices_IsKeptForFiveYears()
    {
        await using var host = await StartAsync();
        var id = await IssuedAsync(host);
        host.Invoices.Issue("nobody", "9", 1);
        // What is only left is told by a run, and no part of a voucher's history.
        await host.RunAsync();
        host.Product.Clock.Advance(TimeSpan.FromDays(366));
        Assert.Equal(2, await host.Product.Get<OldRuns>().SweepAsync(default));
        Assert.Equal((SyncModule.Invoices, id), Assert.Single(await host.AllAsync<SyncItem>(), item => item.Outcome == SyncOutcome.Created) is var item ? (item.Module, item.RemoteId) : default);
        host.Product.Clock.Advance(TimeSpan.FromDays(4 * 366));
        Assert.Equal(1, await host.Product.Get<OldRuns>().SweepAsync(default));
        Assert.Empty(await host.AllAsync<SyncRun>());
        Assert.Empty(await host.AllAsync<SyncItem>());
    }

    private static readonly IEqualityComparer<IEnumerable<string>> Unordered = new SameSet();

    private static async Task<SyncHost> StartAsync(ModuleChoices? choices = null, SyncModule goTo = SyncModule.Organizations)
    {
        var host = await SyncHost.StartAsync(On);
        await host.ChooseInvoicesAsync(choices ?? On, goTo);
        return host;
    }

    private static async Task AgreeAsync(SyncHost host, SyncRun shown) =>
        Assert.Null((await host.DoAsync(await host.Product.Get<SyncRuns>().StartAsync(host.Product.Owner, host.Connection, dry: false, shown.Id, default))).Failure);

    /// <summary>A contact and its customer, after the first run.</summary>
    private static async Task<(string Contact, Guid Customer)> LinkedAsync(SyncHost host)
    {
        var contact = host.Account.Add("Nordlys ApS");
        Assert.Null((await host.BeginAsync()).Failure);
        return (contact, Assert.Single(await host.AllAsync<Customer>()).Id);
    }

    private static async Task<string> IssuedAsync(SyncHost host)
    {
        var id = host.Invoices.Issue(host.Account.Add("Nordlys ApS"), "1001", 1000);
        Assert.Null((await host.BeginAsync()).Failure);
        return id;
    }

    private static async Task<IEnumerable<string>> ChangesAsync(SyncHost host, SyncRun run)
    {
        Assert.Equal((SyncOutcome.Updated, SyncSide.Here), Assert.Single(await host.ItemsAsync(run)) is var item ? (item.Outcome, item.Side) : default);
        return (await host.AllAsync<SyncChange>()).Where(change => change.RunId == run.Id)
            .Select(change => $"{change.Field}: {change.Old} → {change.New}".Replace(":  →", ": →", StringComparison.Ordinal).TrimEnd()).Order(StringComparer.Ordinal);
    }

    private static async Task NothingToDoAsync(SyncHost host)
    {
        var run = await host.RunAsync();
        Assert.Null(run.Failure);
        Assert.Empty(await host.ItemsAsync(run));
    }

    private sealed class SameSet : IEqualityComparer<IEnumerable<string>>
    {
        public bool Equals(IEnumerable<string>? x, IEnumerable<string>? y) => x!.Order(StringComparer.Ordinal).SequenceEqual(y!.Order(StringComparer.Ordinal));

        public int GetHashCode(IEnumerable<string> obj) => 0;
    }
}
