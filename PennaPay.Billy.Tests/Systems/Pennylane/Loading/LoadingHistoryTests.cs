using PennaPay.Billy.Core.Links;
using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Sync.Sources;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Web.Sandbox.Engine;

namespace PennaPay.Billy.Tests.Systems.Pennylane.Loading;

/// <summary>
/// Random lives of a company over there, while requests fail in every way and customers are left out and taken in again: in the end ours
/// is theirs for everybody who is not left out, nothing is there twice, and of whom was always left out nothing was ever asked.
/// </summary>
public sealed class LoadingHistoryTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, Slow.Count(4, 60))];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task InTheEnd_OursIsTheirs(int seed)
    {
        var random = new Random(seed);
        await using var host = await SourceHost.StartAsync();
        await host.ConnectAsync();
        host.Sandbox.Behaviour.MatchesAreLogged = random.Next(2) == 0;
        host.Sandbox.Behaviour.EntriesShareTimes = random.Next(2) == 0;
        var company = host.Company;
        var never = company.AddCustomer("Jamais SAS");
        company.AddInvoice(never, 77);
        List<long> customers = [], invoices = [];
        HashSet<long> excluded = [never];
        for (var i = 0; i < 8; i++)
            Live();
        Trouble();
        Assert.True(await host.Product.Get<SourceSwitch>().ActivateAsync(host.Product.Owner, host.Connection, new Dictionary<string, string?> { [SourceHost.Text(never)] = null }, default));
        await host.RunAsync();
        for (var step = 0; step < 15; step++)
        {
            for (var i = random.Next(4); i >= 0; i--)
                Live();
            if (random.Next(2) == 0)
                Trouble();
            if (random.Next(4) == 0)
                await ChooseAsync();
            await host.RunAsync(TimeSpan.FromMinutes(random.Next(1, 90)));
            if (random.Next(12) == 0)
                host.Clock.PassUnnoticed(TimeSpan.FromDays(random.Next(1, 40)));
        }

        // Quiet at last: what waits is tried again, and everything that comes again comes once more.
        host.Sandbox.ClearFaults();
        for (var i = 0; i < 3; i++)
            await host.RunAsync(TimeSpan.FromHours(1));
        await host.RunAsync(TimeSpan.FromDays(8));
        await host.RunAsync(TimeSpan.FromHours(1));

        var progress = await host.ProgressAsync();
        Assert.Empty(progress.First.Concat(progress.Again).Where(task => task.Failure is not null).Select(task => $"{task.Name} {task.Failure} {task.Failures} {task.DueAt:O} {host.Clock.GetUtcNow():O}"));
        Assert.DoesNotContain(host.Sandbox.Requests(), request => request.Path.Contains($"/customers/{never}", StringComparison.Ordinal));
        Assert.Null(await host.CustomerAsync(never));
        var links = await host.AllAsync<RecordLink>();
        Assert.Equal(links.Count, links.Select(link => link.RemoteId).Distinct().Count());
        Assert.Equal((await host.AllAsync<Customer>()).Count, links.Count);
        Assert.Equal((await host.AllAsync<Invoice>()).Count, (await host.AllAsync<SourcedInvoice>()).Count);
        foreach (var theirs in company.Customers.Where(customer => !excluded.Contains(customer.Id)))
            Assert.Equal((theirs.Name, theirs.Phone), ((await host.CustomerAsync(theirs.Id))!.Name, (await host.CustomerAsync(theirs.Id))!.Phone ?? ""));
        foreach (var theirs in company.Invoices.Where(invoice => invoice is { IsDraft: false, IsCreditNote: false } && !excluded.Contains(invoice.Customer!.Value)))
        {
            var (ours, standing) = (await host.InvoiceAsync(theirs.Id))!.Value;
            Assert.Equal((theirs.Number, theirs.CurrencyAmount), (ours.Number, ours.Gross));
            Assert.Equal(theirs.IsCancelled ? 0 : theirs.Remaining ?? 0, standing.Remaining);
        }

        void Live()
        {
            switch (random.Next(9))
            {
                case 0 or 1:
                    customers.Add(company.AddCustomer($"Client {customers.Count}"));
                    break;
                case 2 or 3 when customers.Count > 0:
                    invoices.Add(company.AddInvoice(Pick(customers), random.Next(1, 900)));
                    break;
                case 4 when customers.Count > 0:
                    company.EditCustomer(Pick(customers), known => known with { Name = $"Renommé {random.Next(99)}", Phone = $"{random.Next(9)}" });
                    break;
                case 5 or 6 when invoices.Count > 0 && Pick(invoices) is var paid && company.Invoice(paid) is { Remaining: > 0 } open:
                    company.Pay(paid, random.Next(2) == 0 ? null : Math.Round(open.Remaining!.Value / 2, 2));
                    break;
                case 7 when invoices.Count > 0 && Pick(invoices) is var back && company.Invoice(back).Matches is [var match, ..]:
                    company.Unmatch(back, match.Other);
                    break;
                case 8 when invoices.Count > 0 && Pick(invoices) is var credited && company.Invoice(credited) is { Credited: 0, Matches: [], IsMarkedPaid: false }:
                    company.Credit(credited);
                    break;
            }
        }

        void Trouble()
        {
            var kinds = new[] { SandboxFaultKind.TooManyRequests, SandboxFaultKind.ServerError, SandboxFaultKind.TruncatedJson, SandboxFaultKind.Refuse, SandboxFaultKind.Html };
            host.Sandbox.Plan(new SandboxFault { Kind = kinds[random.Next(kinds.Length)], Times = random.Next(1, 8) });
        }

        async Task ChooseAsync()
        {
            if (customers.Count == 0)
                return;
            var one = Pick(customers);
            if (excluded.Remove(one))
                await host.Product.Get<SourceSwitch>().IncludeAsync(host.Product.Owner, host.Connection, [SourceHost.Text(one)], default);
            else if (excluded.Add(one))
                await host.Product.Get<SourceSwitch>().ExcludeAsync(host.Product.Owner, host.Connection, new Dictionary<string, string?> { [SourceHost.Text(one)] = null }, archive: false, default);
        }

        long Pick(List<long> of) => of[random.Next(of.Count)];
    }
}
