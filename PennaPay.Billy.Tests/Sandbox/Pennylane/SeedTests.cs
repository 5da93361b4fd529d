using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Web.Sandbox;
using PennaPay.Billy.Web.Sandbox.Pennylane;

namespace PennaPay.Billy.Tests.Sandbox.Pennylane;

/// <summary>What is there from the start, and where.</summary>
public sealed class SeedTests : PennylaneTests
{
    [Fact]
    public void Workshop_HasInvoicesInEveryState()
    {
        var workshop = Sandbox.Default;

        Assert.Equal(("Atelier Lumière SARL", 12, 2), (workshop.Name, workshop.Customers.Count, workshop.Customers.Count(customer => !customer.IsCompany)));
        Assert.InRange(workshop.Invoices.Count, 40, 50);
        Assert.Equal(
            ["archived", "cancelled", "credit_note", "draft", "incomplete", "late", "paid", "partially_cancelled", "partially_paid", "upcoming"],
            workshop.Invoices.Select(invoice => invoice.StatusOn(workshop.Today)).Distinct().Order());
        Assert.Contains(workshop.Invoices, invoice => invoice is { IsMarkedPaid: true, Matches: [] });
        Assert.Contains(workshop.Invoices, invoice => invoice.Payments.Count > 0);
        Assert.Contains(workshop.Invoices, invoice => invoice.Currency != "EUR");
        Assert.Contains(workshop.Transactions, transaction => transaction.Outstanding == 100m);
    }

    [Fact]
    public void Bakery_IsSmaller()
    {
        var bakery = Sandbox.Companies[1];

        Assert.Equal(("Boulangerie Petit SAS", 3, 6), (bakery.Name, bakery.Customers.Count, bakery.Invoices.Count));
    }

    [Fact]
    public void Numbers_HaveTheirCheckDigits()
    {
        var businesses = Sandbox.Companies.SelectMany(company => company.Customers).Where(customer => customer.IsCompany).ToList();

        Assert.All(businesses.Select(customer => customer.RegNo).Concat(Sandbox.Companies.Select(company => company.RegNo)), siren => Assert.Equal(0, Luhn(siren)));
        // The rule of the tax office: what is before the SIREN is (12 + 3 × (SIREN mod 97)) mod 97.
        Assert.All(businesses, customer => Assert.Equal(
            $"FR{(12 + (3 * (long.Parse(customer.RegNo, CultureInfo.InvariantCulture) % 97))) % 97:00}{customer.RegNo}", customer.VatNumber));
        Assert.Equal("732829320", FrenchNumbers.Siren(73_282_932));
        Assert.Equal("FR44732829320", FrenchNumbers.Vat("732829320"));

        static int Luhn(string digits) => digits.Reverse().Select((digit, i) => (digit - '0') * (1 + (i % 2))).Sum(value => value > 9 ? value - 9 : value) % 10;
    }

    [Fact]
    public void SetUpAgain_TheIdsAreTheSame()
    {
        var (one, two) = (Fresh(), Fresh());

        Assert.Equal(one.Default.Invoices.Select(invoice => invoice.Id), two.Default.Invoices.Select(invoice => invoice.Id));
        Assert.Equal(one.Companies.Select(company => company.Id), two.Companies.Select(company => company.Id));

        static PennylaneSandbox Fresh() => new(Options.Create(new SandboxOptions()), new TestClock(), NullLogger<PennylaneSandbox>.Instance);
    }

    [Fact]
    public async Task Many_AreReadPageByPageWithoutLookingAtAllOfThem()
    {
        Sandbox.Behaviour.RequestsPerWindow = 0;
        Company.AddMany(500, 5_000);

        var (read, cursor) = (0, "");
        var ids = new HashSet<long>();
        do
        {
            var page = (await GetAsync($"customer_invoices?sort=id&limit=100{cursor}")).Ok;
            ids.UnionWith(page["items"].Items.Select(item => item["id"].Element.GetInt64()));
            cursor = page["next_cursor"].IsNull ? "" : $"&cursor={Uri.EscapeDataString(page["next_cursor"].Text)}";
            read++;
        }
        while (cursor.Length > 0);

        Assert.Equal((50, 5_000), (read, ids.Count));
        Assert.Equal(10, (await IdsAsync($"customer_invoices?{Filter("customer_id", "eq", Company.Customers[7].Id)}")).Count);
        Assert.Single((await GetAsync($"customers/{Company.Customers[499].Id}/contacts")).Ok["items"].Items);
        Assert.NotEmpty(await IdsAsync("changelogs/customer_invoices?limit=1000"));
    }

    [Theory]
    [InlineData("Production", false)]
    [InlineData("Development", true)]
    public async Task Sandbox_IsOnlyThereInDevelopment(string environment, bool expected)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = environment });
        builder.Services.AddSandbox(builder.Configuration);
        await using var app = builder.Build();
        app.MapSandbox();

        Assert.Equal(expected, ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Any(endpoint => endpoint.RoutePattern.RawText!.StartsWith("/sandbox/pennylane/", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task WhoIsLetIn_IsConfigured()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddInMemoryCollection([new("Sandbox:Pennylane:DeveloperToken", "my-token"), new("Sandbox:Pennylane:RedirectUris", "https://a.example/x /b")]);
        builder.Services.AddSandbox(builder.Configuration);
        await using var app = builder.Build();
        var sandbox = app.Services.GetRequiredService<PennylaneSandbox>();

        Assert.Equal("my-token", sandbox.DefaultToken);
        Assert.Equal([true, true, false], ((string[])["https://a.example/x", "http://localhost:1/b", "http://localhost:1" + PennylaneSandboxOptions.DefaultRedirect])
            .Select(address => sandbox.IsRegistered(address, "http://localhost:1" + PennylaneSandbox.RootPath)));
    }

    [Fact]
    public async Task Program_ServesItToEverybodyBesideItself()
    {
        await using var app = TestApp.Start();
        using var http = app.CreateClient();
        http.DefaultRequestHeaders.Authorization = new("Bearer", app.Services.GetRequiredService<PennylaneSandbox>().DefaultToken);

        Assert.Contains("Atelier Lumière SARL", await http.GetStringAsync(new Uri(app.Url, PennylaneSandbox.ApiPath + "/me")), StringComparison.Ordinal);
    }
}
