using Bunit;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.DependencyInjection;
using PennaPay.Billy.Core.Records.Invoices.Import;
using PennaPay.Billy.Core.Records.Invoices.Import.Undoing;
using PennaPay.Billy.Core.Records.Invoices.Import.Unfinished;
using PennaPay.Billy.Tests.Push;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Web.Components.Invoices;
using Radzen;

namespace PennaPay.Billy.Tests.Invoices;

public sealed class ImportPageTests : IAsyncLifetime
{
    private static readonly string[] Columns = ["Number", "Customer", "IssueDate", "Description", "UnitPrice", "VatRate", ""];

    private PageHost host = null!;

    public ImportPageTests() => PageHost.Speak("en-GB");

    public async Task InitializeAsync() => host = await PageHost.StartAsync(connected: false);

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Fact]
    public void Files_AreJudgedOneByOne_AndAHostileOneStopsNoOther()
    {
        var page = host.Open<ImportPage>("/invoices/import");
        page.WaitForElement("input[type=file]", PageHost.Patience);
        const string good = "Number;Date;Customer;Description;Quantity;Unit price;VAT\n2041;2026-11-05;Nordlys ApS;Work;2;500.00;25\n";

        page.FindComponent<InputFile>().UploadFiles(
            InputFileContent.CreateFromText("<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>", "hostile.xml"),
            InputFileContent.CreateFromText("Number;Date;Customer;Description;Quantity;Unit price;VAT\n1;2026-11-05;A;B;1;1.234;25\n", "ambiguous.csv"),
            InputFileContent.CreateFromText("%PDF", "invoice.pdf"),
            InputFileContent.CreateFromBinary(new byte[ImportFile.LargestOf(ImportFormat.Ubl) + 1], "huge.xml"),
            InputFileContent.CreateFromText(good, "good.csv"),
            InputFileContent.CreateFromText(good, "again.csv"));

        Run(page);
        Assert.Equal("1 imported", Outcome(page, "good.csv"));
        Assert.Equal("Already imported", Outcome(page, "again.csv"));
        Assert.Equal("Invoice 2041", File(page, "good.csv").QuerySelector("[data-testid=imported-invoice]")!.TextContent);
        Assert.Contains("DOCTYPE", Errors(page, "hostile.xml"), StringComparison.Ordinal);
        Assert.Contains("2Unit price“1.234” can be thousands or decimals", Errors(page, "ambiguous.csv"), StringComparison.Ordinal);
        Assert.Contains("neither .xml (UBL), .csv nor .xlsx", File(page, "invoice.pdf").TextContent, StringComparison.Ordinal);
        Assert.Contains("10 MB", Errors(page, "huge.xml"), StringComparison.Ordinal);
    }

    [Fact]
    public void TheExampleOnThePage_CanBeImported()
    {
        var page = host.Open<ImportPage>("/invoices/import");
        var example = page.WaitForElement("pre", PageHost.Patience).TextContent;

        page.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromText(example, "example.csv"));

        Run(page);
        Assert.Equal("1 imported", Outcome(page, "example.csv"));
    }

    [Fact]
    public async Task Files_ChosenOrAskedAbout_StoreNothing_UntilSomebodySaysSo()
    {
        await host.Product.AddCustomerAsync("The Buyercompany", "31119103");
        var before = await DatabaseDump.OfAsync(host.Product.Database);
        var page = host.Open<ImportPage>("/invoices/import");
        page.WaitForElement("input[type=file]", PageHost.Patience);
        page.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromText(
            "Number;Date;Customer;CVR;Description;Quantity;Unit price;VAT\n1;2026-11-05;Other ApS;31119103;Work;1;500;25\n2;2026-11-05;Third ApS;12345678;Work;1;500;25\n",
            "two.csv"));

        page.WaitForElement("[data-testid=run-import]", PageHost.Patience);
        Assert.Equal(
            ["Other ApS has the same number (31119103) as The Buyercompany", "12345678 is no valid CVR number (Third ApS)"],
            page.FindAll("[data-testid=question] .text > span:first-child").Select(text => text.TextContent));
        Assert.Equal(["called Other ApS in the file", "new customer"], page.FindAll("[data-testid=customer-fate]").Select(text => text.TextContent));

        // On the thread that draws: between finding and changing nothing is drawn anew.
        await page.InvokeAsync(() => page.Find("[data-testid=answer]").Change("NewCustomer"));
        page.WaitForAssertion(() => Assert.Equal(["new customer", "new customer"], page.FindAll("[data-testid=customer-fate]").Select(text => text.TextContent)), PageHost.Patience);
        await page.InvokeAsync(() => page.FindAll("[data-testid=answer]")[1].Change("LeaveOut"));
        page.WaitForAssertion(() => Assert.Equal("Import 1 invoice", page.Find("[data-testid=run-import]").TextContent.Trim()), PageHost.Patience);
        Assert.Equal(before, await DatabaseDump.OfAsync(host.Product.Database));

        Run(page);
        Assert.Equal(["Invoice 1"], page.FindAll("[data-testid=imported-invoice]").Select(link => link.TextContent));
        Assert.Contains("1 customer was created", page.Find("[data-testid=import-done]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task APlan_ThatIsAnotherByNow_IsShownAnew_AndNothingStored()
    {
        var page = host.Open<ImportPage>("/invoices/import");
        page.WaitForElement("input[type=file]", PageHost.Patience);
        page.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromText(
            "Number;Date;Customer;CVR;Description;Quantity;Unit price;VAT\n1;2026-11-05;Other ApS;31119103;Work;1;500;25\n", "one.csv"));
        page.WaitForElement("[data-testid=run-import]", PageHost.Patience);
        await host.Product.AddCustomerAsync("The Buyercompany", "31119103");
        var before = await DatabaseDump.OfAsync(host.Product.Database);

        page.Find("[data-testid=run-import]").Click();

        page.WaitForElement("[data-testid=plan-changed]", PageHost.Patience);
        Assert.Single(page.FindAll("[data-testid=question]"));
        Assert.Equal(before, await DatabaseDump.OfAsync(host.Product.Database));
    }

    [Fact]
    public async Task AnImportThatEndedWithTheProgram_IsOfferedAsBrokenOff_OnceItHasBeenSilent()
    {
        await host.Product.Database.WriteAsync(host.Product.Workspace, (db, _) =>
        {
            db.Add(new InvoiceImport
            {
                Id = Guid.CreateVersion7(), WorkspaceId = host.Product.Workspace, At = host.Product.Clock.GetUtcNow(), StartedBy = PushHost.By, FileNames = ["one.csv"],
                FileCount = 1, State = ImportState.Running, Planned = 450, Invoices = 100, SteppedAt = host.Product.Clock.GetUtcNow(),
            });
            return Task.CompletedTask;
        }, default);
        Assert.Contains("100 of 450", State(), StringComparison.Ordinal);
        Assert.DoesNotContain("again", State(), StringComparison.Ordinal);

        host.Product.Clock.Advance(InvoiceImport.Silence + TimeSpan.FromSeconds(1));

        Assert.Equal("Broken off after 100 of 450. Choose the same files again to bring in the rest.", State());

        string State() => host.Open<ImportPage>("/invoices/import").WaitForElement("[data-testid=import-state]", PageHost.Patience).TextContent;
    }

    [Fact]
    public async Task AnImport_CanBeUndone_FromItsReportAndFromTheList()
    {
        var page = host.Open<ImportPage>("/invoices/import");
        const string rows = "Number;Date;Customer;Description;Quantity;Unit price;VAT\n1;2026-11-05;Other ApS;Work;1;500;25\n";
        foreach (var again in new[] { false, true })
        {
            page.WaitForElement("input[type=file]", PageHost.Patience);
            page.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromText(rows, "one.csv"));
            Run(page);
            if (again)
            {
                page = host.Open<ImportPage>("/invoices/import");
                page.WaitForAssertion(() => Assert.Contains("one.csv", page.Find("[data-testid=latest-import]").TextContent, StringComparison.Ordinal), PageHost.Patience);
            }

            await host.AnswerAsync(() => page.Find("[data-testid=undo-import]").ClickAsync(new()), true);
            page.WaitForAssertion(() => Assert.Contains("Invoices deleted: 1. Customers deleted: 1.", page.Find("[data-testid=import-undone]").TextContent, StringComparison.Ordinal), PageHost.Patience);
            Assert.Empty(page.FindAll("[data-testid=latest-import]"));
        }
    }

    [Fact]
    public async Task UnknownHeadings_AreAskedOnce_AndRemembered()
    {
        var page = host.Open<ImportPage>("/invoices/import");
        const string table = "Voucher;Firm;When;What;Each;Tax;Colour\n1;Ærø ApS;2026-11-05;Work;500;25;blue\n";
        page.WaitForElement("input[type=file]", PageHost.Patience);
        page.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromText(table, "one.csv"), InputFileContent.CreateFromText(table.Replace("1;", "2;", StringComparison.Ordinal), "two.csv"));

        page.WaitForElement("[data-testid=column-mapping]", PageHost.Patience);
        Assert.Single(page.FindAll("[data-testid=column-mapping]"));
        Assert.Equal("Columns needed", Outcome(page, "one.csv"));
        Assert.True(page.Find("[data-testid=save-columns]").HasAttribute("disabled"));
        foreach (var (at, column) in Columns.Index())
            page.FindAll("[data-testid=column]")[at].Change(column);
        Assert.Equal("Everything that must be there is chosen.", page.Find("[data-testid=columns-missing]").TextContent);
        // Chosen for another heading, it leaves the first.
        page.FindAll("[data-testid=column]")[6].Change("VatRate");
        Assert.Equal(("", "VatRate"), (page.FindAll("[data-testid=column]")[5].GetAttribute("value"), page.FindAll("[data-testid=column]")[6].GetAttribute("value")));
        page.FindAll("[data-testid=column]")[5].Change("VatRate");
        page.Find("[data-testid=save-columns]").Click();

        page.WaitForAssertion(() => Assert.Equal("Import 2 invoices", page.Find("[data-testid=run-import]").TextContent.Trim()), PageHost.Patience);
        Run(page);
        page = host.Open<ImportPage>("/invoices/import");
        page.WaitForElement("[data-testid=remembered]", PageHost.Patience);
        page.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromText(table.Replace("1;", "3;", StringComparison.Ordinal), "three.csv"));
        page.WaitForAssertion(() => Assert.Equal("Import 1 invoice", page.Find("[data-testid=run-import]").TextContent.Trim()), PageHost.Patience);
        Assert.Empty(page.FindAll("[data-testid=column-mapping]"));
        page.Find("[data-testid=map-columns]").Click();
        page.WaitForElement("[data-testid=column-mapping]", PageHost.Patience);

        page = host.Open<ImportPage>("/invoices/import");
        page.WaitForElement("[data-testid=forget-columns]", PageHost.Patience);
        await host.AnswerAsync(() => page.Find("[data-testid=forget-columns]").ClickAsync(new()), true);
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[data-testid=remembered]")), PageHost.Patience);
    }

    [Fact]
    public async Task LeavingWithUnansweredQuestions_OffersToKeepThem_AndTheyOpenAgain()
    {
        var page = host.Open<ImportPage>("/invoices/import");
        page.WaitForElement("input[type=file]", PageHost.Patience);
        page.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromText(
            "Number;Date;Customer;CVR;Description;Unit price;VAT\n1;2026-11-05;Third ApS;12345678;Work;500;25\n2;2026-11-05;Fourth ApS;;Work;500;0\n", "two.csv"));
        page.WaitForElement("[data-testid=answer]", PageHost.Patience);
        // Left in the same moment: whoever answers need not wait for what the answer leads to.
        await host.AnswerAsync(() => page.InvokeAsync(() =>
        {
            page.FindAll("[data-testid=answer]")[0].Change("KeepNumber");
            host.Navigation.NavigateTo("/invoices");
        }), true);
        page.WaitForAssertion(() => Assert.Contains(host.Toasts, toast => toast.Title == "The import is kept for later"), PageHost.Patience);

        page = host.Open<ImportPage>("/invoices/import");
        page.WaitForAssertion(() => Assert.Contains("two.csv", page.Find("[data-testid=unfinished-import]").TextContent, StringComparison.Ordinal), PageHost.Patience);
        Assert.Contains("1 answer", page.Find("[data-testid=unfinished-import]").TextContent, StringComparison.Ordinal);
        page = host.Open<ImportPage>(page.Find("[data-testid=open-unfinished]").GetAttribute("href")!);
        page.WaitForElement("[data-testid=answer]", PageHost.Patience);
        Assert.Equal("KeepNumber", page.FindAll("[data-testid=answer]")[0].GetAttribute("value"));
        Run(page);
        Assert.Equal(0, await host.Product.Get<UnfinishedImports>().CountAsync(host.Product.Workspace, default));
    }

    private static void Run(IRenderedComponent<ImportPage> page)
    {
        page.WaitForElement("[data-testid=run-import]", PageHost.Patience).Click();
        page.WaitForElement("[data-testid=to-invoices]", PageHost.Patience);
    }

    private static AngleSharp.Dom.IElement File(IRenderedComponent<ImportPage> page, string name) =>
        page.Find($"[data-testid=import-file][data-name=\"{name}\"]");

    private static string Outcome(IRenderedComponent<ImportPage> page, string name) =>
        File(page, name).QuerySelector("[data-testid=import-outcome] > span:last-child")!.TextContent;

    private static string Errors(IRenderedComponent<ImportPage> page, string name) =>
        File(page, name).QuerySelector("[data-testid=import-errors] tbody")!.TextContent;
}
