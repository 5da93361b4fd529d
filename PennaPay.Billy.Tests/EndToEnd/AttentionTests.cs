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
using PennaPay.Billy.Web.Sandbox.Engine;
using static Microsoft.Playwright.Assertions;

namespace PennaPay.Billy.Tests.EndToEnd;

public sealed class AttentionTests
{
    [BrowserFact]
    public async Task DoubtfulDraft_IsAdopted()
    {
        await using var app = TestApp.Start();
        var owner = await app.CreateOwnerAsync();
        var billy = app.Services.GetRequiredService<BillySandbox>();
        await PushDoubtfullyAsync(app, billy, owner.Workspace);
        await using var window = await Browser.OpenAsync(app);
        await window.SignInAsync();

        await Expect(window.Test("attention-count")).ToContainTextAsync("1", new() { Timeout = 60_000 });
        await window.Test("nav-attention").ClickAsync();
        await Expect(window.Test("candidate")).ToHaveAttributeAsync("data-differences", "1");
        Assert.Empty(await window.AccessibilityProblemsAsync());
        await window.PictureAsync("attention");
        await window.Page.SetViewportSizeAsync(390, 900);
        await window.PictureAsync("attention-390");
        await window.FitsAsync();
        await window.Page.SetViewportSizeAsync(1440, 900);

        await window.Test("adopt").ClickAsync();
        await window.Page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Ja, tilknyt" }).ClickAsync();
        await Expect(window.Test("toast-title").Filter(new() { HasText = "er nu en kladde" })).ToBeVisibleAsync();
        await Expect(window.Test("empty-state")).ToContainTextAsync("Intet venter på dig");
        await Expect(window.Test("attention-count")).ToHaveCountAsync(0);
        Assert.Single(billy.Invoices(billy.DefaultToken));

        await window.Test("nav-history").ClickAsync();
        await Expect(window.Test("history-row")).ToHaveCountAsync(3);
        await window.PictureAsync("history-filters");
        await window.Test("push-link").First.ClickAsync();
        await Expect(window.Test("step").Last).ToHaveAttributeAsync("data-state", "Succeeded");
        await window.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        await window.Test("copy-support").ClickAsync();
        await Expect(window.Test("copied")).ToHaveTextAsync("Kopieret");
        Assert.StartsWith("push ", await window.Page.EvaluateAsync<string>("navigator.clipboard.readText()"), StringComparison.Ordinal);
        Assert.Empty(await window.AccessibilityProblemsAsync());
        await window.PictureAsync("push");
        await window.Page.SetViewportSizeAsync(390, 900);
        await window.PictureAsync("push-390");
        await window.FitsAsync();
        await window.Page.GoBackAsync();
        await Expect(window.Test("history-row").First).ToBeVisibleAsync();
        await window.PictureAsync("history-filters-390");
        await window.FitsAsync();
        Assert.Empty(window.Faults);
    }

    /// <summary>The answer is lost, and somebody changes the draft before we look for it.</summary>
    private static async Task PushDoubtfullyAsync(TestApp app, BillySandbox billy, Core.Access.WorkspaceId workspace)
    {
        Assert.IsType<ConnectResult.Connected>(await app.Services.GetRequiredService<BillyConnector>()
            .ConnectAsync(TestActors.OwnerOf(workspace), billy.DefaultToken, sandbox: true, default));
        await app.Services.GetRequiredService<SampleInvoices>().LoadAsync(TestActors.OwnerOf(workspace), default);
        var invoice = (await app.Services.GetRequiredService<InvoiceList>().PageAsync(workspace, new(Kind: InvoiceKind.Invoice), default)).Rows
            .First(row => row.Currency == "DKK");
        billy.Plan(new SandboxFault { Kind = SandboxFaultKind.CommitThenDrop, Method = "POST", PathContains = "/invoices" });
        await app.Services.GetRequiredService<InvoicePusher>().PushAsync(TestActors.OwnerOf(workspace), invoice.Id, PushCause.Manual, default);
        for (var tries = 0; billy.Invoices(billy.DefaultToken).Count == 0; tries++)
        {
            Assert.True(tries < 600, "The push never reached Billy.");
            await Task.Delay(50);
        }
        billy.Edit(billy.DefaultToken, billy.Invoices(billy.DefaultToken)[0].GetProperty("id").GetString()!, new { currencyId = "EUR" });
    }
}
