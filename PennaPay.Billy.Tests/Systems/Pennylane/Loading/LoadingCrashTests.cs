#if CRASH_POINTS
using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Sync.Sources;
using PennaPay.Billy.Tests.Push.Crash;
using PennaPay.Billy.Web.Sandbox.Pennylane;

namespace PennaPay.Billy.Tests.Systems.Pennylane.Loading;

/// <summary>A program is killed while it reads an account. The next one goes on where it was, and everything is here once.</summary>
public sealed class LoadingCrashTests
{
    public static TheoryData<string> Deaths
    {
        get
        {
            var deaths = new TheoryData<string>();
            foreach (var point in new[] { "source.before-store", "source.after-store" })
            {
                for (var time = 1; time <= 6; time++)
                    deaths.Add($"{point}#{time}");
            }

            return deaths;
        }
    }

    [Theory]
    [MemberData(nameof(Deaths))]
    [Trait("Category", "Crash")]
    public async Task KilledThere_TheNextGoesOn_AndEverythingIsThereOnce(string point)
    {
        await using var host = await SourceHost.StartAsync();
        await host.ConnectAsync();
        var customers = Enumerable.Range(0, 120).Select(number => host.Company.AddCustomer($"Client {number}")).ToList();
        foreach (var (index, customer) in customers.Index())
        {
            var invoice = host.Company.AddInvoice(customer, index + 1);
            if (index % 3 == 0)
                host.Company.Pay(invoice, 1);
            if (index % 10 == 9)
                host.Company.Credit(invoice);
        }

        host.Company.AddContact(customers[0], new SandboxContact { FirstName = "Luc", LastName = "Petit" });
        Assert.True(await host.Product.Get<SourceSwitch>().ActivateAsync(host.Product.Owner, host.Connection, new Dictionary<string, string?>(), default));
        await CrashMatrixTests.RunChildAsync(host.Product, Guid.Empty, point, $"{CrashingChild.Read}:{host.Connection}:{host.Server.Root}");
        Assert.False((await host.ProgressAsync()).IsWhole);

        await host.RestartAsync();
        await host.RunAsync();
        await host.RunAsync(TimeSpan.FromMinutes(10));

        var progress = await host.ProgressAsync();
        Assert.Equal((true, null), (progress.IsWhole, progress.Failure));
        Assert.Equal((120, 132, 132), ((await host.AllAsync<Customer>()).Count, (await host.AllAsync<Invoice>()).Count, (await host.AllAsync<SourcedInvoice>()).Count));
        Assert.Single((await host.CustomerAsync(customers[0]))!.Persons);
        Assert.Equal((120, 120, 132), (Done("customers"), Done("contacts"), Done("invoices") + Done("credit_notes")));

        int Done(string task) => progress.First.Single(known => known.Name == task).Done;
    }

    [Fact]
    [Trait("Category", "Crash")]
    public async Task KilledBetweenNewTokensAndTheirStore_TheConnectionSaysSo_AndSigningInAgainGoesOn()
    {
        await using var host = await SourceHost.StartAsync();
        await host.ConnectBySignInAsync();
        await host.ActivateAsync();
        host.Clock.PassUnnoticed(TimeSpan.FromHours(23));
        await CrashMatrixTests.RunChildAsync(host.Product, Guid.Empty, "tokens.before-store", $"{CrashingChild.Read}:{host.Connection}:{host.Server.Root}");

        await host.RestartAsync();
        host.Clock.PassUnnoticed(TimeSpan.FromHours(2));
        await host.RunAsync();
        Assert.Equal(FailureCodes.ConnectAgain, (await host.ConnectionAsync()).FailureCode);

        var before = host.Connection;
        Assert.IsType<Core.Connections.OAuth.SignInResult.Connected>(await host.FinishAsync(await host.SignInAsync(connection: before)));
        var added = host.Company.AddInvoice(host.Company.AddCustomer("Nouveau SARL"), 10);
        await host.RunAsync(TimeSpan.FromHours(1));
        Assert.NotNull(await host.InvoiceAsync(added));
        Assert.Null((await host.ConnectionAsync()).FailureCode);
    }
}
#endif
