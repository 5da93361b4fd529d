using System.Text;
using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Links;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Core.Systems.Billy;
using PennaPay.Billy.Core.Systems.Billy.Postings.Choices;
using PennaPay.Billy.Core.Systems.Billy.Settings;

namespace PennaPay.Billy.Tests.Upgrade;

/// <summary>The connection works as before, and what belongs to an organisation belongs to its connection.</summary>
public sealed class UpgradedConnectionsTests
{
    private const string A = OldInstallation.A;

    private const string B = OldInstallation.B;

    [Fact]
    public async Task Connections_AreOneForEachOrganisation()
    {
        await using var upgraded = await OldInstallation.OpenUpgradedAsync();
        await using var db = upgraded.Get<Database>().Read(OldInstallation.Workspace);

        Assert.Equal(
            [
                (B, "billy", true, true, null, "e8f0", "PennaPay Prøvefirma ApS"),
                ("org-unknown", "billy", true, false, At(1, 8, 0, 0), null, null),
                (A, "billy", true, false, At(20, 13, 13, 28), null, null),
            ],
            (await db.Set<Connection>().OrderBy(c => c.AccountId).ToListAsync())
                .Select(c => (c.AccountId, c.System, c.UsesSandbox, c.IsListed, c.ReplacedAt, c.SecretHint, c.AccountName)));
        Assert.All(await db.Set<Connection>().ToListAsync(), c => Assert.Equal((c.AccountId == B, 4), (c.Secret is not null, c.AccountId == B ? 4 : c.Id.Version)));
        var current = await upgraded.Get<ConnectionStore>().CurrentAsync(OldInstallation.Workspace, "billy", default);
        Assert.Equal(B, current!.AccountId);
    }

    [Fact]
    public async Task SettingsPauseAndAutomaticPush_AreAsBefore()
    {
        await using var upgraded = await OldInstallation.OpenUpgradedAsync();

        var view = await upgraded.Get<BillyConnector>().ViewAsync(OldInstallation.Workspace, default);

        Assert.Equal(
            new ConnectionView(
                ConnectionStatus.Connected, "e8f0", "PennaPay Prøvefirma ApS", "99001232", "DKK", At(20, 13, 13, 29), null,
                AutoPush: true, new(2026, 12, 1), IsSandbox: true,
                new QueuePause(
                    new Failure(FailureCodes.RateLimited, "Too many requests."), At(20, 13, 13, 30), new(2035, 1, 1, 0, 0, 0, TimeSpan.Zero)))
            {
                Id = (await upgraded.ConnectionAsync(B)).Id,
                ConnectedAt = At(20, 13, 13, 29),
                Facts = """{"invoiceNoMode":"sequential"}""",
                Settings = """{"defaultAccountCode":"1110","numberUse":1}""",
            },
            view);
        // The same as this version writes.
        Assert.Equal(new BillyChoices("1110", NumberUse.InvoiceNumber).Store(), view.Settings);
        var stored = await upgraded.ConnectionAsync(B);
        Assert.Equal(("DK", "http://127.0.0.1:36587/sandbox/billy/app"), (stored.CountryCode, stored.PagesUrl));
    }

    [Fact]
    public async Task Token_OpensAndIsAccepted()
    {
        await using var upgraded = await OldInstallation.OpenUpgradedAsync();

        var tested = await upgraded.Get<BillyConnector>().TestAsync(OldInstallation.Owner, default);

        Assert.IsType<TestResult.Verified>(tested);
        Assert.All(upgraded.Billy.Requests(), request => Assert.Equal(200, request.Status));
        Assert.NotEmpty(upgraded.Billy.Requests(upgraded.Billy.DefaultToken));
    }

    [Fact]
    public async Task Token_IsBoundToItsConnection()
    {
        await using var upgraded = await OldInstallation.OpenUpgradedAsync();
        var vault = upgraded.Get<SecretVault>();
        var stored = await upgraded.ConnectionAsync(B);

        Assert.False(SecretVault.IsOld(stored.Secret!));
        Assert.Equal(upgraded.Billy.DefaultToken, Encoding.UTF8.GetString(vault.Unprotect(OldInstallation.Workspace, stored.Id, stored.Secret!)!));
        Assert.Null(vault.Unprotect(OldInstallation.Workspace, Guid.NewGuid(), stored.Secret!));
    }

    [Fact]
    public async Task Token_WhoseKeyIsLost_StaysAndShowsSo()
    {
        await using var old = await OldInstallation.OpenAsync();
        var ciphertext = old.Rows("SELECT ProtectedToken FROM BillyConnections").Single();
        Directory.Delete(Path.Combine(old.DataDirectory, "keys"), recursive: true);

        await old.UpgradeAsync();

        Assert.Equal(ciphertext, (await old.ConnectionAsync(B)).Secret);
        var view = await old.Get<BillyConnector>().ViewAsync(OldInstallation.Workspace, default);
        Assert.Equal((ConnectionStatus.KeyMissing, "e8f0", FailureCodes.EncryptionKeyMissing), (view.Status, view.SecretHint, view.Problem?.Code));
    }

    [Fact]
    public async Task Links_AreOfTheirConnection()
    {
        await using var old = await OldInstallation.OpenAsync();
        var contacts = old.Rows("SELECT OrganizationId, LocalKey, BillyId, LinkedAt FROM BillyLinks WHERE Kind = 0 ORDER BY 1, 2");
        var products = old.Rows("SELECT OrganizationId, LocalKey, BillyId, LinkedAt FROM BillyLinks WHERE Kind = 1 ORDER BY 1, 2");

        await old.UpgradeAsync();

        Assert.Equal((10, 7), (contacts.Count, products.Count));
        Assert.Equal(contacts, old.Rows("""
            SELECT c.AccountId, lower(replace(l.LocalId, '-', '')), l.RemoteId, l.LinkedAt
            FROM RecordLinks AS l JOIN Connections AS c ON c.Id = l.ConnectionId WHERE l.Kind = 0 AND l.Base IS NULL AND l.BaseAt IS NULL ORDER BY 1, 2
            """));
        Assert.Equal(products, old.Rows("""
            SELECT c.AccountId, p.Key, p.ProductId, p.LinkedAt FROM PostingProducts AS p JOIN Connections AS c ON c.Id = p.ConnectionId ORDER BY 1, 2
            """));
    }

    [Fact]
    public async Task SharedContact_IsTheCustomersThatWasLinkedFirst()
    {
        await using var upgraded = await OldInstallation.OpenUpgradedAsync();
        var clinic = Guid.Parse("01A221AE-5C79-7C4E-BDFB-4C61BDAF37A9");
        var sharing = Guid.Parse("01A221AE-5F09-72E7-BDF2-5333FDC02D4C");
        var b = await upgraded.ConnectionAsync(B);
        var links = upgraded.Get<RecordLinks>();
        await using var db = upgraded.Get<Database>().Read(OldInstallation.Workspace);

        Assert.Equal([sharing], await db.Set<RecordLink>().Where(l => l.IsShared).Select(l => l.LocalId).ToListAsync());
        foreach (var customer in (Guid[])[clinic, sharing])
            Assert.Equal("ZZ5eEDoE3bIrcAdLUTUMYL", await links.FindAsync(OldInstallation.Workspace, b.Id, RecordKind.Contact, customer, default));
        Assert.Equal(clinic, await links.FindLocalAsync(OldInstallation.Workspace, b.Id, RecordKind.Contact, "ZZ5eEDoE3bIrcAdLUTUMYL", default));
    }

    [Fact]
    public async Task PostingChoices_AreOfTheirConnection()
    {
        await using var upgraded = await OldInstallation.OpenUpgradedAsync();
        await using var db = upgraded.Get<Database>().Read(OldInstallation.Workspace);

        var choices = await (
            from choice in db.Set<PostingChoice>()
            join connection in db.Set<Connection>() on choice.ConnectionId equals connection.Id
            orderby connection.AccountId, choice.Subject
            select new { connection.AccountId, choice }).ToListAsync();

        Assert.Equal(
            [
                (B, PostingSubject.Vat, "Exempt", "VueyFYVa9cLtFo55usTodx", "sj3Jg54WTKJj9w5QHBEDen", At(20, 10, 4, 3)),
                (B, PostingSubject.Account, "500", "hJagXztvAGgu3I0lYuoRWC", null, At(20, 10, 4, 3)),
                (A, PostingSubject.Account, "500", "svTH5DHfvF5p1FeqKX6Vst", null, At(20, 9, 31, 0)),
            ],
            choices.Select(c => (c.AccountId, c.choice.Subject, c.choice.Key, c.choice.AccountId, c.choice.RulesetId, c.choice.ChangedAt)));
    }

    [Fact]
    public async Task OrganisationBefore_ConnectedAgain_HasItsLinksAndChoices()
    {
        await using var upgraded = await OldInstallation.OpenUpgradedAsync();
        upgraded.Billy.CreateCompany(OldInstallation.CompanyA);

        Assert.IsType<ConnectResult.Connected>(await upgraded.Get<BillyConnector>().ConnectAsync(
            OldInstallation.Owner, OldInstallation.CompanyA.Token, sandbox: true, default));

        var a = await upgraded.Get<ConnectionStore>().ListedAsync(OldInstallation.Workspace, default);
        Assert.Equal((A, "Fjordens Handelshus ApS", "0a0a"), (a!.AccountId, a.AccountName, a.SecretHint));
        Assert.Equal(
            "ayCGyHOHsCswNm0iJKfETR",
            (await upgraded.Get<RecordLinks>().ListedAsync(
                OldInstallation.Workspace, RecordKind.Contact, Guid.Parse("01A221AE-5C79-7102-92A2-500AB1AE6044"), default))!.RemoteId);
        Assert.Equal(
            new PostingTarget("svTH5DHfvF5p1FeqKX6Vst", null),
            (await upgraded.Get<PostingMap>().ReadAsync(OldInstallation.Workspace, a.Id, default)).Of("500"));
    }

    private static DateTimeOffset At(int day, int hour, int minute, int second) => new(2026, 11, day, hour, minute, second, TimeSpan.Zero);
}
