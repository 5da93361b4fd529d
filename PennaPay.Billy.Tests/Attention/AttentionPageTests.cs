using AngleSharp.Dom;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Core.Push.Decisions;
using PennaPay.Billy.Core.Push.History;
using PennaPay.Billy.Core.Push.Strays;
using PennaPay.Billy.Tests.Push;
using PennaPay.Billy.Core.Records.Invoices.Import.Unfinished;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Web.Components.Attention;
using PennaPay.Billy.Web.Components.Invoices;
using PennaPay.Billy.Web.Sandbox.Engine;
using Radzen;

namespace PennaPay.Billy.Tests.Attention;

public sealed class AttentionPageTests : IAsyncLifetime
{
    private PageHost host = null!;

    public AttentionPageTests() => PageHost.Speak("da-DK");

    public async Task InitializeAsync() => host = await PageHost.StartAsync();

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Fact]
    public void WithNothingWaiting_ItSaysSo()
    {
        var page = host.Open<AttentionPage>("/attention");
        Assert.Contains("Intet venter på dig", page.WaitForElement("[data-testid=empty-state]", PageHost.Patience).TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task BillyHasMore_InvoicesAreCounted_NotTheirDocuments()
    {
        await AddStraysAsync("a", "a");
        var page = host.Open<AttentionPage>("/attention");
        Assert.Contains("I Billy ligger 1 af PennaPays fakturaer", page.WaitForElement("[data-testid=behind]", PageHost.Patience).TextContent, StringComparison.Ordinal);
        Assert.StartsWith("1 faktura er ikke her.", page.Find("[data-testid=behind-unknown]").TextContent.Trim(), StringComparison.Ordinal);
        Assert.Single(page.FindAll("[data-testid=behind-unknown] li"));

        await AddStraysAsync("b");
        page = host.Open<AttentionPage>("/attention");
        Assert.StartsWith("2 fakturaer er ikke her.", page.WaitForElement("[data-testid=behind-unknown]", PageHost.Patience).TextContent.Trim(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ADoubtfulDraft_StandsBesideTheInvoice_WithWhatDiffersMarked()
    {
        await host.Product.PushDoubtfullyAsync(await host.Product.AddInvoiceAsync());

        var page = host.Open<AttentionPage>("/attention");

        var candidate = page.WaitForElement("[data-testid=candidate]", PageHost.Patience);
        Assert.Equal("1", candidate.GetAttribute("data-differences"));
        Assert.Equal(["DKK", "EUR"], Cells(page, "Currency"));
        Assert.Equal(["Nordlys Design ApS", "Nordlys Design ApS"], Cells(page, "Contact"));
        Assert.Equal(["1.250,00", "1.250,00"], Cells(page, "Gross"));
        Assert.Equal(FailureCodes.TotalsDiffer, page.Find("[data-testid=failure]").GetAttribute("data-code"));
    }

    [Fact]
    public async Task Adopt_AfterAQuestion_TiesTheDraft_AndTheListIsEmpty()
    {
        var push = await host.Product.PushDoubtfullyAsync(await host.Product.AddInvoiceAsync());
        var page = host.Open<AttentionPage>("/attention");

        var click = page.WaitForElement("[data-testid=adopt]", PageHost.Patience).ClickAsync();
        await AnswerAsync(page, true);
        await click;

        var adopted = await host.Product.EntryAsync(push.Id);
        Assert.Equal((PushState.Succeeded, PushHost.By), (adopted.State, adopted.StartedBy));
        Assert.True((await host.Product.Get<PushHistory>().PageAsync(host.Product.Workspace, new(), default)).Rows[0].IsAdopted);
        await host.EventuallyAsync(() => page.Find("[data-testid=empty-state]"));
    }

    [Fact]
    public async Task GiveUp_Unconfirmed_ChangesNothing()
    {
        var push = await host.Product.PushDoubtfullyAsync(await host.Product.AddInvoiceAsync());
        var page = host.Open<AttentionPage>("/attention");
        page.WaitForElement("[data-testid=candidate]", PageHost.Patience);

        var click = page.Find("[data-testid=give-up]").ClickAsync();
        await AnswerAsync(page, false);
        await click;
        Assert.Equal(PushState.NeedsAttention, (await host.Product.EntryAsync(push.Id)).State);

        click = page.Find("[data-testid=give-up]").ClickAsync();
        await AnswerAsync(page, true);
        await click;
        Assert.Equal(PushState.Cancelled, (await host.Product.EntryAsync(push.Id)).State);
        Assert.Single(host.Product.Billy.Invoices(host.Product.Token));
    }

    [Fact]
    public async Task SendAgain_ThatWouldMakeASecondDraft_IsRefusedInWords()
    {
        var push = await host.Product.PushDoubtfullyAsync(await host.Product.AddInvoiceAsync());
        host.Product.Clock.Advance(TimeSpan.FromMinutes(15));
        var page = host.Open<AttentionPage>("/attention");
        page.WaitForElement("[data-testid=candidate]", PageHost.Patience);

        await page.Find("[data-testid=send-again]").ClickAsync();

        Assert.Contains("Ikke overført igen", page.WaitForElement("[data-testid=refusal]", PageHost.Patience).TextContent, StringComparison.Ordinal);
        Assert.Equal(PushState.NeedsAttention, (await host.Product.EntryAsync(push.Id)).State);
    }

    [Fact]
    public async Task SendAgain_WhileTheDraftMayStillCome_SaysTheRiskFirst()
    {
        var push = await host.Product.PushDoubtfullyAsync(await host.Product.AddInvoiceAsync());
        host.Product.Billy.Delete(host.Product.Token, Assert.Single(host.Product.Billy.Invoices(host.Product.Token)).GetProperty("id").GetString()!);
        host.Product.Clock.Advance(TimeSpan.FromMinutes(5));
        var page = host.Open<AttentionPage>("/attention");
        page.WaitForElement("[data-testid=nothing-found]", PageHost.Patience);

        var click = page.Find("[data-testid=send-again]").ClickAsync();
        await AnswerAsync(page, false);
        await click;
        Assert.Equal(PushState.NeedsAttention, (await host.Product.EntryAsync(push.Id)).State);

        click = page.Find("[data-testid=send-again]").ClickAsync();
        await AnswerAsync(page, true);
        await click;
        Assert.Equal(PushState.Pending, (await host.Product.EntryAsync(push.Id)).State);
    }

    [Fact]
    public async Task TwoDraftsOfOurs_StandSideBySide_AndTheNewerIsDeleted()
    {
        var push = await host.Product.PushAsync(await host.Product.AddInvoiceAsync());
        await host.Product.MakeTwinAsync(push);
        host.Product.Clock.Advance(TimeSpan.FromHours(1));
        await host.Product.Get<Aftercare>().RunAsync(host.Product.Queue, default);
        var page = host.Open<AttentionPage>("/attention");
        page.WaitForState(() => page.FindAll("[data-testid=candidate]").Count == 2, PageHost.Patience);

        var click = page.Find("[data-testid=delete-newer]").ClickAsync();
        await AnswerAsync(page, true);
        await click;

        Assert.Equal(PushState.Succeeded, (await host.Product.EntryAsync(push.Id)).State);
        Assert.Single(host.Product.Billy.Invoices(host.Product.Token));
    }

    [Fact]
    public async Task BillyOutOfReach_IsSaid_AndCanBeTriedAgain()
    {
        await host.Product.PushDoubtfullyAsync(await host.Product.AddInvoiceAsync());
        host.Product.Plan(SandboxFaultKind.ServerError, path: null, method: null);
        var page = host.Open<AttentionPage>("/attention");

        var again = page.WaitForElement("[data-testid=look-again]", PageHost.Patience);
        Assert.Contains(page.FindAll("[data-testid=failure]"), failure => failure.GetAttribute("data-code") == FailureCodes.SystemUnavailable);
        Assert.Empty(page.FindAll("[data-testid=nothing-found]"));

        await again.ClickAsync();
        page.WaitForElement("[data-testid=candidate]", PageHost.Patience);
    }

    [Fact]
    public async Task Badge_CountsLive()
    {
        var badge = host.Browser.Render<AttentionBadge>();
        Assert.Empty(badge.Markup.Trim());

        await host.Product.PushDoubtfullyAsync(await host.Product.AddInvoiceAsync());

        await host.EventuallyAsync(() => Assert.StartsWith("1", badge.Find("[data-testid=attention-count]").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task ImportWithQuestions_IsCounted_ListedAndLeadsOn()
    {
        var badge = host.Browser.Render<AttentionBadge>();
        var page = host.Open<AttentionPage>("/attention");
        page.WaitForElement("[data-testid=empty-state]", PageHost.Patience);
        var file = await Importing.FileAsync("fakturaer.csv", "Nummer\n1");

        var kept = Assert.IsType<KeepImportResult.Kept>(
            await host.Product.Get<UnfinishedImports>().KeepAsync(host.Owner, [file], Importing.NoAnswers, questions: 2, default));

        await host.EventuallyAsync(() => Assert.Equal("Til handling: 1 import med spørgsmål", badge.Find("[data-testid=attention-count]").GetAttribute("title")));
        await host.EventuallyAsync(() => Assert.Equal(
            ImportPage.HrefOf(kept.Id), page.Find("[data-testid=section-imports] [data-testid=open-unfinished]").GetAttribute("href")));
    }

    private static IEnumerable<string> Cells(IRenderedComponent<AttentionPage> page, string field) =>
        page.FindAll($"[data-testid=compare-{field}] td").Select(cell => cell.ChildNodes.OfType<IText>().Select(text => text.Text.Trim()).First(text => text.Length > 0));

    private async Task AnswerAsync(IRenderedComponent<AttentionPage> page, bool yes)
    {
        var dialogs = host.Browser.Services.GetRequiredService<DialogService>();
        await page.InvokeAsync(() => dialogs.Close(yes));
    }

    private async Task AddStraysAsync(params string[] keys)
    {
        var queue = host.Product.Queue;
        await host.Product.Database.WriteAsync(queue.Workspace, (db, _) =>
        {
            db.AddRange(keys.Select((key, at) => new StrayDocument
            {
                WorkspaceId = queue.Workspace, ConnectionId = queue.Connection, RemoteId = $"{key}{at}", Key = key, Reference = key,
                PartyId = "p", Currency = "DKK", Gross = 100, FoundAt = host.Product.Clock.GetUtcNow(),
            }));
            return Task.CompletedTask;
        }, default);
    }
}
