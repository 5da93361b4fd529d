using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Playwright;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Core.Push.Queue;
using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Systems.Billy;
using PennaPay.Billy.Core.Systems.Billy.Api;
using PennaPay.Billy.Core.Systems.Billy.Postings.Table;
using PennaPay.Billy.Core.Values;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Web.Sandbox.Billy;
using static Microsoft.Playwright.Assertions;

namespace PennaPay.Billy.Tests.EndToEnd;

/// <summary>Many invoices at once: one confirmation, one progress bar, one toast.</summary>
public sealed class BulkPushTests
{
    private const int Invoices = 30;

    [SlowBrowserFact]
    public async Task EverythingSent_GoesAsOneBatch_WithOneToastAtItsEnd()
    {
        await using var app = TestApp.Start(new Dictionary<string, string?> { ["Billy:RequestsPerSecond"] = "3" });
        var workspace = (await app.CreateOwnerAsync()).Workspace;
        var billy = app.Services.GetRequiredService<BillySandbox>();
        await app.Services.GetRequiredService<BillyConnector>().ConnectAsync(TestActors.OwnerOf(workspace), billy.DefaultToken, sandbox: true, default);
        await AddInvoicesAsync(app, workspace);
        await using var window = await Browser.OpenAsync(app);
        await window.SignInAsync();
        await window.Page.GotoAsync("/invoices");

        await window.Test("push-sent").ClickAsync();
        await Expect(window.Test("plan-what")).ToContainTextAsync("30 fakturaer · 37.500,00");
        await Expect(window.Test("plan-where")).ToContainTextAsync("Til PennaPay Prøvefirma ApS");
        await Expect(window.Test("plan-duration")).ToHaveTextAsync("Tager ca. 11 sek.");
        await Expect(window.Test("plan-clear")).ToBeVisibleAsync();
        Assert.Empty(billy.Invoices(billy.DefaultToken));
        await Answer(window, "Overfør til Billy").ClickAsync();

        await Expect(window.Test("batch-progress")).ToBeVisibleAsync();
        await window.Test("nav-customers").ClickAsync();
        await Expect(window.Test("page-title")).ToHaveTextAsync("Kunder");
        await Expect(window.Test("batch-pill")).ToBeVisibleAsync();
        await window.Page.GotoAsync("/invoices");
        await window.Page.ReloadAsync();
        await Expect(window.Test("batch-waiting")).ToBeVisibleAsync();
        await Expect(window.Test("batch-time-left")).ToBeVisibleAsync();
        await window.PictureAsync("invoices-batch");
        await window.Test("nav-overview").ClickAsync();
        await Expect(window.Test("batch-progress")).ToBeVisibleAsync();
        await window.PictureAsync("overview-batch");
        await Expect(window.Test("toast-title")).ToHaveTextAsync("30 fakturaer er nu kladder i Billy", new() { Timeout = 60_000 });
        await Expect(window.Test("batch-progress")).ToHaveCountAsync(0);
        await Expect(window.Test("batch-pill")).ToHaveCountAsync(0);
        await window.Page.GotoAsync("/invoices");
        await Expect(window.Test("invoice-row")).ToHaveCountAsync(Invoices);
        await Expect(window.Test("push-sent")).ToHaveCountAsync(0);
        Assert.Equal(Invoices, billy.Invoices(billy.DefaultToken).Count);

        await UndoAsync(window);
        Assert.Equal(Invoices - 1, billy.Invoices(billy.DefaultToken).Count);
        Assert.Empty(window.Faults);
    }

    [BrowserFact]
    public async Task WhatComesOfIt_IsLookedAtFirst_AndItsProgressStandsInTheHeaderOfEveryPage()
    {
        await using var app = TestApp.Start(new Dictionary<string, string?> { ["Billy:RequestsPerSecond"] = "0.2" });
        var workspace = (await app.CreateOwnerAsync()).Workspace;
        var billy = app.Services.GetRequiredService<BillySandbox>();
        await app.Services.GetRequiredService<BillyConnector>().ConnectAsync(TestActors.OwnerOf(workspace), billy.DefaultToken, sandbox: true, default);
        // What the page reads of the books is paced, too.
        app.Services.GetRequiredService<IOptions<BillyOptions>>().Value.RequestsPerSecond = 1000;
        await app.Services.GetRequiredService<PostingOverview>().ReadAsync(workspace, default);
        await AddInvoicesAsync(app, workspace, number => number.EndsWith('7') ? VatTreatment.ReverseCharge : VatTreatment.Standard);
        await using var signedIn = await Look.SignInAsync(app);
        foreach (var (theme, language, width) in Look.All)
        {
            await using var window = await Look.OpenAsync(app, theme, language, width, signedIn);
            await window.Page.GotoAsync("/invoices");
            await window.Test("push-sent").ClickAsync();
            await Expect(window.Test("plan-stop")).ToBeVisibleAsync();
            await Expect(window.Test("plan-invoice")).ToHaveCountAsync(3);
            await Look.JudgeAsync(window, $"push-plan-{width}-{theme}-{language}");
            await window.Test("plan-cancel").ClickAsync();
            await Expect(window.Test("push-plan")).ToHaveCountAsync(0);
            await Expect(window.Test("push-sent")).ToBeFocusedAsync();
        }

        app.Services.GetRequiredService<IOptions<BillyOptions>>().Value.RequestsPerSecond = 0.2;
        await app.Services.GetRequiredService<InvoicePusher>().PushSentAsync(TestActors.OwnerOf(workspace), null, PushCause.Bulk, default);
        foreach (var (theme, language, width) in Look.All)
        {
            await using var window = await Look.OpenAsync(app, theme, language, width, signedIn);
            await window.Page.GotoAsync("/customers");
            await Expect(window.Test("batch-pill")).ToBeVisibleAsync();
            await Look.JudgeAsync(window, $"batch-pill-{width}-{theme}-{language}");
        }

        await signedIn.Page.GotoAsync("/products");
        await signedIn.Test("batch-pill-cancel").ClickAsync();
        await Expect(signedIn.Test("batch-pill")).ToHaveCountAsync(0, new() { Timeout = 30_000 });
        Assert.Empty(signedIn.Faults);
    }

    private static ILocator Answer(BrowserWindow window, string name) =>
        window.Page.Locator(".rz-dialog").GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    private static async Task UndoAsync(BrowserWindow window)
    {
        await window.Test("open-invoice").First.ClickAsync();
        await window.PictureAsync("editor-in-billy");
        await window.Test("undo-push").ClickAsync();
        await Answer(window, "Slet kladden").ClickAsync();
        await Expect(window.Test("undo-push")).ToHaveCountAsync(0);
        await Expect(window.Test("copy-state")).ToHaveAttributeAsync("data-state", nameof(CopyState.NotPushed));
    }

    private static Task AddInvoicesAsync(TestApp app, WorkspaceId workspace, Func<string, VatTreatment>? vat = null) => app.Database.WriteAsync(workspace, (db, _) =>
    {
        var customer = new Customer { Id = Guid.CreateVersion7(), WorkspaceId = workspace, Name = "Nordlys Design ApS", CountryCode = "DK" };
        customer.RefreshSearchText();
        for (var i = 0; i < Invoices; i++)
            db.Add(Invoice(customer, $"{1001 + i}", vat?.Invoke($"{1001 + i}") ?? VatTreatment.Standard));
        return Task.CompletedTask;
    }, default);

    private static Invoice Invoice(Customer customer, string number, VatTreatment vat)
    {
        var invoice = new Invoice
        {
            Id = Guid.CreateVersion7(),
            WorkspaceId = customer.WorkspaceId,
            Number = number,
            Customer = customer,
            IssueDate = new(2026, 11, 20),
            DueDate = new(2026, 12, 4),
            Status = InvoiceStatus.Sent,
            Lines = [new() { Id = Guid.CreateVersion7(), Description = "Rådgivning", Quantity = 2, UnitPrice = 500, Vat = vat, VatRate = VatRates.Of(vat) }],
        };
        invoice.OriginId = invoice.Id.ToString("N");
        invoice.SetCustomer(customer);
        invoice.Seal();
        return invoice;
    }
}
