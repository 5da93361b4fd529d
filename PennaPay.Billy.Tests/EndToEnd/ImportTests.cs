using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Records.Companies;
using PennaPay.Billy.Core.Records.Samples;
using PennaPay.Billy.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace PennaPay.Billy.Tests.EndToEnd;

/// <summary>Files with everything that can be asked: planned, answered, imported and taken back, in every look.</summary>
public sealed class ImportTests
{
    private const string Table =
        """
        Fakturanr;Kunde;CVR;Fakturadato;Beskrivelse;Antal;Enhedspris;Moms %;Farve
        7001;Helt Andet Navn ApS;35408002;2026-11-05;Design;1;1000;25;Blå
        7002;Tastefejl ApS;12345678;2026-11-05;Design;1;2000;25;Rød
        7003;Momsløs ApS;;2026-11-05;Undervisning;1;3000;0;
        7004;Retur ApS;;2026-11-05;Tilbage;-1;400;25;
        """;

    private const string Broken =
        """
        Fakturanr;Kunde;Fakturadato;Beskrivelse;Antal;Enhedspris;Moms %
        1;;imorgen;;1;1.234;25
        """;

    [BrowserFact]
    public async Task Files_ArePlannedAskedAboutImportedAndTakenBack_InEveryLook()
    {
        await using var app = TestApp.Start();
        var owner = await app.CreateOwnerAsync();
        await NameCompanyAsync(app, owner);
        await app.Services.GetRequiredService<SampleInvoices>().LoadAsync(owner, default);
        await using var signedIn = await Look.SignInAsync(app);
        foreach (var (theme, language, width) in Look.All)
        {
            await using var window = await Look.OpenAsync(app, theme, language, width, signedIn);
            var name = $"{width}-{theme}-{language}";
            await window.Page.GotoAsync("/invoices/import");
            await Expect(window.Page.Locator("h1").First).ToBeFocusedAsync();
            await window.Test("columns").ClickAsync();
            await Expect(window.Test("import-columns")).ToBeVisibleAsync();
            await Look.JudgeAsync(window, $"import-help-{name}");

            await window.Test("files").SetInputFilesAsync(
            [
                File("fakturaer.csv", Table), File("skidt.csv", Broken), File("billede.pdf", "%PDF"),
                new() { Name = "leverandør.xml", MimeType = "text/xml", Buffer = await System.IO.File.ReadAllBytesAsync(UblFiles.Own("invoice.xml")) },
            ]);
            await Expect(window.Test("question")).ToHaveCountAsync(5);
            await Expect(window.Test("planned-invoice")).ToHaveCountAsync(5);
            await Look.JudgeAsync(window, $"import-plan-{name}");

            await window.Page.Locator("[data-kind=Supplier]").GetByTestId("answer").FocusAsync();
            await window.Page.Locator("[data-kind=Supplier]").GetByTestId("answer").SelectOptionAsync("Import");
            await Expect(window.Test("run-import")).ToContainTextAsync("5");
            // Answering keeps the focus where it was.
            await Expect(window.Page.Locator("[data-kind=Supplier]").GetByTestId("answer")).ToBeFocusedAsync();
            await window.Test("run-import").ClickAsync();
            await Expect(window.Test("imported-invoice")).ToHaveCountAsync(5);
            await Look.JudgeAsync(window, $"import-done-{name}");

            await window.Page.GotoAsync("/invoices/import");
            await Expect(window.Test("latest-import")).ToHaveCountAsync(1);
            await Look.JudgeAsync(window, $"import-latest-{name}");
            await window.Test("undo-import").ClickAsync();
            await window.Page.Locator(".rz-dialog").GetByRole(AriaRole.Button, new() { Name = language == "da" ? "Fortryd import" : "Undo import", Exact = true }).ClickAsync();
            await Expect(window.Test("import-undone")).ToBeVisibleAsync();
            await Expect(window.Test("latest-import")).ToHaveCountAsync(0);
            await Look.JudgeAsync(window, $"import-undone-{name}");
            Assert.Empty(window.Faults);
        }
    }

    [BrowserFact]
    public async Task Template_IsHandedOut_InTheReadersLanguage()
    {
        await using var app = TestApp.Start();
        await app.CreateOwnerAsync();
        await using var window = await Look.SignInAsync(app);
        await window.Page.GotoAsync("/invoices/import");
        var download = await window.Page.RunAndWaitForDownloadAsync(() => window.Test("template").ClickAsync());
        Assert.StartsWith("fakturaskabelon-", download.SuggestedFilename, StringComparison.Ordinal);
        Assert.StartsWith("Fakturanr;", await System.IO.File.ReadAllTextAsync(await download.PathAsync()), StringComparison.Ordinal);
    }

    private static async Task NameCompanyAsync(TestApp app, Actor owner)
    {
        var editor = app.Services.GetRequiredService<CompanyEditor>();
        var company = await editor.FindAsync(owner.Workspace, default);
        company.RegistrationNo = "31119103";
        Assert.IsType<SaveCompanyResult.Saved>(await editor.SaveAsync(owner, company, default));
    }

    private static FilePayload File(string name, string content) => new() { Name = name, MimeType = "text/plain", Buffer = Encoding.UTF8.GetBytes(content) };
}
