using System.Text.Json;
using AngleSharp.Dom;
using Bunit;
using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Links;
using PennaPay.Billy.Core.Sync;
using PennaPay.Billy.Core.Sync.Planning;
using PennaPay.Billy.Core.Sync.Questions;
using PennaPay.Billy.Core.Sync.Records;
using PennaPay.Billy.Core.Sync.Runs;
using PennaPay.Billy.Core.Sync.Settings;
using PennaPay.Billy.Core.Systems.Billy;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Web.Components.Attention;
using PennaPay.Billy.Web.Components.Customers;
using PennaPay.Billy.Web.Components.Sync.Questions;
using PennaPay.Billy.Web.Components.Sync.Records;

namespace PennaPay.Billy.Tests.Sync;

/// <summary>Where people answer, and how a record's page shows how it stands.</summary>
public sealed class SyncQuestionPagesTests : IAsyncLifetime
{
    private PageHost host = null!;
    private SyncRows rows = null!;

    public SyncQuestionPagesTests() => PageHost.Speak("da-DK");

    public async Task InitializeAsync()
    {
        host = await PageHost.StartAsync(add: StandInRecords.Add);
        rows = new(host.Product.Database, host.Product.Workspace, host.Product.Queue.Connection, host.Product.Clock);
    }

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Fact]
    public async Task Conflict_StandsInThreeColumns_AndIsAnswered()
    {
        var question = await rows.ConflictAsync(Guid.NewGuid(), "Nordlys ApS");
        var page = host.Open<AttentionPage>("/attention");

        page.WaitForElement("[data-testid=field-question]", PageHost.Patience);
        Assert.Equal(["før@eksempel.dk", "her@eksempel.dk", "der@eksempel.dk"], page.FindAll(".value dd").Select(value => value.TextContent.Trim()));
        Assert.Equal(["Brug vores", "Brug Billys", "Behold begge"], page.FindAll(".answers button").Select(button => button.TextContent.Trim()));
        await page.Find("[data-testid=answer-UseThere]").ClickAsync();

        Assert.Equal(SyncAnswer.UseThere, (await StoredAsync(question.Id)).Answer);
        await host.EventuallyAsync(() =>
        {
            Assert.Empty(page.FindAll("[data-testid=field-question]"));
            Assert.Contains("1 svar bruges ved næste synkronisering", page.Find("[data-testid=answered]").TextContent, StringComparison.Ordinal);
        });
        Assert.Equal("Svaret er gemt", Assert.Single(host.Toasts).Title);
        await host.Toasts[0].Undo!.Invoke();
        await host.EventuallyAsync(() => page.Find("[data-testid=field-question]"));
    }

    [Fact]
    public async Task Match_ShowsItsCandidatesAndWhy_AndIsAnswered()
    {
        var question = await rows.MatchAsync(
            Guid.NewGuid(), "Nordlys ApS", new MatchCandidate("r1", "Nordlys A/S", "12345678", MatchReason.Name), new MatchCandidate("r2", "Nordlys", null, MatchReason.Email));
        var page = host.Open<AttentionPage>("/attention");

        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("[data-testid=match-candidate]").Count), PageHost.Patience);
        Assert.Contains("Samme e-mail", page.FindAll("[data-testid=match-candidate]")[1].TextContent, StringComparison.Ordinal);
        Assert.Equal(["Opret som ny", "Lad være"], page.FindAll("[data-testid=match-question] header button").Select(button => button.TextContent.Trim()));
        await page.FindAll("[data-testid=answer-Link]")[1].ClickAsync();

        var stored = await StoredAsync(question.Id);
        Assert.Equal((SyncAnswer.Link, "r2"), (stored.Answer, stored.ChosenId));
    }

    [Fact]
    public async Task InvoicesOfTheSameNumber_AreComparedInWords_AndAskedAbout()
    {
        var invoice = await host.Product.AddInvoiceAsync(number: "2041");
        var question = await rows.AddAsync(new SyncQuestion
        {
            Kind = SyncQuestionKind.Match, Module = SyncModule.Invoices, RecordKind = RecordKind.Invoice, Subject = Subjects.Ours(RecordKind.Invoice, invoice.Id), LocalId = invoice.Id, Title = "2041",
            Candidates = JsonSerializer.Serialize(new[] { new MatchCandidate("d1", "2041", "2026-11-03 1100.00 DKK", MatchReason.Number), new MatchCandidate("d2", "2041", "i går", MatchReason.Number) }, JsonSerializerOptions.Web),
        });
        var page = host.Open<AttentionPage>("/attention");

        page.WaitForElement("[data-testid=match-ours]", PageHost.Patience);
        Assert.Equal($"/invoices/{invoice.Id}", page.Find("[data-testid=match-question] h3 a").GetAttribute("href"));
        Assert.Equal("20.11.2026 · 1.250,00\u00A0kr.", page.Find("[data-testid=match-ours]").TextContent);
        Assert.Equal(["03.11.2026 · 1.100,00\u00A0kr.", "i går"], page.FindAll("[data-testid=match-detail]").Select(detail => detail.TextContent));
        Assert.Contains("Er det den samme faktura?", page.Find("[data-testid=match-question]").TextContent, StringComparison.Ordinal);
        Assert.Equal(["Det er to fakturaer", "Lad være"], page.FindAll("[data-testid=match-question] header button").Select(button => button.TextContent.Trim()));

        await page.FindAll("[data-testid=answer-Link]")[0].ClickAsync();

        Assert.Equal((SyncAnswer.Link, "d1"), ((await StoredAsync(question.Id)).Answer, (await StoredAsync(question.Id)).ChosenId));
    }

    [Fact]
    public async Task FailedInvoice_LeadsToIt()
    {
        var (run, invoice) = (await rows.RunAsync(), Guid.CreateVersion7());
        await rows.ItemAsync(run, invoice, SyncOutcome.Failed, item => (item.Module, item.FailureCode) = (SyncModule.Invoices, FailureCodes.SystemUnavailable));
        var page = host.Open<AttentionPage>("/attention");

        Assert.Equal($"/invoices/{invoice}", page.WaitForElement("[data-testid=failed-record] a", PageHost.Patience).GetAttribute("href"));
    }

    [Fact]
    public async Task Deletion_AnswersAreSaidByTheSide()
    {
        await rows.DeletedAsync(SyncQuestionKind.DeletedThere, Guid.NewGuid(), "A");
        await rows.DeletedAsync(SyncQuestionKind.DeletedHere, null, "B");
        var page = host.Open<AttentionPage>("/attention");

        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("[data-testid=deletion-question]").Count), PageHost.Patience);
        Assert.Equal(
            [("DeletedThere", "Opret i Billy igen,Slet også her,Lad være"), ("DeletedHere", "Opret her igen,Slet også i Billy,Lad være")],
            page.FindAll("[data-testid=deletion-question]").Select(row => (row.GetAttribute("data-kind")!, string.Join(',', row.QuerySelectorAll("button").Select(button => button.TextContent.Trim())))));
    }

    [Fact]
    public async Task AnsweredElsewhere_IsSaid()
    {
        var question = await rows.ConflictAsync(Guid.NewGuid(), "Nordlys ApS");
        var page = host.Open<AttentionPage>("/attention");
        page.WaitForElement("[data-testid=field-question]", PageHost.Patience);
        await Answers.AnswerAsync(Actor.Person(host.Product.Workspace, Guid.CreateVersion7(), "anden@eksempel.dk", Role.Member), question.Id, SyncAnswer.UseHere, null, default);

        await page.Find("[data-testid=answer-UseThere]").ClickAsync();

        Assert.Equal(("Svaret blev ikke gemt", "anden@eksempel.dk har allerede svaret."), (host.Toasts[0].Title, host.Toasts[0].Text));
    }

    [Fact]
    public async Task AllOfAKind_AreAnsweredAlike_AfterAQuestion()
    {
        await rows.ConflictAsync(Guid.NewGuid(), "A");
        await rows.ConflictAsync(Guid.NewGuid(), "B");
        await rows.ConflictAsync(Guid.NewGuid(), "C", here: null);
        var page = host.Open<AttentionPage>("/attention");
        page.WaitForElement("[data-testid=answer-all]", PageHost.Patience);

        await host.AnswerAsync(() => page.Find("[data-testid=all-Conflict-UseHere]").ClickAsync(), false);
        Assert.Equal(3, await Questions.CountAsync(host.Product.Workspace, default));
        await host.AnswerAsync(() => page.Find("[data-testid=all-Conflict-UseHere]").ClickAsync(), true);

        Assert.Equal("2 spørgsmål er besvaret", host.Toasts[^1].Title);
        await host.EventuallyAsync(() => Assert.Single(page.FindAll("[data-testid=field-question]")));
    }

    [Fact]
    public async Task Many_AreCapped_AndThePageHasTheRest()
    {
        for (var i = 0; i < 30; i++)
            await rows.ConflictAsync(Guid.NewGuid(), $"Kunde {i:00}");
        var page = host.Open<AttentionPage>("/attention");
        page.WaitForAssertion(() => Assert.Equal(20, page.FindAll("[data-testid=field-question]").Count), PageHost.Patience);
        Assert.Equal("og 10 til", page.Find("[data-testid=more-questions]").TextContent.Trim());
        Assert.Equal("/attention/sync?show=fields", page.Find("[data-testid=all-questions]").GetAttribute("href"));

        var all = host.Open<SyncQuestionsPage>("/attention/sync?show=fields&page=2");
        all.WaitForAssertion(() => Assert.Equal(5, all.FindAll("[data-testid=field-question]").Count), PageHost.Patience);
    }

    [Fact]
    public async Task Answers_StandOnThePage_UntilTheyAreTakenBack()
    {
        var question = await rows.ConflictAsync(Guid.NewGuid(), "Nordlys ApS");
        await Answers.AnswerAsync(host.Owner, question.Id, SyncAnswer.UseHere, null, default);
        var page = host.Open<SyncQuestionsPage>("/attention/sync?show=answered");

        Assert.Contains("Brug vores", page.WaitForElement("[data-testid=answered-question]", PageHost.Patience).TextContent, StringComparison.Ordinal);
        await page.Find("[data-testid=take-back]").ClickAsync();

        await host.EventuallyAsync(() => page.Find("[data-testid=empty-state]"));
        Assert.Null((await StoredAsync(question.Id)).Answer);
    }

    [Fact]
    public async Task FailedRecords_AreGroupedByCause_AndCountWithTheQuestions()
    {
        var run = await rows.RunAsync();
        await rows.ItemAsync(run, Guid.NewGuid(), SyncOutcome.Failed, item => item.FailureCode = FailureCodes.SystemUnavailable);
        await rows.ConflictAsync(Guid.NewGuid(), "A");
        var page = host.Open<AttentionPage>("/attention");

        Assert.Equal(FailureCodes.SystemUnavailable, page.WaitForElement("[data-testid=failed-group]", PageHost.Patience).GetAttribute("data-code"));
        Assert.Equal($"/settings/sync/runs/{run.Id}", page.Find("[data-testid=failed-run]").GetAttribute("href"));
        var badge = host.Browser.Render<AttentionBadge>();
        badge.WaitForAssertion(
            () => Assert.Equal("Til handling: 1 spørgsmål om synkronisering, 1 post, der ikke kunne synkroniseres", badge.Find("[data-testid=attention-count]").GetAttribute("title")),
            PageHost.Patience);
    }

    [Fact]
    public async Task Record_OffersToSynchronize_OnlyWhereThatCanBe()
    {
        var customer = await host.Product.AddCustomerAsync("Nordlys ApS");
        await rows.LinkAsync(RecordKind.Contact, customer.Id, "r1", host.Product.Clock.GetUtcNow());
        var page = host.Open<CustomerEditorPage>($"/customers/{customer.Id}", at => at.Add(one => one.Id, customer.Id));
        page.WaitForElement("[data-testid=sync-off]", PageHost.Patience);
        Assert.Equal("Alike", page.Find("[data-testid=contact-link]").GetAttribute("data-state"));
        Assert.Equal("https://pages.example/contact/r1", page.Find("[data-testid=open-there]").GetAttribute("href"));
        Assert.Empty(page.FindAll("[data-testid=sync-record]"));

        await BeginAsync();
        page = host.Open<CustomerEditorPage>($"/customers/{customer.Id}?again", at => at.Add(one => one.Id, customer.Id));
        Assert.Equal("Synkronisér med Billy", page.WaitForElement("[data-testid=sync-record]", PageHost.Patience).LastChild!.TextContent.Trim());

        await host.Product.Get<BillyConnector>().DisconnectAsync(host.Owner, default);
        await host.EventuallyAsync(() =>
        {
            Assert.Empty(page.FindAll("[data-testid=sync-record]"));
            Assert.Empty(page.FindAll("[data-testid=sync-off]"));
            Assert.Empty(page.FindAll("[data-testid=open-there]"));
        });
    }

    [Fact]
    public async Task Dialog_WaitsForTheRun_AndSaysWhatItDidOnEachSide()
    {
        var customer = await host.Product.AddCustomerAsync("Nordlys ApS");
        var run = await rows.RunAsync(one => (one.State, one.LocalId) = (SyncRunState.Reading, customer.Id));
        var dialog = host.Open<RecordSyncDialog>("/", at => at.Add(one => one.Run, run.Id));
        Assert.Contains("Sammenligner med Billy", dialog.WaitForElement("[data-testid=sync-working]", PageHost.Patience).TextContent, StringComparison.Ordinal);

        await rows.ItemAsync(run, customer.Id, SyncOutcome.Updated, item => item.Side = SyncSide.There, new SyncChange { Field = "cityText", Side = SyncSide.There, Old = "Ribe", New = "Aarhus" });
        await EndAsync(run.Id);

        await host.EventuallyAsync(() => Assert.Equal(
            [("Here", "Intet at gøre", ""), ("There", "Opdateret", "By Ribe Aarhus")],
            dialog.FindAll("[data-testid=sync-side]").Select(side => (
                side.GetAttribute("data-side")!, side.QuerySelector("[data-testid=sync-outcome]")!.TextContent.Trim(), Words(side.QuerySelector("[data-testid=sync-change]"))))));
    }

    [Fact]
    public async Task Dialog_OfARunWithNothingToDo_OrAFailure_SaysSo()
    {
        var nothing = await rows.RunAsync();
        var dialog = host.Open<RecordSyncDialog>("/", at => at.Add(one => one.Run, nothing.Id));
        dialog.WaitForElement("[data-testid=sync-nothing]", PageHost.Patience);

        var failed = await rows.RunAsync();
        await rows.ItemAsync(failed, Guid.NewGuid(), SyncOutcome.Failed, item => (item.Side, item.FailureCode) = (SyncSide.There, FailureCodes.SystemUnavailable));
        dialog = host.Open<RecordSyncDialog>("/", at => at.Add(one => one.Run, failed.Id));
        dialog.WaitForAssertion(() => Assert.StartsWith("Fejlede", dialog.FindAll("[data-testid=sync-outcome]")[1].TextContent.Trim(), StringComparison.Ordinal), PageHost.Patience);
    }

    [Fact]
    public async Task History_IsShown_AndAChangeIsTakenBackByARun()
    {
        await BeginAsync();
        var customer = await host.Product.AddCustomerAsync("Nordlys ApS");
        var run = await rows.RunAsync();
        await rows.ItemAsync(run, customer.Id, SyncOutcome.Updated, null, new SyncChange { Field = "city", Side = SyncSide.Here, Old = "Ribe", New = "Aarhus" });
        var card = host.Open<RecordSyncCard>("/", at => at.Add(one => one.Id, customer.Id).Add(one => one.Kind, RecordKind.Contact));

        Assert.Contains("Ribe", card.WaitForElement("[data-testid=record-change]", PageHost.Patience).TextContent, StringComparison.Ordinal);
        await host.AnswerAsync(() => card.Find("[data-testid=undo-change]").ClickAsync(), true);

        await using var db = host.Product.Database.Read(host.Product.Workspace);
        var undo = await db.Set<SyncRun>().SingleAsync(one => one.Undoes != null);
        Assert.Equal((run.Id, customer.Id), (undo.Undoes!.Value, undo.LocalId!.Value));
        Assert.NotNull(undo.UndoesChange);
    }

    private SyncAnswers Answers => host.Product.Get<SyncAnswers>();

    private SyncQuestions Questions => host.Product.Get<SyncQuestions>();

    private static string Words(IElement? element) => string.Join(' ', (element?.TextContent ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private async Task BeginAsync()
    {
        var choices = new SyncChoices().With(SyncModule.Organizations, new() { IsOn = true });
        await host.Product.Get<SyncSettingsEditor>().SaveAsync(host.Owner, BillySystem.SystemId, choices, 0, default);
        await rows.AddAsync(new SyncState { ConnectionId = rows.Connection, Begun = SyncRun.MaskOf(SyncModule.Organizations) });
    }

    private async Task EndAsync(Guid run)
    {
        await host.Product.Database.WriteAsync(
            host.Product.Workspace, async (db, ct) => (await db.Set<SyncRun>().SingleAsync(one => one.Id == run, ct)).State = SyncRunState.Done, default);
        host.Product.Get<SyncFeed>().Publish(new(host.Product.Workspace, rows.Connection, run));
    }

    private async Task<SyncQuestion> StoredAsync(Guid id)
    {
        await using var db = host.Product.Database.Read(host.Product.Workspace);
        return await db.Set<SyncQuestion>().SingleAsync(question => question.Id == id);
    }
}
