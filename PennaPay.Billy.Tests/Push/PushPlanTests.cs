using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Core.Push.Plans;
using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Core.Systems.Billy.Api;
using PennaPay.Billy.Core.Systems.Billy.Postings.Choices;
using PennaPay.Billy.Core.Systems.Billy.Settings;
using PennaPay.Billy.Core.Values;
using PennaPay.Billy.Web.Sandbox.Engine;

namespace PennaPay.Billy.Tests.Push;

public sealed class PushPlanTests : IAsyncLifetime
{
    private readonly CommandCount queries = new();
    private PushHost host = null!;

    public async Task InitializeAsync() => host = await PushHost.StartAsync(add: services => services
        .ConfigureDbContext<WorkspaceDbContext>(options => options.AddInterceptors(queries)));

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Fact]
    public async Task Plan_SaysHowMany_ForHowMuch_WhereTo_AndHowLong()
    {
        var customer = await host.AddCustomerAsync();
        List<Invoice> asked = [];
        asked.Add(await host.AddInvoiceAsync(customer: customer, number: "1"));
        asked.Add(await host.AddInvoiceAsync(i => i.Kind = InvoiceKind.CreditNote, customer, "2"));
        asked.Add(await host.AddInvoiceAsync(i => i.Lines[0].UnitPrice = 2000, customer, "3"));
        asked.Add(await host.AddInvoiceAsync(i => i.Currency = "EUR", await host.AddCustomerAsync("Anden ApS", null), "4"));
        await host.AddInvoiceAsync(customer: customer, number: "not asked for");
        host.Get<IOptions<BillyOptions>>().Value.RequestsPerSecond = 2;

        var plan = await PlanAsync(asked);

        Assert.Equal(asked.Select(invoice => invoice.Id), plan.Invoices);
        Assert.Equal([new("DKK", 5000m), new CurrencySum("EUR", 1250m)], plan.Sums);
        Assert.Equal((host.Queue.Connection, "PennaPay Prøvefirma ApS", true), (plan.Connection, plan.AccountName, plan.UsesSandbox));
        // Four drafts and two contacts, two a second.
        Assert.Equal(TimeSpan.FromSeconds(3), plan.Duration);
        Assert.Empty(await host.EntriesAsync());
    }

    [Fact]
    public async Task WhatIsThereOrOnItsWay_IsNotInThePlan()
    {
        var customer = await host.AddCustomerAsync();
        var (there, waiting, edited, undecided, fresh) = (
            await AddAsync("1"), await AddAsync("2"), await AddAsync("3"), await AddAsync("4"), await AddAsync("5"));
        await host.PushAsync(there);
        await host.PushAsync(edited);
        await host.EditAsync(edited.Id, invoice => invoice.Lines[0].UnitPrice = 600);
        await host.PushDoubtfullyAsync(undecided);
        await host.QueueAsync(waiting);

        var plan = await PlanAsync([there, waiting, edited, undecided, fresh]);

        Assert.Equal([edited.Id, undecided.Id, fresh.Id], plan.Invoices);
        Assert.Equal((1, 1), (plan.AlreadyPresent, plan.AlreadyWaiting));
        var stop = Assert.Single(plan.Stops);
        Assert.Equal((FailureCodes.OutcomeUnknown, "4"), (stop.Failure.Code, Assert.Single(stop.Invoices).Number));

        Task<Invoice> AddAsync(string number) => host.AddInvoiceAsync(customer: customer, number: number);
    }

    [Fact]
    public async Task WhatIsConfirmed_IsWhatIsPushed()
    {
        var customer = await host.AddCustomerAsync();
        var first = await host.AddInvoiceAsync(customer: customer, number: "1");
        var plan = await PlanAsync([first]);
        await host.AddInvoiceAsync(customer: customer, number: "later");

        await host.Pusher.PushManyAsync(host.Owner, plan.Invoices, PushCause.Bulk, default, plan.Connection);

        Assert.Equal([first.Id], (await host.EntriesAsync()).Select(entry => entry.InvoiceId));
    }

    [Fact]
    public async Task OtherAccountConnectedMeanwhile_GetsNothing()
    {
        var plan = await PlanAsync([await host.AddInvoiceAsync()]);
        await host.ConnectAsync(host.Billy.CreateCompany(new() { Name = "Anden ApS" }));

        var result = await host.Pusher.PushManyAsync(host.Owner, plan.Invoices, PushCause.Bulk, default, plan.Connection);

        Assert.Equal((0, FailureCodes.OtherOrganization), (result.Queued, result.Failure?.Code));
        Assert.Empty(await host.EntriesAsync());
    }

    [Fact]
    public async Task WhatWillBeStopped_IsListedByReason_AsThePushesThenSay()
    {
        var dane = await host.AddCustomerAsync();
        var norwegian = await host.AddCustomerAsync("Oslo AS", null, "NO");
        List<Invoice> asked =
        [
            await host.AddInvoiceAsync(customer: dane, number: "fine"),
            await AddAsync(VatTreatment.ReverseCharge, dane, "reverse 1"),
            await AddAsync(VatTreatment.ReverseCharge, dane, "reverse 2"),
            await AddAsync(VatTreatment.EuServices, norwegian, "not in the EU"),
            await host.AddInvoiceAsync(i => i.Lines = [Coded("1110"), Coded("X")], dane, "no account"),
            await host.AddInvoiceAsync(i => i.Lines = [PushHost.Line("A", 1, 100, 15), Coded("X")], dane, "two reasons"),
            await AddAsync(VatTreatment.ExportServices, norwegian, "fine, too"),
        ];

        var plan = await PlanAsync(asked);
        var check = await CheckAsync(plan);

        Assert.Null(check.Failure);
        var foreseen = check.Stops.SelectMany(stop => stop.Invoices, (stop, invoice) => (invoice.Number, stop.Failure.Code)).ToDictionary();
        Assert.Equal(["no account", "not in the EU", "reverse 1", "reverse 2", "two reasons"], foreseen.Keys.Order());
        Assert.Equal(5, check.Stopped);
        Assert.Equal(2, check.Stops[0].Invoices.Count);
        await host.Pusher.PushManyAsync(host.Owner, plan.Invoices, PushCause.Bulk, default, plan.Connection);
        await host.RunToQuiescenceAsync();
        var refused = (await host.EntriesAsync()).Where(entry => entry.State == PushState.Rejected).ToDictionary(entry => entry.InvoiceNumber, entry => entry.FailureCode);
        Assert.Equal(foreseen.Keys.Order(), refused.Keys.Order());
        Assert.All(refused.Where(push => push.Key != "two reasons"), push => Assert.Equal(push.Value, foreseen[push.Key]));
    }

    [Fact]
    public async Task CustomerWithoutNameOrCountry_IsForeseen_UnlessBillyHasItAlready()
    {
        var customer = await host.AddCustomerAsync();
        var invoice = await host.AddInvoiceAsync(customer: customer, number: "1");
        var linked = await host.AddCustomerAsync("Kendt ApS", null);
        await host.PushAsync(await host.AddInvoiceAsync(customer: linked, number: "2"));
        var known = await host.AddInvoiceAsync(customer: linked, number: "3");
        await host.Database.WriteAsync(
            host.Workspace, (db, ct) => db.Set<Customer>().ExecuteUpdateAsync(set => set.SetProperty(c => c.CountryCode, ""), ct), default);
        // How lines to nowhere are posted is chosen, so that this is the only reason.
        await host.ChooseAsync(PostingSubject.Vat, nameof(VatTreatment.Standard), new(null, host.RulesetId("25 % i alle lande")));

        var check = await CheckAsync(await PlanAsync([invoice, known]));

        var stop = Assert.Single(check.Stops);
        Assert.Equal((FailureCodes.CustomerIncomplete, invoice.Id), (stop.Failure.Code, Assert.Single(stop.Invoices).Id));
    }

    [Fact]
    public async Task NumbersThatAreTaken_AreForeseen_WhereInvoicesBringTheirOwn()
    {
        var customer = await host.AddCustomerAsync();
        await host.Get<NumberingEditor>().SaveAsync(host.Owner, NumberUse.InvoiceNumber, default);
        await host.PushAsync(await host.AddInvoiceAsync(customer: customer, number: "7"));
        var (taken, first, second) = (
            await host.AddInvoiceAsync(customer: customer, number: "7"),
            await host.AddInvoiceAsync(customer: customer, number: "8"),
            await host.AddInvoiceAsync(customer: customer, number: "8"));

        var check = await CheckAsync(await PlanAsync([taken, first, second]));

        var stop = Assert.Single(check.Stops);
        Assert.Equal(FailureCodes.NumberTaken, stop.Failure.Code);
        Assert.Equal([taken.Id, second.Id], stop.Invoices.Select(invoice => invoice.Id));
        await host.Get<NumberingEditor>().SaveAsync(host.Owner, NumberUse.Reference, default);
        Assert.Empty((await CheckAsync(await PlanAsync([taken, first, second]))).Stops);
    }

    [Fact]
    public async Task BooksThatCannotBeRead_LeaveThePlan_AndSayWhy()
    {
        host.Plan(SandboxFaultKind.ServerError, path: "/accounts", method: "GET");

        var check = await CheckAsync(await PlanAsync([await host.AddInvoiceAsync()]));

        Assert.Equal((0, FailureCodes.SystemUnavailable), (check.Stopped, check.Failure?.Code));
    }

    [Fact]
    public async Task QueriesAndRequests_AreAsManyForManyInvoices()
    {
        var few = await AddManyAsync(3);
        var many = await AddManyAsync(400);
        await CostAsync(few);
        var last = host.LastRequest;

        var forFew = await CostAsync(few);
        var forMany = await CostAsync(many);

        Assert.Equal(forFew, forMany);
        Assert.InRange(forMany, 4, 12);
        Assert.Empty(host.RequestsSince(last));

        async Task<int> CostAsync(IReadOnlyCollection<Invoice> invoices)
        {
            var before = queries.Value;
            var check = await CheckAsync(await PlanAsync(invoices));
            Assert.Equal(invoices.Count, check.Stopped);
            return queries.Value - before;
        }
    }

    [Fact]
    public async Task InvoicesOfAnotherWorkspace_AreInNoPlan()
    {
        var invoice = await host.AddInvoiceAsync();
        await using var other = await PushHost.StartAsync();

        var made = await other.Get<PushPlans>().MakeAsync(other.Workspace, [invoice.Id, Guid.NewGuid()], default);

        Assert.Empty(Assert.IsType<PushPlanResult.Planned>(made).Plan.Invoices);
        var foreign = await PlanAsync([invoice]);
        Assert.Equal(FailureCodes.NotConnected, (await other.Get<PushPlans>().CheckAsync(other.Workspace, foreign, default)).Failure?.Code);
    }

    private async Task<PushPlan> PlanAsync(IEnumerable<Invoice> invoices) => Assert.IsType<PushPlanResult.Planned>(
        await host.Get<PushPlans>().MakeAsync(host.Workspace, [.. invoices.Select(invoice => invoice.Id)], default)).Plan;

    private Task<PlanCheck> CheckAsync(PushPlan plan) => host.Get<PushPlans>().CheckAsync(host.Workspace, plan, default);

    private async Task<List<Invoice>> AddManyAsync(int count)
    {
        var customer = await host.AddCustomerAsync();
        List<Invoice> added = [];
        for (var i = 0; i < count; i++)
            added.Add(await AddAsync(VatTreatment.ZeroRated, customer, $"{i}"));
        return added;
    }

    private Task<Invoice> AddAsync(VatTreatment treatment, Customer customer, string number) => host.AddInvoiceAsync(
        invoice => invoice.Lines.ForEach(line => (line.Vat, line.VatRate) = (treatment, VatRates.Of(treatment))), customer, number);

    private static InvoiceLine Coded(string code)
    {
        var line = PushHost.Line("Ydelse", 1, 100);
        line.AccountCode = code;
        return line;
    }
}
