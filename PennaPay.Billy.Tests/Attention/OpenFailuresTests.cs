using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Core.Push.Attention;
using PennaPay.Billy.Core.Push.Plans;
using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Records.Invoices.Editing;
using PennaPay.Billy.Core.Values;
using PennaPay.Billy.Tests.Push;
using PennaPay.Billy.Web.Sandbox.Engine;

namespace PennaPay.Billy.Tests.Attention;

/// <summary>What failed and still does, by cause.</summary>
public sealed class OpenFailuresTests : IAsyncLifetime
{
    private static readonly FailureCause NoRuleset = new(FailureCodes.VatRulesetMissing, "ReverseCharge (DK)");

    private PushHost host = null!;
    private Customer? customer;

    private OpenFailures Failures => host.Get<OpenFailures>();

    public async Task InitializeAsync() => host = await PushHost.StartAsync();

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Fact]
    public async Task Groups_AreByCause_WithSumsAndTheOldestInvoices()
    {
        var late = await FailAsync("2", ReverseCharge, day: 2);
        var early = await FailAsync("1", ReverseCharge, day: 1);
        var credit = await FailAsync("3", invoice => { ReverseCharge(invoice); invoice.Kind = InvoiceKind.CreditNote; }, day: 3);
        var euros = await FailAsync("4", invoice => { ReverseCharge(invoice); invoice.Currency = "EUR"; }, day: 4);
        var account = await FailAsync("5", invoice => invoice.Lines[0].AccountCode = "99");
        host.Plan(SandboxFaultKind.Invalid, times: 2);
        var refused = await FailAsync("6", _ => { });
        var alsoRefused = await FailAsync("7", _ => { });
        await host.PushAsync(await AddAsync("8", _ => { }));

        var groups = await Failures.GroupsAsync(host.Workspace, default);

        Assert.Equal(
            [(NoRuleset, 4), (new(FailureCodes.InvoiceInvalid, null), 2), (new(FailureCodes.AccountUnknown, "99"), 1)],
            groups.Select(group => (group.Cause, group.Count)));
        Assert.Equal([new("DKK", 1000), new CurrencySum("EUR", 1000)], groups[0].Sums.OrderBy(sum => sum.Currency));
        Assert.Equal([early.Id, late.Id, credit.Id, euros.Id], groups[0].First.Select(invoice => invoice.Id));
        Assert.Equal(
            new FailedInvoice(account.Id, InvoiceKind.Invoice, "5", account.CustomerId, "Nordlys Design ApS", "DKK", 1250, new(FailureCodes.AccountUnknown, "99")),
            Assert.Single(groups[2].First));
        // What Billy answered is each invoice's own.
        Assert.All(groups[1].First, invoice => Assert.NotNull(invoice.Failure.Detail));
        Assert.Equal(7, await Failures.CountAsync(host.Workspace, default));
        Assert.Equal([early.Id, late.Id, credit.Id, euros.Id], await Failures.IdsAsync(host.Workspace, NoRuleset, default));
        Assert.Equal([refused.Id, alsoRefused.Id], await Failures.IdsAsync(host.Workspace, groups[1].Cause, default));
    }

    [Fact]
    public async Task ArchivedOne_IsNoLongerAmongThem()
    {
        var failed = await FailAsync("1", ReverseCharge);
        Assert.Equal(1, await Failures.CountAsync(host.Workspace, default));

        Assert.Equal(ArchiveResult.Done, await host.Get<InvoiceArchive>().ArchiveAsync(host.Owner, failed.Id, default));

        Assert.Equal(0, await Failures.CountAsync(host.Workspace, default));
        Assert.Empty(await Failures.GroupsAsync(host.Workspace, default));
        Assert.Empty(await Failures.IdsAsync(host.Workspace, NoRuleset, default));
    }

    [Fact]
    public async Task Groups_TellOneByOne_NoMoreThanAFew()
    {
        for (var number = 1; number <= OpenFailures.MostOfEach + 2; number++)
            await FailAsync(number.ToString(System.Globalization.CultureInfo.InvariantCulture), ReverseCharge, day: number);

        var group = Assert.Single(await Failures.GroupsAsync(host.Workspace, default));

        Assert.Equal((OpenFailures.MostOfEach + 2, OpenFailures.MostOfEach), (group.Count, group.First.Count));
        Assert.Equal("1", group.First[0].Number);
    }

    [Fact]
    public async Task MendedAndPushed_IsNoFailureAnyMore()
    {
        var invoice = await FailAsync("1", ReverseCharge);
        await host.EditAsync(invoice.Id, stored => stored.Lines[0].Vat = VatTreatment.Standard);
        await host.EditAsync(invoice.Id, stored => stored.Lines[0].VatRate = 25);
        Assert.Single(await Failures.GroupsAsync(host.Workspace, default));

        await host.PushAsync(await host.InvoiceAsync(invoice.Id));

        Assert.Empty(await Failures.GroupsAsync(host.Workspace, default));
        Assert.Equal(0, await Failures.CountAsync(host.Workspace, default));
        Assert.Empty(await Failures.OfAsync(host.Workspace, [invoice.Id], default));
    }

    [Fact]
    public async Task FailedAnew_ForAnotherReason_StandsUnderThatAlone()
    {
        var invoice = await FailAsync("1", ReverseCharge);
        await host.EditAsync(invoice.Id, stored => (stored.Lines[0].Vat, stored.Lines[0].VatRate, stored.Lines[0].AccountCode) = (VatTreatment.Standard, 25, "99"));
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(PushState.Rejected, (await host.PushAsync(await host.InvoiceAsync(invoice.Id))).State);

        Assert.Equal(new FailureCause(FailureCodes.AccountUnknown, "99"), Assert.Single(await Failures.GroupsAsync(host.Workspace, default)).Cause);
        Assert.Equal(new(FailureCodes.AccountUnknown, "99"), Assert.Single(await Failures.OfAsync(host.Workspace, [invoice.Id], default)).Value);
    }

    [Fact]
    public async Task Booked_IsNoFailure_WhateverALaterPushCameTo()
    {
        var invoice = await AddAsync("1", _ => { });
        var push = await host.PushAsync(invoice);
        host.Billy.Approve(host.Token, push.RemoteId!);
        await host.EditAsync(invoice.Id, stored => stored.Lines[0].Quantity = 3);
        Assert.Equal(PushState.Rejected, (await host.PushAsync(await host.InvoiceAsync(invoice.Id))).State);

        Assert.Empty(await Failures.GroupsAsync(host.Workspace, default));
        Assert.Equal(0, await Failures.CountAsync(host.Workspace, default));
    }

    [Fact]
    public async Task FailedInAnotherOrganisation_IsNoFailureInThePresentOne()
    {
        await FailAsync("1", ReverseCharge);
        await host.ConnectAsync(host.Billy.CreateCompany());

        Assert.Empty(await Failures.GroupsAsync(host.Workspace, default));
        Assert.Equal(0, await Failures.CountAsync(host.Workspace, default));

        await host.ConnectAsync(host.Token);
        Assert.Equal(1, Assert.Single(await Failures.GroupsAsync(host.Workspace, default)).Count);
    }

    [Fact]
    public async Task AnotherWorkspace_SeesNothing()
    {
        var invoice = await FailAsync("1", ReverseCharge);
        var other = WorkspaceId.New();

        Assert.Empty(await Failures.GroupsAsync(other, default));
        Assert.Empty(await Failures.IdsAsync(other, NoRuleset, default));
        Assert.Empty(await Failures.OfAsync(other, [invoice.Id], default));
    }

    [Fact]
    public async Task Refusal_PointsAtTheLinesThatAreInTheWay()
    {
        var invoice = await FailAsync("1", stored =>
        {
            stored.Lines.Add(PushHost.Line("Kørsel", 1, 100));
            stored.Lines.Add(PushHost.Line("Byggeri", 1, 100));
            (stored.Lines[1].AccountCode, stored.Lines[2].AccountCode) = ("99", "99");
        });

        var failure = Assert.Single(await host.EntriesAsync(), entry => entry.InvoiceId == invoice.Id).Failure!;

        Assert.True(failure.IsStoppedHere);
        Assert.Equal([(2, "Kørsel"), (3, "Byggeri")], failure.Fields!.Select(field => (field.LinePosition ?? 0, field.Message)));
    }

    private static void ReverseCharge(Invoice invoice) => (invoice.Lines[0].Vat, invoice.Lines[0].VatRate) = (VatTreatment.ReverseCharge, 0);

    private async Task<Invoice> FailAsync(string number, Action<Invoice> change, int day = 20)
    {
        var invoice = await AddAsync(number, stored =>
        {
            stored.IssueDate = new(2026, 11, day);
            change(stored);
        });
        Assert.Equal(PushState.Rejected, (await host.PushAsync(invoice)).State);
        return invoice;
    }

    private async Task<Invoice> AddAsync(string number, Action<Invoice> change)
    {
        customer ??= await host.AddCustomerAsync();
        return await host.AddInvoiceAsync(change, customer, number);
    }
}
