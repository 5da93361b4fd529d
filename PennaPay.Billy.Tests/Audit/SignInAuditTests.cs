using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Access.Auditing;
using PennaPay.Billy.Core.Audit;
using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Core.Push.Decisions;
using PennaPay.Billy.Core.Push.Ledger;
using PennaPay.Billy.Core.Push.Queue;
using PennaPay.Billy.Core.Records.Companies;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Records.Samples;
using PennaPay.Billy.Core.Systems.Billy;
using PennaPay.Billy.Core.Systems.Billy.Settings;
using PennaPay.Billy.Tests.Security;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Web.Sandbox.Billy;
using PennaPay.Billy.Web.Security;

namespace PennaPay.Billy.Tests.Audit;

/// <summary>Who came in, who did not, and what happened then, through the real program.</summary>
public sealed class SignInAuditTests
{
    private const string Wrong = "forkert adgangskode";

    private readonly TestClock clock = new(new(2026, 11, 20, 9, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task SetUpAndSignIn_AreKeptWithAddressAndBrowser_AndInTheLogByIdsAlone()
    {
        await using var app = TestApp.Start(
            new Dictionary<string, string?> { ["AllowedHosts"] = ProxiedVisitor.Host, ["Security:TrustedProxies"] = "127.0.0.1" },
            services: services => services.AddSingleton<TimeProvider>(clock), environment: "Production");
        using var visitor = new ProxiedVisitor(app);
        var code = await File.ReadAllTextAsync(Path.Combine(app.DataDirectory, "setup-code"));
        (await SetUpAsync(visitor, "AAAA-BBBB-CCCC")).Dispose();
        await WrittenAsync(app);
        (await SetUpAsync(visitor, code)).Dispose();

        Assert.Equal(
            ["Visitor|set-up.refused|wrong_code|203.0.113.7", "Person|workspace.created||203.0.113.7", "Person|session.started||203.0.113.7"],
            (await EntriesAsync(app)).Where(IsOfPeople).Select(entry => $"{entry.ActorKind}|{entry.Action}|{entry.Refusal}|{AuditPayload.Read(entry.Payload)!.Address}"));
        var lines = app.Logs.Lines.Where(line => line.Contains("Audit ", StringComparison.Ordinal)).ToList();
        Assert.Contains(lines, line => line.Contains("workspace.created", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("set-up.refused", StringComparison.Ordinal) && line.Contains("wrong_code", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, line => line.Contains(TestApp.Email, StringComparison.OrdinalIgnoreCase) || line.Contains(TestApp.Company, StringComparison.Ordinal));
    }

    [Fact]
    public async Task WrongPasswords_AreInTheWorkspaceOfTheAccount_TheFirstAtOnce_TheRestByTheMinute()
    {
        await using var app = Start();
        var owner = await app.CreateOwnerAsync();
        using var client = app.CreateClient();
        for (var attempt = 0; attempt < 3; attempt++)
            (await TestApp.SignInAsync(client, Wrong)).Dispose();
        await WrittenAsync(app);
        var first = Assert.Single(await EntriesAsync(app), IsOfVisitors);
        Assert.Equal(
            (owner.Workspace, "sign-in.refused", "wrong_credentials", owner.Id, (int?)1, "127.0.0.1"),
            (first.WorkspaceId, first.Action, first.Refusal, first.SubjectId, first.Count, AuditPayload.Read(first.Payload)!.Address));

        clock.Advance(RefusalAudit.Together);
        await WrittenAsync(app);
        Assert.Equal([1, 2], (await EntriesAsync(app)).Where(IsOfVisitors).Select(entry => entry.Count));

        // When nobody tries any more, nothing more is written.
        clock.Advance(RefusalAudit.Together * 3);
        await WrittenAsync(app);
        Assert.Equal(2, (await EntriesAsync(app)).Count(IsOfVisitors));
    }

    [Fact]
    public async Task WrongPasswordInAPageThatIsOpen_IsKeptWithItsAddress()
    {
        await using var app = Start();
        var owner = await app.CreateOwnerAsync();
        await using var scope = app.Services.CreateAsyncScope();
        var somebody = Actor.Person(owner.Workspace, owner.UserId, owner.Name, Role.Owner, Guid.NewGuid(), "203.0.113.9");

        await scope.ServiceProvider.GetRequiredService<UserAccounts>().ConfirmAsync(new SignedInUser(somebody), Wrong, default);

        await WrittenAsync(app);
        Assert.Equal("203.0.113.9", AuditPayload.Read(Assert.Single(await EntriesAsync(app), IsOfVisitors).Payload)!.Address);
    }

    [Fact]
    public async Task TriesThatComeTooSoon_AreDelays()
    {
        await using var app = Start();
        await app.CreateOwnerAsync();
        using var client = app.CreateClient();
        for (var attempt = 0; attempt < 6; attempt++)
            (await TestApp.SignInAsync(client, Wrong)).Dispose();
        await WrittenAsync(app);
        Assert.Equal(
            ["sign-in.delayed|too_soon", "sign-in.refused|wrong_credentials"],
            (await EntriesAsync(app)).Where(IsOfVisitors).Select(entry => $"{entry.Action}|{entry.Refusal}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task ManyAccountsThatAreNotThere_FillNothing_AndWhatWasTypedIsKeptNowhere()
    {
        await using var app = TestApp.Start(
            new Dictionary<string, string?> { ["Security:SignInsPerMinute"] = "30" }, services: services => services.AddSingleton<TimeProvider>(clock));
        await app.CreateOwnerAsync();
        using var client = app.CreateClient();
        for (var attempt = 0; attempt < 35; attempt++)
            (await TestApp.SignInAsync(client, Wrong, $"hemmeligt{attempt}@eksempel.dk")).Dispose();
        clock.Advance(RefusalAudit.Together);
        await WrittenAsync(app);

        Assert.Equal(
            ["sign-in.refused|1", "sign-in.refused|29", "sign-in.throttled|1", "sign-in.throttled|4"],
            (await EntriesAsync(app)).Where(IsOfVisitors).Select(entry => $"{entry.Action}|{entry.Count}").Order(StringComparer.Ordinal));
        Assert.All((await EntriesAsync(app)).Where(IsOfVisitors), entry => Assert.Equal(default, entry.WorkspaceId));
        Assert.DoesNotContain(await DatabaseDump.OfAsync(app.Database), row => row.Contains("hemmeligt", StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain(app.Logs.Lines, line => line.Contains("hemmeligt", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task WhatWasCounted_IsWrittenWhenTheProgramStops()
    {
        using var folder = new TemporaryFolder();
        await TemplateDatabase.CopyToAsync(folder.Path);
        await using (var app = TestApp.Start(dataDirectory: folder.Path, services: services => services.AddSingleton<TimeProvider>(clock)))
        {
            await app.CreateOwnerAsync();
            using var client = app.CreateClient();
            for (var attempt = 0; attempt < 4; attempt++)
                (await TestApp.SignInAsync(client, Wrong)).Dispose();
        }

        await using var again = TestApp.Start(dataDirectory: folder.Path);
        Assert.Equal([1, 3], (await EntriesAsync(again)).Where(IsOfVisitors).Select(entry => entry.Count));
    }

    [Fact]
    public async Task EverythingThatMatters_IsInIt_AndTheChainIsWhole()
    {
        await using var app = TestApp.Start(new Dictionary<string, string?> { ["Billy:RequestsPerSecond"] = "0" });
        var owner = await app.CreateOwnerAsync();
        using var client = await app.CreateSignedInClientAsync();
        Assert.Equal("Healthy", await client.GetStringAsync(new Uri("/health/ready", UriKind.Relative)));
        var (connector, token) = (app.Services.GetRequiredService<BillyConnector>(), app.Services.GetRequiredService<BillySandbox>().DefaultToken);
        await connector.ConnectAsync(owner, new string('f', 40), sandbox: true, default);
        await connector.ConnectAsync(owner, token, sandbox: true, default);
        await connector.ConnectAsync(owner, token, sandbox: true, default);
        await connector.TestAsync(owner, default);
        await app.Services.GetRequiredService<BillySettingsEditor>().SaveAsync(owner, new(null, AutoPush: true, new(2026, 11, 1)), default);
        await app.Services.GetRequiredService<CompanyEditor>().SaveAsync(owner, new() { Name = "Nyt navn ApS" }, default);
        await app.Services.GetRequiredService<SampleInvoices>().LoadAsync(owner, default);
        await PushAndUndoAsync(app, owner);
        await client.GetStringAsync(new Uri("/history/export.csv", UriKind.Relative));
        await client.GetStringAsync(new Uri("/settings/audit/export.csv", UriKind.Relative));
        await connector.DisconnectAsync(owner, default);
        await app.SignOutAsync(client);

        var actions = (await EntriesAsync(app)).Select(entry => entry.Refusal is null ? entry.Action : $"{entry.Action}: {entry.Refusal}").ToHashSet();
        Assert.Superset(
            new HashSet<string>
            {
                "workspace.created", "session.started", "session.ended", "key.found", "connection.refused: token_rejected", "connection.connected",
                "connection.token_replaced", "connection.tested", "connection.settings", "company.changed", "invoices.imported", "invoice.pushed",
                "push.undone", "history.exported", "audit.exported", "connection.disconnected",
            },
            actions);
        Assert.IsType<AuditVerdict.Whole>(await app.Services.GetRequiredService<AuditCheck>().VerifyAsync(owner, default));
    }

    private static async Task PushAndUndoAsync(TestApp app, Actor owner)
    {
        await using var db = app.Database.Read(owner.Workspace);
        var invoice = await db.Set<Invoice>().Where(known => known.Number == "1001").Select(known => known.Id).SingleAsync();
        await app.Services.GetRequiredService<InvoicePusher>().PushAsync(owner, invoice, PushCause.Manual, default);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!await db.Set<LedgerEntry>().AnyAsync(entry => entry.InvoiceId == invoice && entry.State == PushState.Succeeded, patience.Token))
            await Task.Delay(50, patience.Token);
        Assert.IsType<DecisionResult.Done>(await app.Services.GetRequiredService<PushDecisions>().UndoAsync(owner, invoice, default));
    }

    private static bool IsOfVisitors(AuditEntry entry) => entry.ActorKind == ActorKind.Visitor;

    private static bool IsOfPeople(AuditEntry entry) => entry.ActorKind is ActorKind.Visitor or ActorKind.Person;

    private static Task WrittenAsync(TestApp app) => app.Services.GetRequiredService<RefusalAudit>().WrittenAsync();

    private static async Task<List<AuditEntry>> EntriesAsync(TestApp app)
    {
        await using var db = app.Database.Read(default);
        return await db.Set<AuditEntry>().IgnoreQueryFilters().OrderBy(entry => entry.Id).ToListAsync();
    }

    private TestApp Start() => TestApp.Start(services: services => services.AddSingleton<TimeProvider>(clock));

    private static Task<HttpResponseMessage> SetUpAsync(ProxiedVisitor visitor, string code) => visitor.PostFormAsync("/first-run", "first-run", new()
    {
        ["Form.Code"] = code, ["Form.Company"] = TestApp.Company, ["Form.Email"] = TestApp.Email, ["Form.Password"] = TestApp.Password,
    });
}
