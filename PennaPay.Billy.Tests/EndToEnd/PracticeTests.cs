using Microsoft.Extensions.DependencyInjection;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Core.Push.Queue;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Records.Invoices.Lists;
using PennaPay.Billy.Core.Records.Samples;
using PennaPay.Billy.Core.Systems.Billy;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Web.Sandbox.Billy;
using static Microsoft.Playwright.Assertions;

namespace PennaPay.Billy.Tests.EndToEnd;

/// <summary>The guided practice, from the overview to what becomes of a draft.</summary>
public sealed class PracticeTests
{
    [BrowserFact]
    public async Task AccountantIsPlayed_FromTheOverview()
    {
        await using var app = TestApp.Start(new Dictionary<string, string?> { ["Push:LookInterval"] = "00:00:03", ["Push:LookAtShownInterval"] = "00:00:01", ["Billy:RequestsPerSecond"] = "0" });
        await PushSamplesAsync(app);
        await using var window = await Browser.OpenAsync(app);
        await window.SignInAsync();
        await window.Test("to-practice").ClickAsync();
        await Expect(window.Test("practice-step-Push")).ToHaveAttributeAsync("data-done", "true");
        var row = window.Test("practice-row").Nth(1);

        await row.GetByTestId("practice-Approve").ClickAsync();

        await Expect(row.GetByTestId("practice-there")).ToContainTextAsync("Bogført");
        await Expect(row.GetByTestId("copy-state")).ToContainTextAsync("Bogført");
        await Expect(window.Test("practice-step-Approve")).ToHaveAttributeAsync("data-done", "true");
        await window.PictureAsync("practice-approved");
    }

    [BrowserFact]
    public async Task Practice_IsAccessibleAndFits()
    {
        await using var app = TestApp.Start();
        await PushSamplesAsync(app);
        await Look.AtAsync(app, signIn: true, ("/practice", "practice"));
    }

    private static async Task PushSamplesAsync(TestApp app)
    {
        var owner = TestActors.OwnerOf((await app.CreateOwnerAsync()).Workspace);
        var billy = app.Services.GetRequiredService<BillySandbox>();
        Assert.IsType<ConnectResult.Connected>(await app.Services.GetRequiredService<BillyConnector>().ConnectAsync(owner, billy.DefaultToken, sandbox: true, default));
        await app.Services.GetRequiredService<SampleInvoices>().LoadAsync(owner, default);
        await app.Services.GetRequiredService<InvoicePusher>().PushSentAsync(owner, null, PushCause.Bulk, default);
        await Until.TrueAsync(async () => (await app.Services.GetRequiredService<InvoiceList>().CountByStateAsync(owner.Workspace, default)).GetValueOrDefault(CopyState.Present) >= 5);
    }
}
