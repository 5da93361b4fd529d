using System.Text.Json;
using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Access.Refusals;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Links;
using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Core.Push.Decisions;
using PennaPay.Billy.Core.Push.Looks;
using PennaPay.Billy.Core.Push.Plans;
using PennaPay.Billy.Core.Push.Preview;
using PennaPay.Billy.Core.Push.Queue;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Sync;
using PennaPay.Billy.Core.Sync.Running;
using PennaPay.Billy.Core.Sync.Runs;
using PennaPay.Billy.Core.Sync.Settings;
using PennaPay.Billy.Core.Sync.Sources;
using PennaPay.Billy.Core.Sync.Sources.Pushing;
using PennaPay.Billy.Core.Systems.Billy;
using PennaPay.Billy.Core.Systems.Billy.Settings;
using PennaPay.Billy.Core.Systems.Billy.Sourced;
using PennaPay.Billy.Tests.Push;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Tests.Sync.Invoices;
using PennaPay.Billy.Tests.Systems.Pennylane;
using PennaPay.Billy.Web.Sandbox.Billy;
using PennaPay.Billy.Web.Sandbox.Pennylane;

namespace PennaPay.Billy.Tests.Systems.Billy.Sourced;

/// <summary>What came from a company of Pennylane's goes on to Billy as drafts, as its owner chose, over HTTP on both sides.</summary>
public sealed class SourcedPushTests : IAsyncLifetime
{
    private static readonly SourcedTerms AsServices = new(NumberUse.Reference, SourcedVat.EuServices);

    private SourceHost host = null!;
    private long customer;

    private PushHost Product => host.Product;

    private PennylaneCompany Company => host.Company;

    private IReadOnlyList<JsonElement> Drafts => Product.Billy.Invoices(Product.Token);

    public async Task InitializeAsync()
    {
        host = await SourceHost.StartAsync();
        await Product.ConnectAsync(Product.Token);
        await host.ConnectAsync();
        customer = Company.AddCustomer(new SandboxCustomer { Name = "Garage Martin SARL", BillingAddress = new("12 rue des Lilas", "69003", "Lyon", "FR") });
    }

    public Task DisposeAsync() => host.DisposeAsync().AsTask();

    [Fact]
    public async Task Off_IsRefusedWhereverItIsAskedFor_AndNothingIsCounted()
    {
        var id = Company.AddInvoice(customer, 100);
        await host.ActivateAsync();
        var invoice = await OursAsync(id);

        Assert.Equal(new QueueResult.Refused(new Failure(FailureCodes.SourcePushOff)), await Product.QueueAsync(invoice));
        var bulk = await Product.Pusher.PushManyAsync(Product.Owner, [invoice.Id], PushCause.Bulk, default);
        Assert.Equal((0, 1, FailureCodes.SourcePushOff), (bulk.Queued, bulk.Refused, bulk.Failure?.Code));
        Assert.Equal(0, await Product.Pusher.CountSentAsync(Product.Workspace, null, default));
        Assert.Empty(await Product.Pusher.SentIdsAsync(Product.Workspace, null, default));
        var plan = Assert.IsType<PushPlanResult.Planned>(await Product.Get<PushPlans>().MakeAsync(Product.Workspace, [invoice.Id], default)).Plan;
        Assert.Equal(FailureCodes.SourcePushOff, Assert.Single(plan.Stops).Failure.Code);
        var preview = Assert.IsType<PreviewResult.Ready>(await Product.Get<PushPreview>().OfAsync(Product.Workspace, invoice.Id, default)).Preview;
        Assert.Equal(FailureCodes.SourcePushOff, preview.Problems[0].Code);
        Assert.Empty(Drafts);
    }

    [Fact]
    public async Task On_ADraftInTheInvoicesCurrency_WithTheStatedGross_AndTheChosenTreatment()
    {
        var id = Company.DraftInvoice(new SandboxInvoice
        {
            Customer = customer,
            Lines = [new() { Label = "Révision", Quantity = 3, UnitPrice = 19.99m }, new() { Label = "Livre", UnitPrice = 10, VatRate = "FR_55" }, new() { Label = "Port", UnitPrice = 4.5m, VatRate = "exempt", Discount = 10 }],
        });
        Company.Finalise(id);
        await host.ActivateAsync();
        await SwitchOnAsync(AsServices);
        var invoice = await OursAsync(id);

        var push = await Product.PushAsync(invoice);

        Assert.Equal((PushState.Succeeded, null), (push.State, push.Failure));
        var draft = Assert.Single(Drafts);
        Assert.Equal(("draft", "EUR", invoice.Number), (draft.GetProperty("state").GetString(), draft.GetProperty("currencyId").GetString(), draft.GetProperty("orderNo").GetString()));
        Assert.True(string.IsNullOrEmpty(draft.GetProperty("invoiceNo").GetString()));
        Assert.Equal((86.56m, 86.56m, 0m), (invoice.Gross, draft.GetProperty("amount").GetDecimal(), draft.GetProperty("tax").GetDecimal()));
        Assert.Equal([71.96m, 10.55m, 4.05m], draft.GetProperty("lines").EnumerateArray().Select(line => line.GetProperty("amount").GetDecimal()));
        Assert.All(draft.GetProperty("lines").EnumerateArray(), line => Assert.Equal("EU-ydelser", RulesetOf(line)));
        Assert.Equal(CopyState.Present, (await Product.InvoiceAsync(invoice.Id)).CopyState);
        Assert.IsType<QueueResult.AlreadyPresent>(await Product.QueueAsync(invoice));
        await Product.RunToQuiescenceAsync();
        Assert.Single(Drafts);
    }

    [Theory]
    [InlineData(SourcedVat.AsStatedGoods, "EU-varer")]
    [InlineData(SourcedVat.AsStatedServices, "EU-ydelser")]
    public async Task AsStated_LinesSayHowTheyArePosted_AndVatThatBillyDoesNotHaveIsRefused(SourcedVat vat, string ruleset)
    {
        var (within, taxed) = (Company.AddInvoice(customer, 100, "intracom_21"), Company.AddInvoice(customer, 50));
        await host.ActivateAsync();
        await SwitchOnAsync(new(NumberUse.Reference, vat));

        var push = await Product.PushAsync(await OursAsync(within));
        var refused = await Product.PushAsync(await OursAsync(taxed));

        Assert.Equal(PushState.Succeeded, push.State);
        var draft = Assert.Single(Drafts);
        Assert.Equal((100m, 0m, ruleset), (draft.GetProperty("amount").GetDecimal(), draft.GetProperty("tax").GetDecimal(), RulesetOf(draft.GetProperty("lines")[0])));
        Assert.Equal((PushState.Rejected, FailureCodes.VatUnmapped), (refused.State, refused.FailureCode));
        var plan = Assert.IsType<PushPlanResult.Planned>(await Product.Get<PushPlans>().MakeAsync(Product.Workspace, [(await OursAsync(taxed)).Id], default)).Plan;
        Assert.Equal(FailureCodes.VatUnmapped, Assert.Single((await Product.Get<PushPlans>().CheckAsync(Product.Workspace, plan, default)).Stops).Failure.Code);
    }

    [Fact]
    public async Task Plan_ChecksByTheTermsOfTheAccount()
    {
        var id = Company.AddInvoice(customer, 50);
        await host.ActivateAsync();
        await SwitchOnAsync(AsServices);
        var plan = Assert.IsType<PushPlanResult.Planned>(await Product.Get<PushPlans>().MakeAsync(Product.Workspace, [(await OursAsync(id)).Id], default)).Plan;
        Assert.Empty(plan.Stops);
        Assert.Empty((await Product.Get<PushPlans>().CheckAsync(Product.Workspace, plan, default)).Stops);
        Assert.Equal(1, await Product.Pusher.CountSentAsync(Product.Workspace, null, default));
        Assert.Equal(1, await Product.Pusher.CountSentAsync(Product.Workspace, new(2026, 1, 1), default));
    }

    [Fact]
    public async Task OwnNumber_IsTheDraftsNumber_WhateverOwnInvoicesTake()
    {
        var id = Company.AddInvoice(customer, 100);
        await host.ActivateAsync();
        await SwitchOnAsync(AsServices with { Number = NumberUse.InvoiceNumber });
        var (theirs, own) = (await OursAsync(id), await Product.AddInvoiceAsync());

        await Product.PushAsync(theirs);
        await Product.PushAsync(own);

        Assert.Equal([$"{theirs.Number} {theirs.Number}", " 1042"], Drafts.Select(draft => $"{draft.GetProperty("invoiceNo").GetString()} {draft.GetProperty("orderNo").GetString()}"));
    }

    [Fact]
    public async Task CreditNote_GoesAsOne_AndNamesWhatItCredits()
    {
        var id = Company.AddInvoice(customer, 100);
        var note = Company.Credit(id, 60);
        await host.ActivateAsync();
        await SwitchOnAsync(AsServices);

        var bulk = await Product.Pusher.PushManyAsync(Product.Owner, [(await OursAsync(id)).Id, (await OursAsync(note)).Id], PushCause.Bulk, default);
        await Product.DrainAsync();

        Assert.Equal(2, bulk.Queued);
        var credit = Assert.Single(Drafts, draft => draft.GetProperty("type").GetString() == "creditNote");
        var invoice = Assert.Single(Drafts, draft => draft.GetProperty("type").GetString() == "invoice");
        Assert.Equal((60m, invoice.GetProperty("id").GetString()), (Math.Abs(credit.GetProperty("amount").GetDecimal()), credit.GetProperty("creditedInvoiceId").GetString()));
    }

    [Fact]
    public async Task SwitchedOff_RefusesWhatIsNew_AndWhatWaits_AndLeavesDrafts()
    {
        var (first, second, third) = (Company.AddInvoice(customer, 100), Company.AddInvoice(customer, 200), Company.AddInvoice(customer, 300));
        await host.ActivateAsync();
        await SwitchOnAsync(AsServices);
        await Product.PushAsync(await OursAsync(first));
        var waiting = Assert.IsType<QueueResult.Queued>(await Product.QueueAsync(await OursAsync(second)));

        await Product.Get<SourcedPushEditor>().SwitchOffAsync(Product.Owner, host.Connection, default);
        await Product.DrainAsync();

        Assert.Equal((PushState.Rejected, FailureCodes.SourcePushOff), ((await Product.EntryAsync(waiting.PushId)).State, (await Product.EntryAsync(waiting.PushId)).FailureCode));
        Assert.Equal(new QueueResult.Refused(new Failure(FailureCodes.SourcePushOff)), await Product.QueueAsync(await OursAsync(third)));
        Assert.Equal(120m, Assert.Single(Drafts).GetProperty("amount").GetDecimal());
        var view = await Product.Get<SourcedPushEditor>().ViewAsync(Product.Workspace, host.Connection, default);
        Assert.Equal((false, AsServices), (view.IsOn, view.Terms));
    }

    [Fact]
    public async Task ChangedAtTheSource_IsOutdated_AndReplacesTheDraft()
    {
        var id = Company.AddInvoice(customer, 100);
        await host.ActivateAsync();
        await SwitchOnAsync(AsServices);
        var first = await Product.PushAsync(await OursAsync(id));

        Company.MergeCustomers(customer, Company.AddCustomer("Garage Nouveau SARL"));
        await host.RunAsync(TimeSpan.FromMinutes(10));

        var invoice = await OursAsync(id);
        Assert.Equal((CopyState.Changed, first.RemoteId), (invoice.CopyState, invoice.RemoteId));
        await Product.Get<DocumentLooks>().LookAtAsync(Product.Workspace, invoice.Id, default);
        Assert.Equal(CopyState.Changed, (await OursAsync(id)).CopyState);
        var second = await Product.PushAsync(invoice);
        Assert.Equal(PushState.Succeeded, second.State);
        Assert.Equal(second.RemoteId, Assert.Single(Drafts).GetProperty("id").GetString());
        Assert.Equal(CopyState.Present, (await OursAsync(id)).CopyState);
    }

    [Fact]
    public async Task GoneAtTheSource_IsOutdated_IsNotPushedAgain_AndTheDraftCanBeTakenBack()
    {
        var (pushed, other) = (Company.AddInvoice(customer, 100), Company.AddInvoice(customer, 200));
        await host.ActivateAsync();
        await SwitchOnAsync(AsServices);
        await Product.PushAsync(await OursAsync(pushed));

        Company.InvoiceShelf.Remove(pushed);
        Company.InvoiceShelf.Remove(other);
        await host.RunAsync(TimeSpan.FromHours(1));

        Assert.Equal(SourceStanding.Gone, (await host.InvoiceAsync(pushed))!.Value.Standing.Standing);
        Assert.Equal(CopyState.Changed, (await OursAsync(pushed)).CopyState);
        await Product.Get<DocumentLooks>().LookAtAsync(Product.Workspace, (await OursAsync(pushed)).Id, default);
        Assert.Equal(CopyState.Changed, (await OursAsync(pushed)).CopyState);
        Assert.Equal(new QueueResult.Refused(new Failure(FailureCodes.SourceGone)), await Product.QueueAsync(await OursAsync(pushed)));
        Assert.Equal(new QueueResult.Refused(new Failure(FailureCodes.SourceGone)), await Product.QueueAsync(await OursAsync(other)));
        Assert.Equal(0, await Product.Pusher.CountSentAsync(Product.Workspace, null, default));
        Assert.IsType<DecisionResult.Done>(await Product.Get<PushDecisions>().UndoAsync(Product.Owner, (await OursAsync(pushed)).Id, default));
        Assert.Empty(Drafts);
    }

    [Fact]
    public async Task AutomaticPush_TakesWhatComesIn_OnlyWhereBothAreOn()
    {
        var early = Company.AddInvoice(customer, 100);
        await host.ActivateAsync();
        await Product.Get<ConnectionStore>().ChangeAsync(Product.Workspace, Product.Queue.Connection, row => (row.AutoPush, row.AutoPushFrom) = (true, new(2026, 11, 1)), default);
        var without = Company.AddInvoice(customer, 200);
        await host.RunAsync(TimeSpan.FromMinutes(10));
        Assert.Empty(await Product.EntriesAsync());

        await SwitchOnAsync(AsServices);
        var older = Company.DraftInvoice(new SandboxInvoice { Customer = customer, Date = new(2026, 10, 31), Lines = [new() { Label = "Ancien", UnitPrice = 1 }] });
        Company.Finalise(older);
        var with = Company.AddInvoice(customer, 300);
        await host.RunAsync(TimeSpan.FromMinutes(10));
        await Product.DrainAsync();

        var entry = Assert.Single(await Product.EntriesAsync());
        Assert.Equal(((await OursAsync(with)).Id, PushCause.AutoPush, PushState.Succeeded), (entry.InvoiceId, entry.Cause, entry.State));
        Assert.Equal(360m, Assert.Single(Drafts).GetProperty("amount").GetDecimal());
        Assert.All([early, without, older], id => Assert.Equal(CopyState.NotPushed, host.InvoiceAsync(id).Result!.Value.Invoice.CopyState));
    }

    [Fact]
    public async Task LeftOutLater_WhatIsHereCanStillGo_AndTheCustomerIsLinkedTwice()
    {
        var id = Company.AddInvoice(customer, 100);
        await host.ActivateAsync();
        await SwitchOnAsync(AsServices);
        await Product.Get<SourceSwitch>().ExcludeAsync(Product.Owner, host.Connection, new Dictionary<string, string?> { [SourceHost.Text(customer)] = null }, archive: false, default);

        Assert.Equal(PushState.Succeeded, (await Product.PushAsync(await OursAsync(id))).State);

        var links = await host.AllAsync<RecordLink>();
        Assert.Equal(2, links.Count);
        Assert.Single(links.Select(link => link.LocalId).Distinct());
        await Product.Get<SourceSwitch>().IncludeAsync(Product.Owner, host.Connection, [SourceHost.Text(customer)], default);
        await host.RunAsync(TimeSpan.FromMinutes(10));
        Assert.Null((await host.ProgressAsync()).Failure);
        Assert.Equal(CopyState.Present, (await OursAsync(id)).CopyState);
    }

    [Fact]
    public async Task WhereRunsCarryInvoicesOverByThemselves_SwitchingOnNeedsThePassword_AndSaysSo()
    {
        await host.ActivateAsync();
        var choices = new SyncChoices { IsAutomatic = true }.With(SyncModule.Invoices, new() { IsOn = true });
        Assert.True(choices.PushesByItself);
        Assert.NotNull(await Product.Get<SyncSettingsEditor>().SaveAsync(Product.Owner, BillySystem.SystemId, choices, 0, default));

        Assert.True((await Product.Get<SourcedPushEditor>().ViewAsync(Product.Workspace, host.Connection, default)).TakesByThemselves);
        var owner = await TestUsers.AddAsync(Product.Database, Product.Workspace);
        await TestUsers.ForgetPasswordAsync(Product.Database, owner, DateTimeOffset.UnixEpoch);
        await Assert.ThrowsAsync<PasswordNeededException>(() => Product.Get<SourcedPushEditor>().SwitchOnAsync(owner, host.Connection, AsServices, default));
    }

    [Fact]
    public async Task RunThatKeepsBothSidesAlike_TakesThemOnlyWhereItIsOn_AndThenHasNothingToDo()
    {
        var id = Company.AddInvoice(customer, 100);
        await host.ActivateAsync();
        var on = new ModuleChoices { IsOn = true };
        Assert.NotNull(await Product.Get<SyncSettingsEditor>().SaveAsync(
            Product.Owner, BillySystem.SystemId, new SyncChoices().With(SyncModule.Organizations, on).With(SyncModule.Invoices, on), 0, default));
        var dry = await InvoiceSyncTests.StartRunAsync(Product, dry: true, null);
        await Product.Get<SyncProcessor>().RunAsync(Product.Workspace, dry, default);
        await Product.Get<SyncProcessor>().RunAsync(Product.Workspace, await InvoiceSyncTests.StartRunAsync(Product, dry: false, dry), default);
        Assert.Empty(await Product.EntriesAsync());

        await SwitchOnAsync(AsServices);
        // It may do more than was agreed to, and so invoices are shown once more before any of them moves.
        await Product.Get<SyncProcessor>().RunAsync(Product.Workspace, await InvoiceSyncTests.StartRunAsync(Product, dry: false, null), default);
        Assert.Empty(await Product.EntriesAsync());
        dry = await InvoiceSyncTests.StartRunAsync(Product, dry: true, null);
        await Product.Get<SyncProcessor>().RunAsync(Product.Workspace, dry, default);
        Assert.Empty(await Product.EntriesAsync());
        await Product.Get<SyncProcessor>().RunAsync(Product.Workspace, await InvoiceSyncTests.StartRunAsync(Product, dry: false, dry), default);
        await Product.DrainAsync();

        Assert.Equal(PushCause.Synchronized, Assert.Single(await Product.EntriesAsync()).Cause);
        Assert.Equal(120m, Assert.Single(Drafts).GetProperty("amount").GetDecimal());
        Company.EditCustomer(customer, known => known with { Name = "Garage Martin SAS" });
        await host.RunAsync(TimeSpan.FromMinutes(10));
        await InvoiceSyncTests.RunAsync(Product);
        Assert.Equal("Garage Martin SAS", Assert.Single(Product.Billy.Records(Product.Token, "contacts")).GetProperty("name").GetString());
        // What both write may be asked about; nothing is written once more.
        var contact = Product.Billy.Records(Product.Token, "contacts").Single().GetRawText();
        Assert.All(await InvoiceSyncTests.RunAsync(Product), item => Assert.Equal(SyncOutcome.Asked, item.Outcome));
        Assert.Equal(contact, Product.Billy.Records(Product.Token, "contacts").Single().GetRawText());
        Assert.Single(Drafts);
        await host.RunAsync(TimeSpan.FromMinutes(10));
        Assert.Null((await host.ProgressAsync()).Failure);
        Assert.Equal(CopyState.Present, (await OursAsync(id)).CopyState);
    }

    [Fact]
    public async Task OwnNumber_ThatAnotherInvoiceHasThere_IsForeseen_AndRefused()
    {
        var id = Company.AddInvoice(customer, 100);
        await host.ActivateAsync();
        await SwitchOnAsync(AsServices with { Number = NumberUse.InvoiceNumber });
        await Product.Get<NumberingEditor>().SaveAsync(Product.Owner, NumberUse.InvoiceNumber, default);
        var theirs = await OursAsync(id);
        await Product.PushAsync(await Product.AddInvoiceAsync(number: theirs.Number));

        var plan = Assert.IsType<PushPlanResult.Planned>(await Product.Get<PushPlans>().MakeAsync(Product.Workspace, [theirs.Id], default)).Plan;
        Assert.Equal(FailureCodes.NumberTaken, Assert.Single((await Product.Get<PushPlans>().CheckAsync(Product.Workspace, plan, default)).Stops).Failure.Code);
        Assert.Equal(PushState.Rejected, (await Product.PushAsync(theirs)).State);
        Assert.Single(Drafts);
    }

    [Fact]
    public async Task OtherOrganisation_BeginsWithNothingChosen()
    {
        var id = Company.AddInvoice(customer, 100);
        await host.ActivateAsync();
        await SwitchOnAsync(AsServices);

        await Product.ConnectAsync(Product.Billy.CreateCompany(new SandboxCompanyOptions { Name = "Anden ApS" }));

        Assert.Equal(new QueueResult.Refused(new Failure(FailureCodes.SourcePushOff)), await Product.QueueAsync(await OursAsync(id)));
        Assert.Null((await Product.Get<SourcedPushEditor>().ViewAsync(Product.Workspace, host.Connection, default)).Terms);
    }

    [Fact]
    public async Task DatabaseOfBeforeThePush_FindsTheDraft_EvenWhileItIsOff()
    {
        var id = Company.AddInvoice(customer, 100);
        await host.ActivateAsync();
        var copy = Product.CopyDatabase(withLog: true);
        await SwitchOnAsync(AsServices);
        var push = await Product.PushAsync(await OursAsync(id));

        await Product.PutBackAsync(copy);
        await Product.PushAsync(await Product.AddInvoiceAsync());

        var invoice = await OursAsync(id);
        Assert.Equal((CopyState.Present, push.RemoteId), (invoice.CopyState, invoice.RemoteId));
        Assert.Single(Drafts, draft => draft.GetProperty("orderNo").GetString() == invoice.Number);
    }

    [Theory]
    [InlineData((NumberUse)7, SourcedVat.EuServices)]
    [InlineData(NumberUse.Reference, (SourcedVat)99)]
    public async Task Choices_ThatAreNone_AreNotStored(NumberUse number, SourcedVat vat)
    {
        await host.ActivateAsync();
        Assert.Equal(SaveSourcedPushResult.NotAllowed, await Product.Get<SourcedPushEditor>().SwitchOnAsync(Product.Owner, host.Connection, new(number, vat), default));
        Assert.Empty(await host.AllAsync<SourcePush>());
    }

    private async Task SwitchOnAsync(SourcedTerms terms) =>
        Assert.Equal(SaveSourcedPushResult.Saved, await Product.Get<SourcedPushEditor>().SwitchOnAsync(Product.Owner, host.Connection, terms, default));

    private async Task<Invoice> OursAsync(long id) => await Product.InvoiceAsync((await host.InvoiceAsync(id))!.Value.Invoice.Id);

    private string? RulesetOf(JsonElement line)
    {
        var product = Product.Billy.Records(Product.Token, "products").Single(one => one.GetProperty("id").GetString() == line.GetProperty("productId").GetString());
        return Product.Billy.Records(Product.Token, "salesTaxRulesets").Single(one => one.GetProperty("id").GetString() == product.GetProperty("salesTaxRulesetId").GetString()).GetProperty("name").GetString();
    }
}
