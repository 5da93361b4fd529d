using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Connections.Lists;
using PennaPay.Billy.Core.Links;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Records.Invoices.Intake;
using PennaPay.Billy.Core.Sync;
using PennaPay.Billy.Core.Sync.Merging;
using PennaPay.Billy.Core.Sync.Planning;
using PennaPay.Billy.Core.Sync.Questions;
using PennaPay.Billy.Core.Sync.Records;
using PennaPay.Billy.Core.Sync.Runs;
using PennaPay.Billy.Core.Sync.Settings;
using PennaPay.Billy.Core.Systems.Billy;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Tests.Sync;
using PennaPay.Billy.Web.Components.Settings.Sync;
using PennaPay.Billy.Web.Sandbox.Billy;
using static Microsoft.Playwright.Assertions;

namespace PennaPay.Billy.Tests.EndToEnd;

/// <summary>Settings → Synchronisation in a browser, with runs that were stored as if they had been done.</summary>
public sealed class SyncTests
{
    [BrowserFact]
    public async Task Modules_AreSwitchedOn_Saved_AndReadInTheOtherLanguage()
    {
        await using var app = TestApp.Start(services: StandInEndpoint.AddTo);
        await ConnectAsync(app, await app.CreateOwnerAsync());
        await using var window = await Browser.OpenAsync(app);
        await window.SignInAsync();
        await window.Page.GotoAsync("/settings/company");
        await window.Test("settings-sync").ClickAsync();
        await Expect(window.Test("page-title")).ToHaveTextAsync("Synkronisering");
        var products = window.Page.Locator("[data-module=Products]");

        await products.GetByTestId("on").ClickAsync();
        await products.GetByTestId("direction").SelectOptionAsync(nameof(SyncDirection.ToThere));
        await Expect(products.GetByTestId("priority")).ToHaveCountAsync(0);
        await products.GetByTestId("direction").SelectOptionAsync(nameof(SyncDirection.Both));
        await products.GetByTestId("priority").SelectOptionAsync(nameof(SyncPriority.Ask));
        await products.GetByTestId("creates-here").ClickAsync();
        await window.Test("mode-Automatic").ClickAsync();
        await Expect(window.Test("every")).ToHaveValueAsync("180");
        await window.Test("save-sync").ClickAsync();
        await Expect(window.Test("toast-title").Filter(new() { HasText = "Synkroniseringen er gemt" })).ToBeVisibleAsync();

        await window.Context.AddCookiesAsync([new() { Name = "pennapay.culture", Value = "c%3Den-GB%7Cuic%3Den-GB", Url = app.Url.ToString() }]);
        await window.Page.ReloadAsync();
        await Expect(window.Test("page-title")).ToHaveTextAsync("Synchronisation");
        await Expect(window.Test("sync-now")).ToContainTextAsync("Sync");
        await Expect(products.GetByTestId("on")).ToBeCheckedAsync();
        await Expect(products.GetByTestId("direction")).ToHaveValueAsync(nameof(SyncDirection.Both));
        await Expect(products.GetByTestId("priority").Locator("option:checked")).ToHaveTextAsync("Ask me");
        await Expect(products.GetByTestId("creates-here")).Not.ToBeCheckedAsync();
        await Expect(window.Test("to-begin")).ToContainTextAsync("Not begun: Products");

        await products.GetByTestId("mapping").ClickAsync();
        await Expect(window.Test("page-title")).ToHaveTextAsync("Mapping: Products");
        await Expect(window.Test("map-row")).ToHaveCountAsync(StandInEndpoint.ProductMap.Rows.Count);
        Assert.Empty(window.Faults);
    }

    [SlowBrowserFact]
    public async Task Pages_AreAccessibleAndFit()
    {
        await using var app = TestApp.Start(services: StandInEndpoint.AddTo);
        var owner = await app.CreateOwnerAsync();
        var connection = await ConnectAsync(app, owner);
        var choices = new SyncChoices { IsAutomatic = true }
            .With(SyncModule.Organizations, new() { IsOn = true, Map = new([.. StandInEndpoint.ContactMap.Rows, new("phone", "fax", SyncDirection.ToThere) { IsOn = false, Rule = Core.Sync.Fields.FieldRule.Digits }]) })
            .With(SyncModule.Contacts, new() { IsOn = true, Direction = SyncDirection.ToThere });
        await app.Services.GetRequiredService<SyncSettingsEditor>().SaveAsync(owner, BillySystem.SystemId, choices, 0, default);
        await StoredRuns.BeginAsync(app.Database, owner.Workspace, connection, SyncModule.Organizations);
        var plan = await StoredRuns.AddAsync(app.Database, owner.Workspace, connection, run => (run.IsDry, run.Id) = (true, Guid.CreateVersion7(StoredRuns.At.AddDays(-1))),
            StoredRuns.Item("Nordlys Design ApS", SyncOutcome.Updated, change: item => item.MatchedBy = MatchReason.RegistrationNo, changes: [StoredRuns.Change("phone", null, "12 34 56 78", ChangeReason.Filled)]),
            StoredRuns.Item("Værkstedet på Havnegade ved Anders og Birgitte Kristoffersen-Schmidt I/S", SyncOutcome.Linked, SyncSide.Here, change: item => item.MatchedBy = MatchReason.Email),
            StoredRuns.Item("Havn A/S", SyncOutcome.Created, changes: [StoredRuns.Change("name", null, "Havn A/S", ChangeReason.Created), StoredRuns.Change("email", null, "post@havn.dk", ChangeReason.Created)]),
            StoredRuns.Item("Skov ApS", SyncOutcome.Created, SyncSide.Here, SyncModule.Contacts),
            StoredRuns.Item("Eng ApS", SyncOutcome.Asked),
            StoredRuns.Item("Mose ApS", SyncOutcome.Skipped, change: item => (item.FailureCode, item.FailureDetail) = (FailureCodes.RecordIncomplete, "country")));
        var done = await StoredRuns.AddAsync(app.Database, owner.Workspace, connection, null,
            StoredRuns.Item("Nordlys Design ApS", SyncOutcome.Updated, changes: [StoredRuns.Change("email", "gammel@nordlys.dk", "ny@nordlys.dk"), StoredRuns.Change("street", "Havnegade 1", null, ChangeReason.Answered)]),
            StoredRuns.Item("Havn A/S", SyncOutcome.Created, changes: [StoredRuns.Change("name", null, "Havn A/S", ChangeReason.Created)]),
            StoredRuns.Item("Skov ApS", SyncOutcome.Failed, change: item => (item.FailureCode, item.FailureDetail) = (FailureCodes.RecordInvalid, "E-mail er ugyldig")));
        await StoredRuns.AddAsync(app.Database, owner.Workspace, connection, run =>
            (run.Id, run.State, run.FailureCode, run.Agreed) = (Guid.CreateVersion7(StoredRuns.At.AddHours(-3)), SyncRunState.Stopped, FailureCodes.PlanChanged, plan.Id));

        await Look.AtAsync(app, signIn: true,
            (SyncPage.Path, "sync"), (SyncMappingPage.Of(SyncModule.Organizations), "sync-mapping"), (SyncRunsPage.Path, "sync-runs"),
            (SyncRunAddress.Of(plan.Id), "sync-plan"), (SyncRunAddress.Of(done.Id), "sync-run"));
    }

    [BrowserFact]
    public async Task InvoicesThatCameIn_AreAccessibleAndFit()
    {
        await using var app = TestApp.Start(services: StandInEndpoint.AddTo);
        var owner = await app.CreateOwnerAsync();
        var connection = await ConnectAsync(app, owner);
        await app.Services.GetRequiredService<SyncSettingsEditor>().SaveAsync(
            owner, BillySystem.SystemId, new SyncChoices().With(SyncModule.Products, new() { IsOn = true }).With(SyncModule.Invoices, new() { IsOn = true }), 0, default);
        await StoredRuns.BeginAsync(app.Database, owner.Workspace, connection, SyncModule.Products, SyncModule.Invoices);
        var seen = app.Services.GetRequiredService<TimeProvider>().GetUtcNow().AddHours(1);
        var invoice = await StoredIncoming.AddAsync(
            app.Database, app.Services.GetRequiredService<InvoiceIntake>(), owner, connection, seen, CopyState.PartlyPaid, paid: [(new(2026, 11, 10), 500, "Bank"), (new(2026, 11, 12), 250.5m, null)]);
        var done = await StoredRuns.AddAsync(app.Database, owner.Workspace, connection, run => run.Modules = 15,
            StoredRuns.Item("1042 · Nordlys Design ApS", SyncOutcome.Queued, SyncSide.There, SyncModule.Invoices),
            StoredRuns.Item("2041 · Fyrtårnet ApS", SyncOutcome.Created, SyncSide.Here, SyncModule.Invoices, item => item.LocalId = invoice.Id,
                StoredRuns.Change("customer", null, "Fyrtårnet ApS", ChangeReason.Created, SyncSide.Here), StoredRuns.Change("issueDate", null, "2026-11-03", ChangeReason.Created, SyncSide.Here), StoredRuns.Change("gross", null, "1350.00 DKK", ChangeReason.Created, SyncSide.Here)),
            StoredRuns.Item("2039 · Havn A/S", SyncOutcome.Updated, SyncSide.Here, SyncModule.Invoices,
                changes: [StoredRuns.Change("state", "booked", "partlyPaid", ChangeReason.ChangedThere, SyncSide.Here), StoredRuns.Change("payment", null, "2026-11-03 1250.00", ChangeReason.ChangedThere, SyncSide.Here)]),
            StoredRuns.Item("2040", SyncOutcome.Skipped, SyncSide.Here, SyncModule.Invoices, item => item.FailureCode = FailureCodes.SyncContactMissing));
        var lacking = await MappingTests.PrepareAsync(app, owner.Workspace);
        var plan = await StoredRuns.AddAsync(app.Database, owner.Workspace, connection, run => (run.IsDry, run.Modules) = (true, 15),
            StoredRuns.Item("Havn A/S", SyncOutcome.Created),
            StoredRuns.Item("Mose ApS", SyncOutcome.Skipped, change: item => (item.FailureCode, item.FailureDetail) = (FailureCodes.RecordIncomplete, "country")),
            StoredRuns.Item("1042 · Nordlys Design ApS", SyncOutcome.Skipped, SyncSide.There, SyncModule.Invoices, item => (item.LocalId, item.FailureCode, item.FailureDetail) = (lacking, FailureCodes.AccountUnknown, "KONSULENT")));
        var rows = new SyncRows(app.Database, owner.Workspace, connection, TimeProvider.System);
        await rows.AddAsync(new SyncQuestion
        {
            Kind = SyncQuestionKind.Match, Module = SyncModule.Invoices, RecordKind = RecordKind.Invoice, Subject = Subjects.Ours(RecordKind.Invoice, invoice.Id), LocalId = invoice.Id, Title = "2041",
            Candidates = JsonSerializer.Serialize(new[] { new MatchCandidate("d1", "2041", "2026-11-03 1100.00 DKK", MatchReason.Number) }, JsonSerializerOptions.Web),
        });

        await Look.AtAsync(app, signIn: true, (SyncPage.Path, "sync-invoices"), (SyncRunAddress.Of(plan.Id), "sync-missing"), (SyncRunAddress.Of(done.Id), "sync-invoice-run"), ($"/invoices/{invoice.Id}", "invoice-came-in"), ("/attention", "invoice-question"));
    }

    private static async Task<Guid> ConnectAsync(TestApp app, Actor owner)
    {
        Assert.IsType<ConnectResult.Connected>(await app.Services.GetRequiredService<BillyConnector>().ConnectAsync(
            owner, app.Services.GetRequiredService<BillySandbox>().DefaultToken, sandbox: true, default));
        return (await app.Services.GetRequiredService<ConnectionList>().AllAsync(owner.Workspace, default)).Single().Id;
    }
}
