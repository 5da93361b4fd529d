using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Links;
using PennaPay.Billy.Core.Push.Ledger;
using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Records.Payments;
using PennaPay.Billy.Core.Records.Products;
using PennaPay.Billy.Core.Sync;
using PennaPay.Billy.Core.Sync.Questions;
using PennaPay.Billy.Core.Sync.Running;
using PennaPay.Billy.Core.Sync.Runs;
using PennaPay.Billy.Core.Sync.Settings;
using PennaPay.Billy.Core.Systems.Billy;
using PennaPay.Billy.Tests.Push;

namespace PennaPay.Billy.Tests.Benchmarks;

/// <summary>
/// Both sides full of the same customers in messy spelling, products of which each side has its own, and twice as many invoices as
/// contacts, half here and half there: what the first run costs, and the second. The sandbox answers at once, from the same two cores.
/// </summary>
internal static class SyncBenchmark
{
    private const double Pace = 2;

    public static async Task RunAsync(Figures figures, int contacts)
    {
        await using var host = await PushHost.StartAsync();
        var products = contacts / 2;
        await FillAsync(host, contacts, products);
        await FillInvoicesAsync(host, contacts);
        var on = new ModuleChoices { IsOn = true };
        var choices = new SyncChoices().With(SyncModule.Organizations, on).With(SyncModule.Contacts, on).With(SyncModule.Products, on).With(SyncModule.Invoices, on);
        await host.Get<SyncSettingsEditor>().SaveAsync(host.Owner, BillySystem.SystemId, choices, 0, default);

        GC.Collect();
        var memory = Environment.WorkingSet;
        var (dry, drySeconds, _) = await TakeAsync(host, dry: true, null);
        figures.Print("dry_run_seconds", drySeconds, "s");
        figures.Print("estimated_requests", dry.Requests, "requests");
        var (first, firstSeconds, firstRequests) = await TakeAsync(host, dry: false, dry.Id);
        if (first.Failure is { } failure)
            throw new InvalidOperationException($"The first run stopped: {failure.Code} {failure.Detail}");
        figures.Print("first_run_seconds", firstSeconds, "s");
        figures.Print("first_run_requests", firstRequests, "requests");
        figures.Print("first_run_seconds_at_two_a_second", firstRequests / Pace, "s");
        figures.Print("estimate_differs_by", 100d * Math.Abs(dry.Requests - firstRequests) / firstRequests, "%");

        var (second, secondSeconds, secondRequests) = await TakeAsync(host, dry: false, null);
        figures.Print("second_run_seconds", secondSeconds, "s");
        figures.Print("second_run_requests", secondRequests, "requests");
        figures.Print("second_run_writes", (await ItemsAsync(host, second)).Count(item => item.Outcome is SyncOutcome.Created or SyncOutcome.Updated or SyncOutcome.Linked or SyncOutcome.Queued), "records");
        figures.Print("second_run_unchanged", second.Unchanged, "records");
        figures.Print("rss_growth_mb", (Environment.WorkingSet - memory) / 1024d / 1024d, "MB");

        await using var db = host.Database.Read(host.Workspace);
        var links = await db.Set<RecordLink>().Where(link => link.Kind == RecordKind.Contact).Select(link => new { link.LocalId, link.RemoteId }).ToListAsync();
        figures.Print("linked", links.Count, "contacts");
        figures.Print("invoices_in", await db.Set<Invoice>().CountAsync(invoice => invoice.Origin == BillySystem.Origin), "invoices");
        figures.Print("invoices_queued", await db.Set<LedgerEntry>().CountAsync(), "invoices");
        figures.Print("payments_in", await db.Set<Payment>().CountAsync(), "payments");
        figures.Print("asked", await db.Set<SyncQuestion>().CountAsync(question => question.ClosedAt == null), "questions");
        var numbers = host.Billy.Records(host.Token, "contacts").Select(contact => contact.GetProperty("registrationNo").GetString()).Where(number => !string.IsNullOrEmpty(number));
        figures.Print("duplicates", numbers.CountBy(number => string.Concat(number!.Where(char.IsAsciiDigit))).Count(number => number.Value > 1), "contacts");
    }

    // Half of the contacts are on both sides, spelled otherwise; a quarter is here alone, and a quarter there. Of the products half is here, half there.
    private static async Task FillAsync(PushHost host, int contacts, int products)
    {
        for (var from = 0; from < contacts; from += 1000)
        {
            var start = from;
            await host.Database.WriteAsync(host.Workspace, (db, _) =>
            {
                for (var i = start; i < Math.Min(start + 1000, contacts); i++)
                {
                    if (i % 4 == 3)
                        continue;
                    var customer = new Customer
                    {
                        Id = Guid.CreateVersion7(), WorkspaceId = host.Workspace, Name = $"Kunde {i} ApS", RegistrationNo = Number(i), Street = $"Vej {i}",
                        ZipCode = "8000", City = "Aarhus C", Phone = $"+45 {20000000 + i}", Email = $"Kunde{i}@eksempel.dk", CustomerNo = $"{i}",
                        CreatedAt = host.Clock.GetUtcNow(), UpdatedAt = host.Clock.GetUtcNow(),
                    };
                    customer.RefreshSearchText();
                    db.Add(customer);
                }

                return Task.CompletedTask;
            }, default);
        }

        await host.Database.WriteAsync(host.Workspace, (db, _) =>
        {
            for (var i = 0; i < products; i += 2)
            {
                var product = new Product
                {
                    Id = Guid.CreateVersion7(), WorkspaceId = host.Workspace, Name = $"Vare {i}", Number = $"V{i}", UnitPrice = i,
                    CreatedAt = host.Clock.GetUtcNow(), UpdatedAt = host.Clock.GetUtcNow(),
                };
                product.RefreshSearchText();
                db.Add(product);
            }

            return Task.CompletedTask;
        }, default);
        using var client = new HttpClient { BaseAddress = host.Sandbox.BaseAddress };
        client.DefaultRequestHeaders.Add("X-Access-Token", host.Token);
        for (var i = 0; i < contacts; i++)
        {
            if (i % 4 == 2)
                continue;
            await PostAsync(client, "contacts", new
            {
                contact = new
                {
                    name = $"  KUNDE {i}  aps", countryId = "DK", registrationNo = $"DK {Number(i)[..4]} {Number(i)[4..]}", street = $"Vej {i} ", zipcodeText = "8000",
                    cityText = "Aarhus C", phone = $"{20000000 + i:00 00 00 00}", contactPersons = new[] { new { name = $"Kunde {i}", email = $"KUNDE{i}@eksempel.dk", isPrimary = true } },
                },
            });
        }

        for (var i = 1; i < products; i += 2)
            await PostAsync(client, "products", new { product = new { name = $"Vare {i}", productNo = $"V{i}", prices = new[] { new { unitPrice = i, currencyId = "DKK" } } } });
    }

    // As many here, sent, as there, booked; a fifth of those is paid.
    private static async Task FillInvoicesAsync(PushHost host, int count)
    {
        List<(Guid Id, string Name)> customers;
        await using (var db = host.Database.Read(host.Workspace))
            customers = [.. (await db.Set<Customer>().Select(customer => new { customer.Id, customer.Name }).ToListAsync()).Select(customer => (customer.Id, customer.Name))];
        for (var from = 0; from < count; from += 500)
        {
            var start = from;
            await host.Database.WriteAsync(host.Workspace, (db, _) =>
            {
                for (var i = start; i < Math.Min(start + 500, count); i++)
                {
                    var (id, name) = customers[i % customers.Count];
                    var invoice = new Invoice
                    {
                        Id = Guid.CreateVersion7(), WorkspaceId = host.Workspace, Number = $"P{i}", IssueDate = new(2026, 11, 1), Status = InvoiceStatus.Sent,
                        CreatedAt = host.Clock.GetUtcNow(), UpdatedAt = host.Clock.GetUtcNow(), Lines = [PushHost.Line("Konsulenttimer", 2, 900), PushHost.Line("Kørsel", 120, 3.79m)],
                    };
                    invoice.OriginId = invoice.Id.ToString("N");
                    invoice.SetCustomer(new() { Id = id, Name = name });
                    invoice.Seal();
                    db.Add(invoice);
                }

                return Task.CompletedTask;
            }, default);
        }

        var contacts = host.Billy.Records(host.Token, "contacts").Select(contact => contact.GetProperty("id").GetString()!).ToList();
        var product = host.Billy.AddRecord(host.Token, "products", new { name = "Konsulenttime", isArchived = true });
        for (var i = 0; i < count; i++)
        {
            var id = host.Billy.Issue(
                host.Token, contacts[i % contacts.Count],
                [new { productId = product, quantity = 1, unitPrice = 100 + i, description = "Uge 43" }, new { productId = product, quantity = 2, unitPrice = 3.5, description = "Kørsel" }]);
            if (i % 5 == 0)
                host.Billy.Pay(host.Token, id);
        }
    }

    private static async Task PostAsync(HttpClient client, string resource, object body)
    {
        using var content = new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");
        using var answer = await client.PostAsync(new Uri(resource, UriKind.Relative), content);
        answer.EnsureSuccessStatusCode();
    }

    // Eight digits, of which no two are alike; whether they would pass a check does not matter for what comes by import.
    private static string Number(int i) => (10000000 + i * 7).ToString(CultureInfo.InvariantCulture);

    private static async Task<(SyncRun Run, double Seconds, int Requests)> TakeAsync(PushHost host, bool dry, Guid? agreed)
    {
        var id = Assert.IsType<StartResult.Started>(await host.Get<SyncRuns>().StartAsync(host.Owner, host.Queue.Connection, dry, agreed, default)).Run;
        var before = host.LastRequest;
        var started = Stopwatch.GetTimestamp();
        await host.Get<SyncProcessor>().RunAsync(host.Workspace, id, default);
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        await using var db = host.Database.Read(host.Workspace);
        return (await db.Set<SyncRun>().SingleAsync(run => run.Id == id), seconds, (int)(host.LastRequest - before));
    }

    private static async Task<List<SyncItem>> ItemsAsync(PushHost host, SyncRun run)
    {
        await using var db = host.Database.Read(host.Workspace);
        return await db.Set<SyncItem>().Where(item => item.RunId == run.Id).ToListAsync();
    }
}
