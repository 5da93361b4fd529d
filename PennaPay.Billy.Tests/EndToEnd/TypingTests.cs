using static Microsoft.Playwright.Assertions;
using PennaPay.Billy.Tests.Support;

namespace PennaPay.Billy.Tests.EndToEnd;

/// <summary>What is typed is what is read: the server's answers never overtake the letters.</summary>
public sealed class TypingTests
{
    [BrowserFact]
    public async Task FastTyping_LosesNoLetter_AndTotalsFollow()
    {
        await using var app = TestApp.Start();
        await app.CreateOwnerAsync();
        await using var window = await Browser.OpenAsync(app);
        await window.SignInAsync();
        await window.Page.GotoAsync("/invoices/new");

        // A new page takes the focus to its heading once; letters typed before that would go on there.
        await Expect(window.Page.Locator("h1").First).ToBeFocusedAsync();
        await window.Test("unit-price").PressSequentiallyAsync("1.234");
        await window.Page.Keyboard.PressAsync("Tab");
        await Expect(window.Test("unit-price")).ToHaveValueAsync("1.234");
        await Expect(window.Test("field-error")).ToContainTextAsync("kan betyde to ting");

        await window.Test("unit-price").FillAsync("");
        await window.Test("unit-price").PressSequentiallyAsync("1234,5");
        await Expect(window.Test("total-gross")).ToHaveTextAsync("1.543,13\u00A0kr.");
        await window.Page.Keyboard.PressAsync("Tab");
        await Expect(window.Test("unit-price")).ToHaveValueAsync("1.234,50");
        Assert.Empty(window.Faults);
    }
}
