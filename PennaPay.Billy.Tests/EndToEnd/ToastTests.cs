using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Records.Samples;
using PennaPay.Billy.Core.Systems.Billy;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Web.Sandbox.Billy;
using static Microsoft.Playwright.Assertions;

namespace PennaPay.Billy.Tests.EndToEnd;

/// <summary>What a message tells is taken back from it, with the pointer and by keyboard, in both languages.</summary>
public sealed class ToastTests
{
    [BrowserFact]
    public Task PushAndArchive_AreUndoneFromTheirMessages() => UndoAsync(
        "da", "Fortryd: slet kladden til faktura 1007 i Billy", "Kladden til faktura 1007 er slettet i Billy", "Fortryd: gendan faktura 1007", "1007 er gendannet");

    [BrowserFact]
    public Task PushAndArchive_AreUndoneFromTheirMessages_InEnglish() => UndoAsync(
        "en", "Undo: delete the draft of invoice 1007 in Billy", "The draft of invoice 1007 is deleted in Billy", "Undo: restore invoice 1007", "1007 is restored");

    private static async Task UndoAsync(string language, string undoPush, string undone, string undoArchive, string restored)
    {
        await using var app = TestApp.Start();
        var owner = await app.CreateOwnerAsync();
        var billy = app.Services.GetRequiredService<BillySandbox>();
        await app.Services.GetRequiredService<BillyConnector>().ConnectAsync(owner, billy.DefaultToken, sandbox: true, default);
        await app.Services.GetRequiredService<SampleInvoices>().LoadAsync(owner, default);
        await using var signedIn = await Look.SignInAsync(app);
        await using var window = await Look.OpenAsync(app, "light", language, 1440, signedIn);
        await using var db = app.Database.Read(owner.Workspace);
        var id = (await db.Set<Invoice>().SingleAsync(invoice => invoice.Number == "1007")).Id;

        await window.Page.GotoAsync($"/invoices/{id}");
        await window.Test("push").ClickAsync();
        await Expect(window.Test("toast-undo")).ToHaveAttributeAsync("aria-label", undoPush);
        // It stays as long as it has the focus.
        await window.Test("toast-action").FocusAsync();
        await window.Page.Keyboard.PressAsync("Tab");
        await Expect(window.Test("toast-undo")).ToBeFocusedAsync();
        await Look.JudgeAsync(window, $"toast-undo-push-{language}");
        await window.Page.Keyboard.PressAsync("Enter");
        await Expect(window.Test("toast-title")).ToHaveTextAsync(undone);
        await Expect(window.Test("toast-close")).ToBeFocusedAsync();
        await Expect(window.Page.Locator("header [data-state=NotPushed]")).ToBeVisibleAsync();
        Assert.Empty(billy.Invoices(billy.DefaultToken));
        await window.Page.Keyboard.PressAsync("Enter");
        await Expect(window.Test("toast")).ToHaveCountAsync(0);

        await window.Test("push").ClickAsync();
        await Expect(window.Page.Locator("header [data-state=Present]")).ToBeVisibleAsync();
        await window.Test("archive").ClickAsync();
        await window.Page.Locator(".rz-dialog .rz-button.rz-primary").ClickAsync();
        await Expect(window.Test("archived-notice")).ToBeVisibleAsync();
        var undo = window.Page.GetByLabel(undoArchive);
        await undo.HoverAsync();
        await Look.JudgeAsync(window, $"toast-undo-archive-{language}");
        await undo.DblClickAsync();
        await Expect(window.Test("archived-notice")).ToHaveCountAsync(0);
        await Expect(window.Test("toast-title").Last).ToHaveTextAsync(restored);
        Assert.Empty(window.Faults);
    }
}
