using Bunit;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Web.Components.Settings.Ai.Console;
using PennaPay.Billy.Web.Sandbox.Engine;

namespace PennaPay.Billy.Tests.Settings;

/// <summary>Settings → Access for AI: where people try the tools, and what stays where while they do.</summary>
public sealed class AiConsoleTests : IAsyncLifetime
{
    private PageHost host = null!;

    public AiConsoleTests() => PageHost.Speak("da-DK");

    public async Task InitializeAsync() => host = await PageHost.StartAsync();

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Fact]
    public void Tools_AreInGroups_AllFifteen()
    {
        var console = Open();

        Assert.Equal(
            ["Organisation", "Kontakter", "Fakturaer", "Produkter", "Regninger", "Konti", "Posteringer", "Bilag"],
            console.FindAll("optgroup").Select(group => group.GetAttribute("label")));
        Assert.Equal(15, console.FindAll("optgroup option").Count);
        Assert.DoesNotContain("Tool.", console.Find("[data-testid=console-tool]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void EveryField_HasALabelOfItsOwn()
    {
        var console = Open();
        foreach (var tool in console.FindAll("optgroup option").Select(option => option.GetAttribute("value")!).ToList())
        {
            Choose(console, tool);
            Assert.All(
                console.FindAll(".fields label, .fields legend").Where(label => !label.ClassList.Contains("pp-check")),
                label => Assert.DoesNotContain("_", label.TextContent, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task WhatIsTyped_AndAnswered_IsThereAgain_WhenTheToolIsChangedBack()
    {
        var console = Open();
        Choose(console, "list-accounts-tool");
        await console.Find("[data-testid=console-page_size]").ChangeAsync("2");
        await TryAsync(console, "[data-testid=console-rows]");
        var rows = console.FindAll("[data-testid=console-rows] tbody tr").Count;

        Choose(console, "get-invoice-tool");
        Assert.Empty(console.FindAll("[data-testid=console-rows]"));
        Choose(console, "list-accounts-tool");

        Assert.Equal("2", console.Find("[data-testid=console-page_size]").GetAttribute("value"));
        Assert.Equal((2, 2), (rows, console.FindAll("[data-testid=console-rows] tbody tr").Count));
    }

    [Fact]
    public async Task Missing_IsSaidAtTheField_AndGoesWhenItIsTyped()
    {
        var console = Open();
        Choose(console, "get-invoice-tool");

        await TryAsync(console, "[data-testid=field-error]");

        Assert.Equal("Feltet skal udfyldes.", console.Find("#console-invoice_id-error").TextContent);
        Assert.Equal("true", console.Find("[data-testid=console-invoice_id]").GetAttribute("aria-invalid"));
        Assert.Equal("arguments_invalid", console.Find("[data-testid=failure]").GetAttribute("data-code"));
        Assert.Equal("/help#arguments_invalid", console.Find("[data-testid=failure] a").GetAttribute("href"));
        await console.Find("[data-testid=console-invoice_id]").ChangeAsync("abc");
        Assert.Empty(console.FindAll("[data-testid=field-error]"));
    }

    [Fact]
    public async Task ErrorInAFurtherField_StandsThere_Unfolded()
    {
        var console = Open();
        Choose(console, "list-invoices-tool");
        Assert.False(console.Find("[data-testid=console-more]").HasAttribute("open"));

        await console.Find("[data-testid=console-page_size]").ChangeAsync("500");
        await TryAsync(console, "[data-testid=field-error]");

        Assert.Equal("Skriv et helt tal fra 1 til 100.", console.Find("#console-page_size-error").TextContent);
        Assert.True(console.Find("[data-testid=console-more]").HasAttribute("open"));
    }

    [Fact]
    public async Task UnreadableDay_AsksNothing()
    {
        var console = Open();
        Choose(console, "list-postings-tool");
        await console.Find("[data-testid=console-min_entry_date]").InputAsync("i går måske");
        await console.Find("[data-testid=console-max_entry_date]").InputAsync("31.12.2026");
        var before = host.Product.Billy.Requests(host.Product.Token).Count;

        await console.Find("form").SubmitAsync();

        Assert.Equal("Ret først de felter, der er markeret.", console.Find("[data-testid=console-status]").TextContent);
        Assert.Equal(before, host.Product.Billy.Requests(host.Product.Token).Count);
    }

    [Fact]
    public async Task Cancelled_SaysSo_AndKeepsWhatWasTyped()
    {
        var console = Open();
        Choose(console, "list-contacts-tool");
        await console.Find("[data-testid=console-q]").ChangeAsync("Hansen");
        host.Product.Billy.Plan(new() { Kind = SandboxFaultKind.Hang, PathContains = "/contacts" });

        var asking = console.Find("form").SubmitAsync();
        console.WaitForAssertion(() => Assert.False(console.Find("[data-testid=console-cancel]").HasAttribute("data-idle")), PageHost.Patience);
        Assert.True(console.Find("[data-testid=console-try]").HasAttribute("disabled"));
        await console.Find("[data-testid=console-cancel]").ClickAsync(new());
        await asking.WaitAsync(PageHost.Patience);

        Assert.StartsWith("Afbrudt.", console.Find("[data-testid=console-status]").TextContent, StringComparison.Ordinal);
        Assert.Equal("Hansen", console.Find("[data-testid=console-q]").GetAttribute("value"));
        Assert.False(console.Find("[data-testid=console-try]").HasAttribute("disabled"));
    }

    [Fact]
    public async Task NextThatFails_KeepsTheRowsThatWereRead()
    {
        var console = Open();
        Choose(console, "list-accounts-tool");
        await console.Find("[data-testid=console-page_size]").ChangeAsync("2");
        await TryAsync(console, "[data-testid=console-next]");
        // A cursor ends a quarter of an hour after its list was last read.
        host.Product.Clock.Advance(TimeSpan.FromMinutes(20));

        await console.Find("[data-testid=console-next]").ClickAsync(new());
        console.WaitForElement("[data-testid=failure]", PageHost.Patience);

        Assert.Equal("cursor_expired", console.Find("[data-testid=failure]").GetAttribute("data-code"));
        Assert.Equal(2, console.FindAll("[data-testid=console-rows] tbody tr").Count);
    }

    [Fact]
    public async Task SignedOut_IsNotAnswered()
    {
        var console = Open();
        await TestUsers.SignOutAsync(host.Product.Database, host.Owner);
        var before = host.Product.Billy.Requests(host.Product.Token).Count;

        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => console.Find("form").SubmitAsync());

        Assert.Equal(before, host.Product.Billy.Requests(host.Product.Token).Count);
    }

    private IRenderedComponent<AiConsole> Open() => host.Open<AiConsole>("/settings/ai", parameters => parameters.Add(console => console.IsConnected, true));

    private static void Choose(IRenderedComponent<AiConsole> console, string tool) => console.Find("[data-testid=console-tool]").Change(tool);

    private static async Task TryAsync(IRenderedComponent<AiConsole> console, string until)
    {
        await console.Find("form").SubmitAsync();
        console.WaitForElement(until, PageHost.Patience);
    }
}
