using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Access.Keys;
using PennaPay.Billy.Core.Connections.Lists;
using PennaPay.Billy.Core.Keys;
using PennaPay.Billy.Core.Keys.Calls;
using PennaPay.Billy.Core.Systems.Billy;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Web.Sandbox.Billy;
using static Microsoft.Playwright.Assertions;

namespace PennaPay.Billy.Tests.EndToEnd;

/// <summary>Keys for AI assistants in a browser: made, copied, made anew and taken back.</summary>
public sealed class AiPageTests
{
    [BrowserFact]
    public async Task Key_IsMade_Copied_MadeAnew_AndTakenBack()
    {
        await using var app = TestApp.Start();
        var owner = await ConnectAsync(app);
        var check = app.Services.GetRequiredService<ApiKeyCheck>();
        await using var window = await Browser.OpenAsync(app);
        await window.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        await window.SignInAsync();
        await window.Page.GotoAsync("/settings/ai");
        await Expect(window.Test("no-keys")).ToBeVisibleAsync();

        await window.Test("new-key").ClickAsync();
        await Expect(window.Test("new-key-days")).ToHaveValueAsync("90");
        Assert.Empty(await window.AccessibilityProblemsAsync());
        await window.PictureAsync("ai-new-key");
        await window.Test("new-key-create").ClickAsync();
        await Expect(window.Test("field-error")).ToHaveTextAsync("Skriv, hvad nøglen skal hedde.");
        await window.Test("new-key-name").FillAsync("Claude på kontoret");
        await window.Test("new-key-create").ClickAsync();

        var first = await window.Test("made-secret").InnerTextAsync();
        await window.Test("copy-made-secret").ClickAsync();
        await Expect(window.Page.Locator("#made-secret-status")).ToHaveTextAsync("Kopieret");
        Assert.Equal(first, await window.Page.EvaluateAsync<string>("navigator.clipboard.readText()"));
        await window.Test("client-claude-code").Locator("summary").ClickAsync();
        await Expect(window.Test("config-claude-code")).ToHaveTextAsync(
            $"claude mcp add --transport http billy \"{app.Url}mcp/billy\" --header \"Authorization: Bearer {first}\"");
        Assert.Empty(await window.AccessibilityProblemsAsync());
        await window.PictureAsync("ai-made");
        var valid = Assert.IsType<ApiKeyAnswer.Valid>(await check.CheckAsync(first, default));
        var connection = Assert.Single(await app.Services.GetRequiredService<ConnectionList>().AllAsync(owner.Workspace, default));
        Assert.Equal((owner.Workspace, "Claude på kontoret", connection.Id), (valid.WorkspaceId, valid.Name, valid.ConnectionId));
        await window.Test("made-close").ClickAsync();
        await Expect(window.Test("made-key")).ToHaveCountAsync(0);
        await Expect(window.Test("config-claude-code")).ToContainTextAsync("Bearer INDSÆT-AI-NØGLEN");

        await window.Test("rotate-key").ClickAsync();
        await AnswerAsync(window, "Forny");
        var second = await window.Test("made-secret").InnerTextAsync();
        Assert.NotEqual(first, second);
        Assert.IsType<ApiKeyAnswer.Unknown>(await check.CheckAsync(first, default));
        Assert.IsType<ApiKeyAnswer.Valid>(await check.CheckAsync(second, default));

        await window.Test("revoke-key").ClickAsync();
        await AnswerAsync(window, "Fortryd");
        Assert.IsType<ApiKeyAnswer.Valid>(await check.CheckAsync(second, default));
        await window.Test("revoke-key").ClickAsync();
        await AnswerAsync(window, "Tilbagekald");
        await Expect(window.Test("key-state")).ToContainTextAsync("Tilbagekaldt");
        await Expect(window.Test("made-key")).ToHaveCountAsync(0);
        Assert.IsType<ApiKeyAnswer.Revoked>(await check.CheckAsync(second, default));

        Assert.DoesNotContain(app.Logs.Lines, line => line.Contains(first, StringComparison.Ordinal) || line.Contains(second, StringComparison.Ordinal));
        Assert.Empty(window.Faults);
    }

    [SlowBrowserFact]
    public async Task PasswordOfLongAgo_IsAskedForAgain_BeforeAKeyIsMade()
    {
        await using var app = TestApp.Start();
        var owner = await ConnectAsync(app);
        await using var window = await Browser.OpenAsync(app);
        await window.SignInAsync();
        await app.Database.WriteAsync(
            owner.Workspace,
            (db, ct) => db.Set<Session>().ExecuteUpdateAsync(set => set.SetProperty(session => session.ConfirmedAt, DateTimeOffset.UtcNow.AddMinutes(-5)), ct),
            default);
        await window.Page.GotoAsync("/settings/ai");

        await window.Test("new-key").ClickAsync();
        await window.Test("confirm-password").FillAsync(TestApp.Password);
        await window.Page.Keyboard.PressAsync("Enter");
        await window.Test("new-key-name").FillAsync("Cursor");
        await window.Test("new-key-days").SelectOptionAsync("0");
        await window.Test("new-key-create").ClickAsync();

        await Expect(window.Test("made-secret")).ToBeVisibleAsync();
        var key = Assert.Single(await app.Services.GetRequiredService<ApiKeys>().ListAsync(owner.Workspace, default));
        Assert.Equal(("Cursor", (DateTimeOffset?)null, TestApp.Email), (key.Name, key.ExpiresAt, key.CreatedBy));
        Assert.Empty(window.Faults);
    }

    [BrowserFact]
    public async Task Page_IsAccessibleAndFits_EmptyAndFull()
    {
        await using var app = TestApp.Start();
        var owner = await ConnectAsync(app);
        await Look.AtAsync(app, signIn: true, ("/settings/ai", "settings-ai-empty"));
        await FillAsync(app, owner);
        await Look.AtAsync(app, signIn: true, ("/settings/ai", "settings-ai"), ("/settings/ai#trouble-key", "settings-ai-trouble"));
    }

    private static Task AnswerAsync(BrowserWindow window, string button) =>
        window.Page.Locator(".rz-dialog").GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();

    private static async Task<Actor> ConnectAsync(TestApp app)
    {
        var owner = await app.CreateOwnerAsync();
        await app.Services.GetRequiredService<BillyConnector>().ConnectAsync(
            owner, app.Services.GetRequiredService<BillySandbox>().DefaultToken, sandbox: true, default);
        return owner;
    }

    private static async Task FillAsync(TestApp app, Actor owner)
    {
        var keys = app.Services.GetRequiredService<ApiKeys>();
        var connection = (await app.Services.GetRequiredService<ConnectionList>().AllAsync(owner.Workspace, default))[0].Id;
        var now = TimeProvider.System.GetUtcNow();
        List<Guid> made = [];
        foreach (var (name, expiresAt, reads) in new (string, DateTimeOffset?, Guid)[]
        {
            ("Claude på kontoret", now.AddDays(90), connection), ("Copilot hos revisoren, med et navn der fylder en del på linj", now.AddDays(3), connection),
            ("Cursor", null, Guid.NewGuid()), ("Gammel", null, connection),
        })
        {
            var key = Assert.IsType<ApiKeyResult.Made>(await keys.CreateAsync(owner, name, ApiKeyScopes.BillyRead, reads, expiresAt, default));
            await app.Services.GetRequiredService<ApiKeyCheck>().CheckAsync(key.Secret.Reveal(), default);
            made.Add(key.Id);
        }

        await keys.RevokeAsync(owner, made[^1], default);
        for (var i = 0; i < 53; i++)
        {
            await app.Services.GetRequiredService<KeyCallLog>().WriteAsync(
                new()
                {
                    WorkspaceId = owner.Workspace, KeyId = made[i % made.Count], At = now.AddMinutes(-i), Tool = i % 3 == 0 ? "list_invoices" : "get_posting",
                    Outcome = i % 13 == 3 ? FailureCodes.KeyTooManyCalls : KeyCall.Ok, Rows = i % 3 == 0 ? 1200 + i : null, Bytes = 9000, Milliseconds = 80 + i,
                },
                default);
        }
    }
}
