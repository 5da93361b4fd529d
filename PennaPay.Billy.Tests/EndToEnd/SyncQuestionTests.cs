using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Links;
using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Sync;
using PennaPay.Billy.Core.Sync.Questions;
using PennaPay.Billy.Core.Sync.Records;
using PennaPay.Billy.Core.Sync.Runs;
using PennaPay.Billy.Core.Systems.Billy;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Web.Sandbox.Billy;
using static Microsoft.Playwright.Assertions;

namespace PennaPay.Billy.Tests.EndToEnd;

/// <summary>Questions about keeping records alike, answered by a person.</summary>
public sealed class SyncQuestionTests
{
    [BrowserFact]
    public async Task ThreeKindsOfQuestions_AreAnswered_InDanishAndEnglish()
    {
        await using var app = TestApp.Start(services: StandInRecords.Add);
        var owner = await app.CreateOwnerAsync();
        await AskAsync(app, owner);
        await using var window = await Browser.OpenAsync(app);
        await window.SignInAsync();

        await Expect(window.Test("attention-count")).ToContainTextAsync("5", new() { Timeout = 30_000 });
        await window.Page.GotoAsync("/attention");
        await Expect(window.Test("field-question")).ToHaveCountAsync(2);
        await Expect(window.Test("match-candidate")).ToHaveCountAsync(2);
        await Look.JudgeAsync(window, "sync-questions");
        await window.Test("answer-UseHere").First.ClickAsync();
        await Expect(window.Test("field-question")).ToHaveCountAsync(1);
        await Expect(window.Test("answered")).ToContainTextAsync("1 svar bruges ved næste synkronisering");
        await window.Test("answer-Link").First.ClickAsync();
        await Expect(window.Test("match-question")).ToHaveCountAsync(0);

        await window.Context.AddCookiesAsync([new() { Name = "pennapay.culture", Value = "c%3Den-GB%7Cuic%3Den-GB", Url = app.Url.ToString() }]);
        await window.Page.GotoAsync("/attention");
        await window.Page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Delete here too: Lysfabrikken A/S" }).ClickAsync();
        await Expect(window.Test("deletion-question")).ToHaveCountAsync(1);
        await Expect(window.Test("answered")).ToContainTextAsync("3 answers are used in the next synchronisation");
        await window.Test("see-answers").ClickAsync();
        await Expect(window.Test("answered-question")).ToHaveCountAsync(3);
        await Look.JudgeAsync(window, "sync-answers");
        await window.Test("take-back").First.ClickAsync();
        await Expect(window.Test("answered-question")).ToHaveCountAsync(2);
        Assert.Empty(window.Faults);
    }

    [SlowBrowserFact]
    public async Task QuestionsAndRecords_AreAccessibleAndFit()
    {
        await using var app = TestApp.Start(services: StandInRecords.Add);
        var customer = await AskAsync(app, await app.CreateOwnerAsync());
        await Look.AtAsync(
            app, signIn: true, ("/attention", "sync-attention"), ("/attention/sync?show=matches", "sync-matches"), ("/attention/sync?show=left", "sync-left"),
            ("/customers?kind=company", "sync-customers"), ($"/customers/{customer}", "sync-customer"));
    }

    private static async Task<Guid> AskAsync(TestApp app, Actor owner)
    {
        await app.Services.GetRequiredService<BillyConnector>().ConnectAsync(owner, app.Services.GetRequiredService<BillySandbox>().DefaultToken, sandbox: true, default);
        var connection = (await app.Services.GetRequiredService<ConnectionStore>().ListedAsync(owner.Workspace, default))!.Id;
        var time = app.Services.GetRequiredService<TimeProvider>();
        var rows = new SyncRows(app.Database, owner.Workspace, connection, time);
        var editor = app.Services.GetRequiredService<CustomerEditor>();
        foreach (var name in new[] { "Nordlys Design ApS", "Lysfabrikken A/S", "Bageriet Kornblomst", "Anker & Søn" })
            await editor.SaveAsync(owner, new() { Name = name, City = "Aarhus" }, default);
        await using var db = app.Database.Read(owner.Workspace);
        var customers = await db.Set<Customer>().ToDictionaryAsync(customer => customer.Name, customer => customer.Id);
        var nordlys = customers["Nordlys Design ApS"];
        await rows.LinkAsync(RecordKind.Contact, nordlys, "r1", time.GetUtcNow());
        await rows.LinkAsync(RecordKind.Contact, customers["Anker & Søn"], "r2", time.GetUtcNow());
        await rows.ConflictAsync(nordlys, "Nordlys Design ApS", agreed: "post@nordlys.dk", here: "faktura@nordlys.dk", there: "bogholderi@nordlys.dk");
        await rows.ConflictAsync(nordlys, "Nordlys Design ApS", "phone=phone", "86 12 34 56", null, "86 12 34 56");
        await rows.MatchAsync(
            customers["Bageriet Kornblomst"], "Bageriet Kornblomst",
            new MatchCandidate("m1", "Kornblomst Bageri ApS", "10150817 · mel@kornblomst.dk", MatchReason.RegistrationNo), new MatchCandidate("m2", "Bageri Kornblomst", "Ribe", MatchReason.Name));
        await rows.DeletedAsync(SyncQuestionKind.DeletedThere, customers["Lysfabrikken A/S"], "Lysfabrikken A/S");
        await rows.DeletedAsync(SyncQuestionKind.DeletedHere, null, "Gamle Kunde ApS");
        var run = await rows.RunAsync();
        await rows.ItemAsync(
            run, nordlys, SyncOutcome.Updated, item => item.Side = SyncSide.There,
            new SyncChange { Field = "cityText", Side = SyncSide.There, Old = "Ribe", New = "Aarhus" },
            new SyncChange { Field = "phone", Side = SyncSide.There, New = "86 12 34 56" });
        return nordlys;
    }
}
