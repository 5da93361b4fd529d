using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Links;
using PennaPay.Billy.Core.Push.Ledger;
using PennaPay.Billy.Core.Push.Targets;
using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Records.Payments;
using PennaPay.Billy.Core.Sync;
using PennaPay.Billy.Core.Sync.Runs;
using static PennaPay.Billy.Tests.Sync.Invoices.InvoiceSteps;

namespace PennaPay.Billy.Tests.Sync.Invoices;

/// <summary>What runs do with the invoices of both sides.</summary>
public sealed class InvoiceRunTests
{
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

    private static async Task AgreeAsync(SyncHost host, SyncRun shown) =>
        Assert.Null((await host.DoAsync(await host.Product.Get<SyncRuns>().StartAsync(host.Product.Owner, host.Connection, dry: false, shown.Id, default))).Failure);

    private static async Task<IEnumerable<string>> ChangesAsync(SyncHost host, SyncRun run)
    {
        Assert.Equal((SyncOutcome.Updated, SyncSide.Here), Assert.Single(await host.ItemsAsync(run)) is var item ? (item.Outcome, item.Side) : default);
        return (await host.AllAsync<SyncChange>()).Where(change => change.RunId == run.Id)
            .Select(change => $"{change.Field}: {change.Old} → {change.New}".Replace(":  →", ": →", StringComparison.Ordinal).TrimEnd()).Order(StringComparer.Ordinal);
    }
}
