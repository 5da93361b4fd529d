using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Records.Products;
using PennaPay.Billy.Core.Records.Samples;
using PennaPay.Billy.Tests.EndToEnd;
using PennaPay.Billy.Tests.Support;

namespace PennaPay.Billy.Tests.Benchmarks;

/// <summary>What each page costs when one comes to it from another one: bytes on the wire, and the time until it is there.</summary>
internal static class PageWeights
{
    private const int Visits = 12;

    private const string Rest = "/help";

    public static async Task MeasureAsync(Figures figures, TestApp app, Actor owner, BrowserWindow signedIn)
    {
        await app.Services.GetRequiredService<SampleInvoices>().LoadAsync(owner, default);
        var invoice = await MappingTests.PrepareAsync(app, owner.Workspace);
        var (customer, product) = await AddRecordsAsync(app, owner.Workspace);
        (string Name, string Path)[] pages =
        [
            ("overview", "/"), ("invoices", "/invoices"), ("invoice", $"/invoices/{invoice}"), ("customers", "/customers"),
            ("customer", $"/customers/{customer}"), ("products", "/products"), ("product", $"/products/{product}"), ("history", "/history"),
            ("attention", "/attention"), ("company", "/settings/company"), ("billy", "/settings/billy"), ("mapping", "/settings/mapping"),
            ("notifications", "/settings/notifications"),
        ];

        await using var meter = new WireMeter(app.Url);
        await using var window = await Browser.OpenAsync(meter.Url, sameUserAs: signedIn.Context);
        var (received, sent) = await meter.CountAsync(() => window.Page.GotoAsync(Rest));
        figures.Print("first_load_received_bytes", received, "bytes");
        figures.Print("first_load_sent_bytes", sent, "bytes");
        foreach (var (name, path) in pages)
        {
            List<double> times = [], bytes = [];
            for (var visit = 0; visit < Visits; visit++)
            {
                bytes.Add((await meter.CountAsync(async () => times.Add(await GoAsync(window, path)))).Received);
                await GoAsync(window, Rest);
            }

            // The first visit loads what is then in the cache.
            figures.PrintPercentiles($"{name}_received", bytes.Skip(1), "bytes", withP95: false, suffix: "_bytes");
            figures.PrintPercentiles(name, times.Skip(1), "ms", suffix: "_ms");
        }
    }

    private static Task<double> GoAsync(BrowserWindow window, string path) =>
        UiBenchmark.ArriveAsync(window, path, "Blazor.navigateTo(path)");

    // As many as fill a page.
    private static async Task<(Guid Customer, Guid Product)> AddRecordsAsync(TestApp app, WorkspaceId workspace)
    {
        await app.Database.WriteAsync(workspace, (db, _) =>
        {
            for (var i = 0; i < 60; i++)
            {
                var number = i.ToString("000", CultureInfo.InvariantCulture);
                var customer = new Customer
                {
                    Id = Guid.CreateVersion7(), WorkspaceId = workspace, Name = $"Kunde {number} ApS", CountryCode = "DK", City = "Aarhus C",
                    Email = $"kunde{number}@eksempel.dk", CustomerNo = number,
                };
                customer.RefreshSearchText();
                var product = new Product { Id = Guid.CreateVersion7(), WorkspaceId = workspace, Name = $"Vare {number}", Number = number, UnitPrice = 100 + i, Unit = "stk." };
                product.RefreshSearchText();
                db.AddRange(customer, product);
            }

            return Task.CompletedTask;
        }, default);
        await using var db = app.Database.Read(workspace);
        return (
            await db.Set<Customer>().Where(customer => customer.Name.StartsWith("Nordhavns")).Select(customer => customer.Id).FirstAsync(),
            await db.Set<Product>().Select(product => product.Id).FirstAsync());
    }
}
