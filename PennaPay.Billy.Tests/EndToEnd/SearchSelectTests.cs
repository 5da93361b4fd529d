using Microsoft.Playwright;
using PennaPay.Billy.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace PennaPay.Billy.Tests.EndToEnd;

/// <summary>A long list to choose from: found by typing, without a mouse, and never in the way.</summary>
public sealed class SearchSelectTests : IAsyncLifetime
{
    private TestApp app = null!;
    private BrowserWindow window = null!;

    public async Task InitializeAsync()
    {
        app = TestApp.Start();
        await app.CreateOwnerAsync();
        window = await Browser.OpenAsync(app);
        await window.SignInAsync();
        await window.Page.GotoAsync("/customers/new");
        await Expect(window.Test("country")).ToHaveTextAsync("Danmark");
        // A new page gives its heading the focus, and a key that is pressed just before would go there.
        await Expect(window.Page.Locator("h1").First).ToBeFocusedAsync();
    }

    public async Task DisposeAsync()
    {
        await window.DisposeAsync();
        await app.DisposeAsync();
    }

    [BrowserFact]
    public async Task Country_IsFoundByKeyboard_AndTheFocusComesBack()
    {
        await window.Test("country").FocusAsync();
        await window.Page.Keyboard.PressAsync("Enter");
        await Expect(Search).ToBeFocusedAsync();
        await Expect(Search).ToHaveAttributeAsync("aria-label", "Søg i listen");
        await window.PictureAsync("country-open");
        Assert.Empty(await window.AccessibilityProblemsAsync());

        await window.Page.Keyboard.TypeAsync("storbri", new() { Delay = 140 });
        await Expect(Search).ToHaveValueAsync("storbri");
        await Expect(Options).ToHaveTextAsync(["Storbritannien"]);
        await window.Page.Keyboard.PressAsync("Escape");
        await Expect(window.Test("country")).ToBeFocusedAsync();
        await Expect(Options).ToHaveCountAsync(0);
        await Expect(window.Test("country")).ToHaveTextAsync("Danmark");
        Assert.Empty(window.Faults);
    }

    [BrowserFact]
    public async Task OnlyMatch_IsTakenByEnter_AndTheNextSearchBeginsAnew()
    {
        await OpenAsync();
        await window.Page.Keyboard.TypeAsync("sverig", new() { Delay = 140 });
        await Expect(Options).ToHaveCountAsync(1);
        await window.Page.Keyboard.PressAsync("Enter");
        await Expect(window.Test("country")).ToHaveTextAsync("Sverige");
        await Expect(window.Test("country")).ToBeFocusedAsync();
        // Only when the list offers everything again is it closed for good; until then the server may still move the focus.
        await Expect(window.Page.Locator(".rz-dropdown-item")).Not.ToHaveCountAsync(1);
        await Expect(window.Test("country")).ToBeFocusedAsync();

        await OpenAsync();
        await Expect(Search).ToHaveValueAsync("");
        await Expect(Options.First).ToHaveTextAsync("Danmark");
        await window.Page.Keyboard.TypeAsync("danmar", new() { Delay = 140 });
        await Expect(Options).ToHaveTextAsync(["Danmark"]);
        await window.Page.Keyboard.PressAsync("Enter");
        await Expect(window.Test("country")).ToHaveAttributeAsync("data-value", "DK");
        Assert.Empty(window.Faults);
    }

    private ILocator Search => window.Page.Locator(".rz-dropdown-filter:visible");

    private ILocator Options => window.Page.Locator(".rz-dropdown-item:visible");

    private async Task OpenAsync()
    {
        await window.Test("country").FocusAsync();
        await window.Page.Keyboard.PressAsync("Enter");
        await Expect(Search).ToBeFocusedAsync();
    }
}
