using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Playwright;

namespace PennaPay.Billy.Tests.Support;

/// <summary>Chooses in the lists that can be searched, as a user does.</summary>
internal static class SearchSelects
{
    /// <summary>What is chosen there, as it is stored.</summary>
    public static string? Chosen(this AngleSharp.Dom.IElement select) => select.GetAttribute("data-value");

    public static void Choose<TPage>(this IRenderedComponent<TPage> page, string selector, string text) where TPage : IComponent
    {
        page.Find(selector).FocusIn();
        // The page may be reading just then, so that the choices come after it.
        page.WaitForElement($"{selector} li[aria-label='{text}']", PageHost.Patience).Click();
    }

    public static async Task ChooseAsync(this BrowserWindow window, ILocator select, string text)
    {
        await select.ClickAsync();
        await window.Page.Locator(".rz-dropdown-filter:visible").PressSequentiallyAsync(text);
        await window.Page.GetByRole(AriaRole.Option, new() { Name = text, Exact = true }).ClickAsync();
        await Assertions.Expect(select.Locator(".rz-dropdown-label")).ToHaveTextAsync(text);
    }
}
