using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Records.Samples;
using PennaPay.Billy.Core.Systems.Billy;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Web.Sandbox.Billy;
using static Microsoft.Playwright.Assertions;

namespace PennaPay.Billy.Tests.EndToEnd;

/// <summary>The invoice list without a mouse.</summary>
public sealed class InvoiceKeysTests : IAsyncLifetime
{
    private TestApp app = null!;
    private BrowserWindow window = null!;

    public async Task InitializeAsync()
    {
        app = TestApp.Start(new Dictionary<string, string?> { ["Billy:RequestsPerSecond"] = "100" });
        var workspace = (await app.CreateOwnerAsync()).Workspace;
        var billy = app.Services.GetRequiredService<BillySandbox>();
        await app.Services.GetRequiredService<BillyConnector>().ConnectAsync(TestActors.OwnerOf(workspace), billy.DefaultToken, sandbox: true, default);
        await app.Services.GetRequiredService<SampleInvoices>().LoadAsync(TestActors.OwnerOf(workspace), default);
        window = await Browser.OpenAsync(app);
        await window.SignInAsync();
        await window.Page.GotoAsync("/invoices?sort=Number");
        await Expect(Row(0)).ToBeVisibleAsync();
        // A new page takes the focus to its heading once; keys pressed before that would go on there.
        await Expect(window.Page.Locator("h1").First).ToBeFocusedAsync();
    }

    public async Task DisposeAsync()
    {
        await window.DisposeAsync();
        await app.DisposeAsync();
    }

    [BrowserFact]
    public async Task Arrows_MoveTheFocusFromRowToRow_AndTabComesBackToIt()
    {
        await PressAsync("ArrowDown", "j", "ArrowDown", "k");
        await Expect(Row(1)).ToBeFocusedAsync();
        Assert.Equal("solid", await Row(1).EvaluateAsync<string>("row => getComputedStyle(row).outlineStyle"));
        await window.PictureAsync("invoices-row-focus");
        Assert.Empty(await window.AccessibilityProblemsAsync());

        await PressAsync("Tab", "Shift+Tab");
        await Expect(Row(1)).ToBeFocusedAsync();
        await PressAsync("ArrowUp", "ArrowUp", "ArrowUp");
        await Expect(Row(0)).ToBeFocusedAsync();
        Assert.Equal(1, await window.Page.Locator("[data-testid=invoice-row][tabindex='0']").CountAsync());
    }

    [BrowserFact]
    public async Task Space_Selects_AndEscapeClears()
    {
        await PressAsync("ArrowDown", "Space", "ArrowDown", "Space");
        await Expect(window.Test("selected-count")).ToHaveTextAsync("2 markeret");
        await Expect(Row(1)).ToBeFocusedAsync();
        await PressAsync("Space");
        await Expect(window.Test("selected-count")).ToHaveTextAsync("1 markeret");
        await window.PictureAsync("invoices-selected");
        await PressAsync("Escape");
        await Expect(window.Test("bulk-bar")).ToHaveCountAsync(0);
        await Expect(Row(1)).ToBeFocusedAsync();
    }

    [BrowserFact]
    public async Task P_PushesTheRow_OrTheSelection()
    {
        await PressAsync("p");
        await PressAsync("ArrowDown", "p");
        await Expect(Row(0)).ToHaveAttributeAsync("data-state", nameof(CopyState.Present));
        await Expect(Row(1)).ToHaveAttributeAsync("data-state", nameof(CopyState.NotPushed));

        await PressAsync("ArrowDown", "Space", "ArrowDown", "Space");
        await Expect(window.Test("selected-count")).ToHaveTextAsync("2 markeret");
        await PressAsync("p");
        await Expect(window.Test("plan-what")).ToContainTextAsync("2 fakturaer");
        await window.Test("plan-push").ClickAsync();
        await Expect(Row(1)).ToHaveAttributeAsync("data-state", nameof(CopyState.Present));
        await Expect(Row(2)).ToHaveAttributeAsync("data-state", nameof(CopyState.Present));
        await Expect(Row(3)).ToHaveAttributeAsync("data-state", nameof(CopyState.NotPushed));
    }

    [BrowserFact]
    public async Task Slash_Searches_WhereLettersAreLetters_AndEscapeComesBack()
    {
        await PressAsync("/");
        await Expect(window.Test("search")).ToBeFocusedAsync();
        await PressAsync("j", "p", "?", "/");
        await Expect(window.Test("search")).ToHaveValueAsync("jp?/");
        await Expect(window.Test("keys-dialog")).ToBeHiddenAsync();
        // The rows that come back are others than those that went; the focus is for the ones that stay.
        await Expect(window.Test("no-match")).ToBeVisibleAsync();
        await window.Test("search").FillAsync("");
        await Expect(Row(3)).ToBeVisibleAsync();
        await PressAsync("Escape");
        await Expect(Row(0)).ToBeFocusedAsync();
        await PressAsync("Control+/", "Alt+j", "Meta+p");
        await Expect(Row(0)).ToBeFocusedAsync();
    }

    [BrowserFact]
    public async Task Enter_OpensTheRow()
    {
        await PressAsync("ArrowDown", "Enter");
        await window.Page.WaitForURLAsync("**/invoices/*-*");
    }

    [BrowserFact]
    public async Task QuestionMark_ShowsTheKeys_AndLettersCanBeSwitchedOff()
    {
        await PressAsync("ArrowDown", "?");
        await Expect(window.Test("keys-dialog")).ToBeVisibleAsync();
        await window.PictureAsync("invoices-keys");
        Assert.Empty(await window.AccessibilityProblemsAsync());
        await window.Test("letter-keys").UncheckAsync();
        await PressAsync("Escape");
        await Expect(window.Test("keys-dialog")).ToBeHiddenAsync();
        await Expect(Row(0)).ToBeFocusedAsync();

        await Expect(window.Page.Locator("[data-invoice-keys=no-letters]")).ToHaveCountAsync(1);
        await PressAsync("j", "p", "?");
        await Expect(Row(0)).ToBeFocusedAsync();
        await Expect(window.Test("keys-dialog")).ToBeHiddenAsync();
        await PressAsync("ArrowDown");
        await Expect(Row(1)).ToBeFocusedAsync();
        await window.Page.ReloadAsync();
        await Expect(window.Page.Locator("[data-invoice-keys=no-letters]")).ToHaveCountAsync(1);
    }

    private ILocator Row(int index) => window.Test("invoice-row").Nth(index);

    private async Task PressAsync(params string[] keys)
    {
        foreach (var key in keys)
            await window.Page.Keyboard.PressAsync(key);
    }
}
