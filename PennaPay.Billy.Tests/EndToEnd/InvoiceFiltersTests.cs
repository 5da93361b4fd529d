using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using PennaPay.Billy.Core.Records.Samples;
using PennaPay.Billy.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace PennaPay.Billy.Tests.EndToEnd;

/// <summary>What an owner arranges in the invoice list is there on the next visit, in every browser.</summary>
public sealed class InvoiceFiltersTests : IAsyncLifetime
{
    private TestApp app = null!;
    private BrowserWindow window = null!;

    public async Task InitializeAsync()
    {
        app = TestApp.Start();
        var workspace = (await app.CreateOwnerAsync()).Workspace;
        await app.Services.GetRequiredService<SampleInvoices>().LoadAsync(TestActors.OwnerOf(workspace), default);
        window = await Browser.OpenAsync(app);
        await window.SignInAsync();
    }

    public async Task DisposeAsync()
    {
        await window.DisposeAsync();
        await app.DisposeAsync();
    }

    [BrowserFact]
    public async Task Filter_IsSavedByKeyboard_OpenedElsewhere_Deleted_AndBroughtBack()
    {
        await window.Page.GotoAsync("/invoices?kind=CreditNote&sort=Gross-");
        await window.Test("save-filter").Locator("summary").FocusAsync();
        await window.Page.Keyboard.PressAsync("Enter");
        await Expect(window.Test("filter-name")).ToBeFocusedAsync();
        await window.PictureAsync("invoices-save-filter");
        Assert.Empty(await window.AccessibilityProblemsAsync());
        await window.Page.Keyboard.PressAsync("Enter");
        await Expect(window.Test("field-error")).ToHaveTextAsync("Giv filteret et navn.");
        await window.Test("filter-name").FillAsync("Store kreditnotaer");
        await window.Page.Keyboard.PressAsync("Enter");

        await Expect(Shown(window)).ToHaveTextAsync("Store kreditnotaer");
        await Expect(window.Test("save-filter")).ToHaveCountAsync(0);

        await using var elsewhere = await Browser.OpenAsync(app, 390, 844, ColorScheme.Dark);
        await elsewhere.SignInAsync();
        await elsewhere.Page.GotoAsync("/invoices");
        await elsewhere.Test("saved-filter").Locator("a").ClickAsync();
        await elsewhere.Page.WaitForURLAsync("**/invoices?kind=CreditNote&sort=Gross-");
        await Expect(Shown(elsewhere)).ToHaveCountAsync(1);
        await elsewhere.PictureAsync("invoices-saved-390-dark");
        Assert.Empty(await elsewhere.AccessibilityProblemsAsync());

        await window.PictureAsync("invoices-saved");
        await window.Test("delete-filter").ClickAsync();
        await Expect(window.Test("saved-filters")).ToHaveCountAsync(0);
        await window.Test("toast-undo").ClickAsync();
        await Expect(Shown(window)).ToHaveTextAsync("Store kreditnotaer");
        Assert.Empty(window.Faults);
    }

    [BrowserFact]
    public async Task Heading_TakesTheFocusOfAPage_UnlessSomebodyHasBegunThere()
    {
        await window.Page.GotoAsync("/invoices");
        await Expect(window.Test("page-title")).ToBeFocusedAsync();
        // On a slow line the page asks for it once more than somebody waited.
        await window.Test("columns").Locator("summary").FocusAsync();
        await window.Page.EvaluateAsync("focusHeading()");
        await Expect(window.Test("columns").Locator("summary")).ToBeFocusedAsync();
        await window.Page.EvaluateAsync("document.activeElement.blur(); focusHeading()");
        await Expect(window.Test("page-title")).ToBeFocusedAsync();
    }

    [BrowserFact]
    public async Task Columns_AreChosenByKeyboard_AndStayChosen()
    {
        await window.Page.GotoAsync("/invoices");
        await window.Test("columns").Locator("summary").FocusAsync();
        await window.Page.Keyboard.PressAsync("Enter");
        await window.PictureAsync("invoices-columns");
        Assert.Empty(await window.AccessibilityProblemsAsync());
        await window.Test("column-DueDate").FocusAsync();
        await window.Page.Keyboard.PressAsync("Space");
        await Expect(window.Page.Locator(".pp-row-due")).ToHaveCountAsync(0);
        await window.Test("column-Customer").UncheckAsync();
        await window.Page.Keyboard.PressAsync("Escape");
        await Expect(window.Test("column-Customer")).ToBeHiddenAsync();
        await window.PictureAsync("invoices-fewer-columns");

        await using var elsewhere = await Browser.OpenAsync(app, 1024, 800, ColorScheme.Dark);
        await elsewhere.SignInAsync();
        await elsewhere.Page.GotoAsync("/invoices");
        await Expect(elsewhere.Test("invoice-row").First).ToBeVisibleAsync();
        await Expect(elsewhere.Page.Locator(".pp-row-due, .pp-row-customer")).ToHaveCountAsync(0);
        await elsewhere.Test("columns").Locator("summary").ClickAsync();
        await elsewhere.PictureAsync("invoices-columns-1024-dark");
        Assert.Empty(await elsewhere.AccessibilityProblemsAsync());
        Assert.Empty(window.Faults);
    }

    private static ILocator Shown(BrowserWindow window) => window.Page.Locator("[data-testid=saved-filter][data-shown] bdi");
}
