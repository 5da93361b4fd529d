using Microsoft.Playwright;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Web.Sandbox.Pennylane;

namespace PennaPay.Billy.Tests.EndToEnd;

/// <summary>The sandbox's page on which somebody lets a client in, as a browser shows it.</summary>
public sealed class PennylaneSignInTests
{
    [SlowBrowserFact]
    public async Task CompanyIsPicked_AndAuthorizeLeadsBackToTheClient()
    {
        await using var app = TestApp.Start();
        await using var window = await Browser.OpenAsync(app);
        await window.Page.GotoAsync(Address(app));
        await window.PictureAsync("pennylane-sign-in");

        Assert.Empty(await window.AccessibilityProblemsAsync());
        await window.Page.GetByLabel("Boulangerie Petit SAS").CheckAsync();
        var back = await LeaveAsync(window, app, "Authorize");

        Assert.Matches(@"\?code=[\w-]{43}&state=xyz$", back);
    }

    [BrowserFact]
    public async Task Refuse_LeadsBackWithoutACode_AlsoOnANarrowDarkScreen()
    {
        await using var app = TestApp.Start();
        await using var window = await Browser.OpenAsync(app, width: 360, height: 740, colors: ColorScheme.Dark);
        await window.Page.GotoAsync(Address(app));
        await window.FitsAsync();
        await window.PictureAsync("pennylane-sign-in-narrow-dark");

        Assert.Empty(await window.AccessibilityProblemsAsync());
        Assert.Empty(window.Faults);
        var back = await LeaveAsync(window, app, "Refuse");

        Assert.Matches(@"\?error=access_denied&error_description=[^&]+&state=xyz$", back);
    }

    /// <summary>Presses a button, and answers the address of the client's that the browser is led to.</summary>
    private static async Task<string> LeaveAsync(BrowserWindow window, TestApp app, string button)
    {
        var request = await window.Page.RunAndWaitForRequestAsync(
            () => window.Page.GetByRole(AriaRole.Button, new() { Name = button }).ClickAsync(),
            request => request.Url.StartsWith(Redirect(app), StringComparison.Ordinal));
        return request.Url;
    }

    private static string Redirect(TestApp app) => new Uri(app.Url, PennylaneSandboxOptions.DefaultRedirect).ToString();

    private static string Address(TestApp app) =>
        $"{PennylaneSandbox.RootPath}/oauth/authorize?client_id={new PennylaneSandboxOptions().ClientId}&redirect_uri={Uri.EscapeDataString(Redirect(app))}"
        + $"&response_type=code&scope={Uri.EscapeDataString("customers:readonly customer_invoices:readonly")}&state=xyz";
}
