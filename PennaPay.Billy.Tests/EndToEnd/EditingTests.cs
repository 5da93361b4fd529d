using System.Text;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Records.Samples;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Core.Systems.Billy;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Web.Sandbox.Billy;
using static Microsoft.Playwright.Assertions;

namespace PennaPay.Billy.Tests.EndToEnd;

/// <summary>What may be edited, put aside and removed, and columns that somebody has to tell apart, in every look.</summary>
public sealed partial class EditingTests
{
    private static readonly string[] Columns = ["Number", "Customer", "IssueDate", "Description", "UnitPrice", "VatRate"];

    private const string Table =
        """
        Bilag;Firma;Bilagsdag;Linjetekst;Stk. pris;Momsen;Farve
        8001;Ærø Bådebyggeri ApS;2026-11-05;Søsætning af træbåd;1.234,50;25;blå
        8002;Marstal Sejl ApS;2026-11-06;Reparation af sejl;200;25;
        8003;Rise Mejeri;2026-11-07;Undervisning;300;0;gul
        """;

    [BrowserFact]
    public async Task SentInvoice_IsWarnedAbout_ArchivedAndDeleted_InEveryLook()
    {
        foreach (var (theme, language, width) in Look.All)
        {
            await using var app = TestApp.Start();
            var owner = await app.CreateOwnerAsync();
            await app.Services.GetRequiredService<BillyConnector>()
                .ConnectAsync(owner, app.Services.GetRequiredService<BillySandbox>().DefaultToken, sandbox: true, default);
            await using var signedIn = await Look.SignInAsync(app);
            await app.Services.GetRequiredService<SampleInvoices>().LoadAsync(owner, default);
            await using var window = await Look.OpenAsync(app, theme, language, width, signedIn);
            var name = $"{width}-{theme}-{language}";

            await window.Page.GotoAsync($"/invoices/{await IdAsync(app, owner.Workspace, "1007")}");
            await Expect(window.Test("invoice-editor")).ToBeVisibleAsync();
            await window.Test("description").First.FillAsync("Rettet");
            await window.Test("description").First.BlurAsync();
            await Expect(window.Test("sent-warning")).ToBeInViewportAsync();
            await Look.JudgeAsync(window, $"editing-sent-{name}");
            await window.Test("push").ClickAsync();
            await Expect(window.Page.Locator("header [data-state=Present]")).ToBeVisibleAsync();
            await Expect(window.Test("archive")).ToBeVisibleAsync();
            await window.Test("archive").ClickAsync();
            await ConfirmAsync(window, language == "da" ? "Arkivér" : "Archive");
            await Expect(window.Test("archived-notice")).ToBeVisibleAsync();
            await Expect(window.Test("push")).ToHaveCountAsync(0);
            await Look.JudgeAsync(window, $"editing-archived-{name}");

            await window.Page.GotoAsync("/invoices");
            await Expect(window.Test("invoice-row")).ToHaveCountAsync(7);
            await window.Test("tab-archived").ClickAsync();
            await Expect(window.Test("invoice-row")).ToHaveCountAsync(1);
            await Expect(window.Test("push-selected")).ToHaveCountAsync(0);
            await Look.JudgeAsync(window, $"editing-archive-{name}");

            await window.Page.GotoAsync($"/invoices/{await IdAsync(app, owner.Workspace, "1005")}");
            await window.Test("delete").ClickAsync();
            await ConfirmAsync(window, language == "da" ? "Slet" : "Delete");
            await Expect(window.Page).ToHaveURLAsync(InvoiceList());
            await Expect(window.Test("invoice-row")).ToHaveCountAsync(6);

            await window.Test("remove-samples").ClickAsync();
            await ConfirmAsync(window, language == "da" ? "Fjern eksempler" : "Remove samples");
            await Expect(window.Test("all-archived")).ToBeVisibleAsync();
            await Expect(window.Test("remove-samples")).ToHaveCountAsync(0);
            await Expect(window.Test("tab-archived")).ToContainTextAsync("1");
            await Look.JudgeAsync(window, $"editing-samples-gone-{name}");
            Assert.Empty(window.Faults);
        }
    }

    [SlowBrowserFact]
    public async Task Columns_AreAskedFor_Remembered_AndImportsKept_InEveryLook()
    {
        await using var app = TestApp.Start();
        var owner = await app.CreateOwnerAsync();
        await using var signedIn = await Look.SignInAsync(app);
        foreach (var (theme, language, width) in Look.All)
        {
            await using var window = await Look.OpenAsync(app, theme, language, width, signedIn);
            var name = $"{width}-{theme}-{language}";
            await window.Page.GotoAsync("/invoices/import");
            await Expect(window.Page.Locator("h1").First).ToBeFocusedAsync();
            await window.Test("files").SetInputFilesAsync(new FilePayload { Name = "eksport.csv", MimeType = "text/plain", Buffer = Encoding.UTF8.GetBytes(Table) });
            await Expect(window.Test("asked-heading")).ToHaveCountAsync(7);
            await Look.JudgeAsync(window, $"mapping-asked-{name}");

            foreach (var (at, column) in Columns.Index())
                await window.Test("column").Nth(at).SelectOptionAsync(column);
            await window.Test("save-columns").ClickAsync();
            await Expect(window.Test("planned-invoice")).ToHaveCountAsync(3);
            await Expect(window.Test("question")).ToHaveCountAsync(1);
            await Look.JudgeAsync(window, $"mapping-planned-{name}");

            await window.Page.Locator(".pp-back").ClickAsync();
            await ConfirmAsync(window, language == "da" ? "Gem til senere" : "Keep for later");
            // It is kept before the page is left.
            await Expect(window.Page).ToHaveURLAsync(InvoiceList());
            await window.Page.GotoAsync("/invoices/import");
            await Expect(window.Test("unfinished-import")).ToHaveCountAsync(1);
            await Expect(window.Test("remembered")).ToHaveCountAsync(1);
            await Look.JudgeAsync(window, $"mapping-kept-{name}");

            await window.Test("open-unfinished").ClickAsync();
            await Expect(window.Test("question")).ToHaveCountAsync(1);
            await window.Test("run-import").ClickAsync();
            await Expect(window.Test("imported-invoice")).ToHaveCountAsync(3);
            await window.Page.GotoAsync("/invoices/import");
            await Expect(window.Test("latest-import")).ToHaveCountAsync(1);
            await Expect(window.Test("unfinished-import")).ToHaveCountAsync(0);
            await window.Test("forget-columns").ClickAsync();
            await ConfirmAsync(window, language == "da" ? "Glem" : "Forget");
            await Expect(window.Test("remembered")).ToHaveCountAsync(0);
            await window.Test("undo-import").ClickAsync();
            await ConfirmAsync(window, language == "da" ? "Fortryd import" : "Undo import");
            await Expect(window.Test("latest-import")).ToHaveCountAsync(0);
            Assert.Empty(window.Faults);
        }
    }

    [GeneratedRegex("/invoices$")]
    private static partial Regex InvoiceList();

    private static Task ConfirmAsync(BrowserWindow window, string button) =>
        window.Page.Locator(".rz-dialog").GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();

    private static async Task<Guid> IdAsync(TestApp app, Core.Access.WorkspaceId workspace, string number)
    {
        await using var db = app.Services.GetRequiredService<Database>().Read(workspace);
        return await db.Set<Invoice>().Where(invoice => invoice.Number == number).Select(invoice => invoice.Id).SingleAsync();
    }
}
