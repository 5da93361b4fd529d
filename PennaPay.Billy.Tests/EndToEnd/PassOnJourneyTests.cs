using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Systems.Billy;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Web.Sandbox.Billy;
using PennaPay.Billy.Web.Sandbox.Pennylane;
using static Microsoft.Playwright.Assertions;

namespace PennaPay.Billy.Tests.EndToEnd;

/// <summary>An owner lets a French company's invoices go on, pushes one, and finds its draft.</summary>
public sealed class PassOnJourneyTests
{
    [SlowBrowserFact]
    public async Task TurnOn_Push_AndFindTheDraft()
    {
        await using var app = TestApp.Start(new Dictionary<string, string?> { ["Pennylane:RequestsPerFiveSeconds"] = "0", ["Billy:RequestsPerSecond"] = "0" });
        var owner = await app.CreateOwnerAsync();
        var (french, billy) = (app.Services.GetRequiredService<PennylaneSandbox>(), app.Services.GetRequiredService<BillySandbox>());
        Assert.IsType<ConnectResult.Connected>(await app.Services.GetRequiredService<BillyConnector>().ConnectAsync(TestActors.OwnerOf(owner.Workspace), billy.DefaultToken, sandbox: true, default));
        french.Behaviour.RequestsPerWindow = 1_000_000;
        var id = french.Default.AddInvoice(french.Default.Customers[0].Id, 123.45m);
        await using var window = await Look.OpenAsync(app, "light", "da", 1280, null);
        await window.SignInAsync();
        await window.Page.GotoAsync("/settings/connections/pennylane");
        await window.Test("sign-in-sandbox").ClickAsync();
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Authorize" }).ClickAsync();
        await window.Test("activate").ClickAsync();
        await Expect(window.Test("progress")).ToHaveAttributeAsync("data-whole", "true", new() { Timeout = 60_000 });
        var page = new Uri(window.Page.Url).AbsolutePath;

        var number = french.Default.Invoice(id).Number;
        await window.Page.GotoAsync($"/invoices?q={number}");
        await Expect(window.Test("invoice-row")).ToHaveCountAsync(1);
        await Expect(window.Test("push")).ToHaveCountAsync(0);

        await window.Page.GotoAsync(page);
        await window.Test("pass-on-switch").CheckAsync();
        await window.Test("save-pass-on").ClickAsync();
        await Expect(window.Test("pass-on-number-error")).ToBeVisibleAsync();
        await Look.JudgeAsync(window, "pass-on-missing");
        await window.Test("pass-on-number-Reference").CheckAsync();
        await window.ChooseAsync(window.Test("pass-on-vat"), "Alt er ydelser til EU");
        await window.Test("save-pass-on").ClickAsync();
        await Expect(window.Test("pass-on")).ToHaveAttributeAsync("data-on", "true");
        await Look.JudgeAsync(window, "pass-on-on");
        foreach (var (theme, language, width) in Look.All.Skip(1))
        {
            await using var other = await Look.OpenAsync(app, theme, language, width, window);
            await other.Page.GotoAsync(page);
            await Expect(other.Test("pass-on")).ToHaveAttributeAsync("data-on", "true");
            await Look.JudgeAsync(other, $"pass-on-{theme}-{language}-{width}");
        }

        await window.Page.GotoAsync($"/invoices?q={number}");
        await window.Test("open-invoice").ClickAsync();
        await Expect(window.Test("incoming")).ToBeVisibleAsync();
        await window.Test("push").ClickAsync();
        await Expect(window.Test("copy-state").First).ToHaveAttributeAsync("data-state", nameof(CopyState.Present), new() { Timeout = 30_000 });
        await Expect(window.Test("open-document").First).ToBeVisibleAsync();
        await Look.JudgeAsync(window, "pass-on-invoice");
        var draft = Assert.Single(billy.Invoices(billy.DefaultToken), one => one.GetProperty("orderNo").GetString() == number);
        Assert.Equal(("draft", "EUR", 148.14m, 0m), (draft.GetProperty("state").GetString(), draft.GetProperty("currencyId").GetString(), draft.GetProperty("amount").GetDecimal(), draft.GetProperty("tax").GetDecimal()));
        Assert.Empty(window.Faults);
    }
}
