using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Bunit;
using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Audit;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Web.Components.Settings.Audit;

namespace PennaPay.Billy.Tests.Audit;

public sealed partial class AuditPageTests : IAsyncLifetime
{
    private PageHost host = null!;

    public AuditPageTests() => PageHost.Speak("da-DK");

    private Database Database => host.Product.Database;

    public async Task InitializeAsync()
    {
        host = await PageHost.StartAsync(connected: false);
        await Database.NoteAsync(host.Owner, new("company.changed", "Workspace"), default);
        await Database.NoteAsync(
            Actor.Visitor(host.Product.Workspace, "203.0.113.7"), new("sign-in.refused", "User", host.Owner.Id, 17, "wrong_credentials"), default);
    }

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Fact]
    public void Entries_AreShownInWords_NewestFirst()
    {
        var page = host.Open<AuditPage>(AuditView.Path);
        page.WaitForElement("[data-testid=audit-row]", PageHost.Patience);
        Assert.Equal(
            [
                "20.11.2026 10:00|Forsøg på at logge ind (17)|Forkert e-mail eller adgangskode|Ikke logget ind|203.0.113.7|2",
                $"20.11.2026 10:00|Virksomhed ændret|Udført|{host.Owner.Name}||1",
            ],
            page.FindAll("[data-testid=audit-row]").Select(row => string.Join('|', row.Children.Select(cell => (cell.QuerySelector(".pp-chip span:last-child") ?? cell).TextContent.Trim()))));
    }

    [Fact]
    public async Task Filters_GoIntoTheAddress_AndNothingIsSaidToBeThere()
    {
        var page = host.Open<AuditPage>(AuditView.Path);
        page.WaitForElement("[data-testid=filter-topic]", PageHost.Patience);
        await page.Find("[data-testid=filter-topic]").ChangeAsync("SignIn");
        Assert.EndsWith("/settings/audit?topic=SignIn", host.Navigation.Uri, StringComparison.Ordinal);
        page.WaitForAssertion(() => Assert.Equal(["sign-in.refused"], Actions(page)), PageHost.Patience);
        await page.Find("[data-testid=filter-who]").ChangeAsync(host.Owner.Id);
        page.WaitForElement("[data-testid=no-match]", PageHost.Patience);
    }

    [Fact]
    public async Task Check_SaysThatAllIsWell_AndThenWhichEntryIsNot()
    {
        var page = host.Open<AuditPage>(AuditView.Path);
        page.WaitForElement("[data-testid=verify]", PageHost.Patience);
        await page.Find("[data-testid=verify]").ClickAsync(new());
        Assert.Contains("Alle 2 poster siden 20.11.2026 10:00 hænger sammen", page.WaitForElement("[data-testid=whole]", PageHost.Patience).TextContent, StringComparison.Ordinal);
        page.WaitForAssertion(() => Assert.Equal(["audit.verified", "sign-in.refused", "company.changed"], Actions(page)), PageHost.Patience);

        await using (var db = Database.Read(default))
            await db.Database.ExecuteSqlRawAsync("DROP TRIGGER AuditEntries_Changed; UPDATE AuditEntries SET Count = 1 WHERE Id = 2");
        await page.Find("[data-testid=verify]").ClickAsync(new());
        Assert.Contains("Post nr. 2 passer ikke", page.WaitForElement("[data-testid=broken]", PageHost.Patience).TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhoIsNoOwner_IsToldSo_AndSeesNothing()
    {
        await Database.WriteAsync(
            host.Product.Workspace, (db, ct) => db.Set<Membership>().ExecuteUpdateAsync(set => set.SetProperty(member => member.Role, Role.Member), ct), default);
        var page = host.Open<AuditPage>(AuditView.Path);
        Assert.Contains("Kun for ejeren", page.WaitForElement("[data-testid=only-owner]", PageHost.Patience).TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("203.0.113.7", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Export_IsForTheOwner_WithHashes_AndNoFormulas()
    {
        await using var app = TestApp.Start();
        var owner = await app.CreateOwnerAsync();
        using var client = await app.CreateSignedInClientAsync();
        await app.Database.NoteAsync(owner, new("connection.tested", "Connection", Detail: "=cmd()"), default);
        var lines = (await client.GetStringAsync(new Uri($"{AuditExport.Path}?topic=Connections", UriKind.Relative))).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, lines.Length);
        Assert.Matches("^[0-9]+;[^;]+;Forbindelse testet;Udført;ejer@eksempel.dk;\"?['\t]=cmd.*;[0-9a-f]{64}$", lines[1]);

        await app.Database.WriteAsync(
            owner.Workspace, (db, ct) => db.Set<Membership>().ExecuteUpdateAsync(set => set.SetProperty(member => member.Role, Role.Member), ct), default);
        using var refused = await client.GetAsync(new Uri(AuditExport.Path, UriKind.Relative));
        Assert.Equal(System.Net.HttpStatusCode.Forbidden, refused.StatusCode);
    }

    [Fact]
    public void Address_SurvivesItself()
    {
        var view = new AuditView(AuditTopic.Pushes, $"{Guid.NewGuid()}", AuditResult.Refused, new(2026, 1, 1), new(2026, 12, 31), 3);
        var query = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(new Uri($"http://x{view.Href}").Query);
        Assert.Equal(view, AuditView.Read(query["topic"], query["who"], query["result"], query["from"], query["to"], int.Parse(query["page"]!, CultureInfo.InvariantCulture)));
        Assert.Equal(AuditView.All, AuditView.Read("no", "Key", "no", "9999-12-31", "x", -4));
    }

    /// <summary>An action that the page has no words for would be shown by its code, and found by no filter.</summary>
    [Fact]
    public void EveryAction_HasATopicAndWords()
    {
        var source = string.Concat(SourceTree.ProductFiles(".cs").Where(file => !SourceTree.Relative(file).Contains("/Sandbox/", StringComparison.Ordinal)).Select(File.ReadAllText));
        var said = Said().Matches(source).Select(match => match.Groups[1].Value).ToHashSet();
        Assert.Subset(AuditActions.All.ToHashSet(), said);
        Assert.True(said.Count > 30, "The pattern finds them.");
        var texts = File.ReadAllText(Path.Combine(SourceTree.Root, "PennaPay.Billy.Web", "Resources", "AuditTexts.resx"), Encoding.UTF8);
        Assert.All(AuditActions.All, action => Assert.Contains($"name=\"{action}\"", texts, StringComparison.Ordinal));
    }

    private static IEnumerable<string?> Actions(IRenderedComponent<AuditPage> page) =>
        page.FindAll("[data-testid=audit-row]").Select(row => row.GetAttribute("data-action"));

    // As an argument of whatever takes an action, chosen between two, or given back for one.
    [GeneratedRegex("""(?:Audit\((?:new\()?(?:[^"\n]*\? )?|NoteAsync\(\w+, new\(|ChangeAsync\(actor, |EndAsync\(actor, |Refusal\w* \{ get; \} = new\(|=> |: |AuditNote\()"((?:[a-z-]+)\.[a-z_]+)"(?=[,;\) ])""")]
    private static partial Regex Said();
}
