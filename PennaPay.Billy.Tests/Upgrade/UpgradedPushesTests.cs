using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Push.Copies;
using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Core.Push.Ledger;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Records.Invoices.Lists;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Core.Systems.Billy;

namespace PennaPay.Billy.Tests.Upgrade;

/// <summary>Pushes are where they were, and lists show how invoices stand in the connected organisation.</summary>
public sealed class UpgradedPushesTests
{
    private const string A = OldInstallation.A;

    private const string B = OldInstallation.B;

    [Fact]
    public async Task Pushes_KeepEverythingUnderTheirNewNames()
    {
        await using var old = await OldInstallation.OpenAsync();
        var before = old.Rows($"""
            SELECT p.Id, p.WorkspaceId, COALESCE(p.OrganizationId, '{B}'), p.InvoiceId, 0, i.Kind, p.InvoiceNumber, p.Revision, p.ContentHash, p.State,
                p.Attempt, p.Version, p.Cause, p.StartedBy, p.BatchId, p.QueuedAt, p.DueAt, p.TroubleSince, p.Failures, p.SentAt, p.EndedAt,
                p.FirstMissAt, p.Key, p.ContactId, p.PayloadHash, p.Currency, p.Gross, p.BillyInvoiceId, p.DraftFingerprint, p.ReplacesBillyInvoiceId,
                p.ReplacementBegun, p.Relinked, p.NextLookAt, p.FailureCode, p.FailureDetail, p.FailureFields
            FROM Pushes AS p JOIN Invoices AS i ON i.Id = p.InvoiceId ORDER BY p.rowid
            """);

        await old.UpgradeAsync();

        Assert.Equal(22, before.Count);
        Assert.Equal(before, old.Rows("""
            SELECT p.Id, p.WorkspaceId, c.AccountId, p.InvoiceId, p.Purpose, p.Kind, p.InvoiceNumber, p.Revision, p.ContentHash, p.State,
                p.Attempt, p.Version, p.Cause, p.StartedBy, p.BatchId, p.QueuedAt, p.DueAt, p.TroubleSince, p.Failures, p.SentAt, p.EndedAt,
                p.FirstMissAt, p.Key, p.PartyId, p.PayloadHash, p.Currency, p.Gross, p.RemoteId, p.Fingerprint, p.ReplacesRemoteId,
                p.ReplacementBegun, p.Relinked, p.NextCheckAt, p.FailureCode, p.FailureDetail, p.FailureFields
            FROM Pushes AS p JOIN Connections AS c ON c.Id = p.ConnectionId ORDER BY p.rowid
            """));
    }

    [Fact]
    public async Task Pushes_AreReadByTheLedger()
    {
        await using var upgraded = await OldInstallation.OpenUpgradedAsync();

        var refused = await upgraded.PushOfAsync("1011");

        Assert.Equal(
            (PushState.Rejected, PushPurpose.Document, InvoiceKind.Invoice, 1_277.50m, "invoice_invalid", "Invalid record"),
            (refused.State, refused.Purpose, refused.Kind, refused.Gross, refused.FailureCode, refused.FailureDetail));
        Assert.Equal(
            [("invoice", "invoiceNo", "Another invoice already has the number 1011.")],
            refused.FailureFields!.Select(f => (f.Record, f.Field, f.Message)));
        Assert.Equal(InvoiceKind.CreditNote, (await upgraded.PushOfAsync("1006")).Kind);
    }

    [Fact]
    public async Task History_IsWhereItsPushIs()
    {
        await using var old = await OldInstallation.OpenAsync();
        var before = old.Rows("SELECT PushId, COUNT(*), group_concat(Id), group_concat(State) FROM (SELECT * FROM PushHistory ORDER BY Id) GROUP BY PushId");

        await old.UpgradeAsync();

        Assert.Equal(22, before.Count);
        Assert.Equal(
            before,
            old.Rows("SELECT PushId, COUNT(*), group_concat(Id), group_concat(State) FROM (SELECT * FROM PushHistory ORDER BY Id) GROUP BY PushId"));
        Assert.Equal(["0|65"], old.Rows("""
            SELECT h.Purpose, COUNT(*) FROM PushHistory AS h JOIN Pushes AS p ON p.Id = h.PushId AND p.ConnectionId = h.ConnectionId GROUP BY h.Purpose
            """));
        // The numbering goes on where it was.
        Assert.Equal(["65"], old.Rows("SELECT seq FROM sqlite_sequence WHERE name = 'PushHistory'"));
    }

    [Fact]
    public async Task Lists_ShowTheConnectedOrganisation()
    {
        await using var upgraded = await OldInstallation.OpenUpgradedAsync();

        var page = await upgraded.Get<InvoiceList>().PageAsync(
            OldInstallation.Workspace, new(Sort: InvoiceSort.Number, Descending: false), default);

        Assert.Equal(
            [
                ("1001", CopyState.Present, "ilw6K085LOPCJLYOBGyjBI"),
                ("1002", CopyState.Changed, "8jWYo1GxWdm5mYMXR2C9SC"),
                ("1003", CopyState.Deleted, "Vxr6EiVIuHiCVLntieeIfS"),
                ("1004", CopyState.NotPushed, null),
                ("1005", CopyState.Present, "ubr098iF52HZFrsdxoinwy"),
                ("1006", CopyState.Present, "QmdOfKSxPsRrJrUerrjtML"),
                ("1007", CopyState.Booked, "aLqnAMTzXI9TX6L94RakNo"),
                ("1008", CopyState.NotPushed, null),
                ("1009", CopyState.Present, "TXJgwKBaUQAZKePgIlJkP1"),
                ("1010", CopyState.NotPushed, null),
                ("1011", CopyState.Failed, null),
                ("1012", CopyState.NeedsAttention, "tsSbipaeEJAGQH0ja3Llvz"),
                ("1013", CopyState.NotPushed, null),
                ("1014", CopyState.NotPushed, null),
                ("1015", CopyState.Present, "yE7io2h7mfviQpl7Fvv0uO"),
                ("1016", CopyState.Sending, null),
                ("1017", CopyState.Waiting, null),
                ("1018", CopyState.NotPushed, null),
                ("1019", CopyState.Waiting, null),
                ("2001", CopyState.Present, "rD17fFUyZPA3Ere6aO0fqY"),
                ("2002", CopyState.Present, "EIwOeCzTQ3ZXIbJpQC1GSM"),
                ("Snippet1", CopyState.NotPushed, null),
            ],
            page.Rows.Select(row => (row.Number, row.CopyState, row.RemoteId)));
    }

    [Fact]
    public async Task Copies_AreKeptOfTheOrganisationBefore()
    {
        await using var upgraded = await OldInstallation.OpenUpgradedAsync();

        Assert.Equal(
            [
                ("1001", CopyState.Present, "0Qj1JBafM97gN8371hFNfx"),
                ("1004", CopyState.Present, "FJKuViUR3NysZlKOegXzKG"),
                ("1010", CopyState.Failed, null),
                ("1018", CopyState.Waiting, null),
            ],
            await CopiesAsync(upgraded, A));
    }

    /// <summary>What each copy is agrees with what the ledger makes of the connection's latest push.</summary>
    [Fact]
    public async Task Copies_AreWhatTheLedgerWouldWrite()
    {
        await using var upgraded = await OldInstallation.OpenUpgradedAsync();
        await using var db = upgraded.Get<Database>().Read(OldInstallation.Workspace);
        var pushes = (await db.Set<LedgerEntry>().ToListAsync()).ToLookup(p => (p.InvoiceId, p.ConnectionId));
        var hashes = await db.Set<Invoice>().ToDictionaryAsync(i => i.Id, i => i.ContentHash);

        var copies = await db.Set<InvoiceCopy>().ToListAsync();

        Assert.Equal(pushes.Count, copies.Count);
        Assert.All(copies, copy =>
        {
            var latest = pushes[(copy.InvoiceId, copy.ConnectionId)].MaxBy(p => p.QueuedAt)!;
            var shown = DocumentTraces.Of([.. pushes[(copy.InvoiceId, copy.ConnectionId)]]).InPlace?.RemoteId;
            Assert.Equal(
                (latest.InvoiceNumber, CopyRules.After(latest, latest.ContentHash == hashes[copy.InvoiceId], copy.Look with { RemoteId = shown })),
                (latest.InvoiceNumber, copy.Look));
        });
    }

    [Fact]
    public async Task WaitingPushes_GoOnOnceTheQueueIsResumed()
    {
        await using var upgraded = await OldInstallation.OpenUpgradedAsync();
        await upgraded.Get<BillyConnector>().ResumeAsync(OldInstallation.Owner, default);

        await upgraded.WorkAsync();

        foreach (var number in (string[])["1016", "1017", "1019"])
        {
            var push = await upgraded.PushOfAsync(number);
            Assert.Equal((number, PushState.Succeeded, null), (number, push.State, push.FailureCode));
            Assert.Equal(
                (number, push.RemoteId),
                (number, Assert.Single(upgraded.Billy.Invoices(upgraded.Billy.DefaultToken), draft => draft.GetProperty("externalId").GetString() == push.Key).GetProperty("id").GetString()));
        }

        Assert.Equal(3, upgraded.Billy.Invoices(upgraded.Billy.DefaultToken).Count);
        var elsewhere = await upgraded.PushOfAsync("1018");
        Assert.Equal((PushState.Rejected, FailureCodes.OtherOrganization), (elsewhere.State, elsewhere.FailureCode));
    }

    [Fact]
    public async Task OrganisationBefore_ConnectedAgain_HasItsPushesAndCopies()
    {
        await using var upgraded = await OldInstallation.OpenUpgradedAsync();
        var a = await upgraded.ConnectionAsync(A);
        upgraded.Billy.CreateCompany(OldInstallation.CompanyA);

        Assert.IsType<ConnectResult.Connected>(await upgraded.Get<BillyConnector>().ConnectAsync(
            OldInstallation.Owner, OldInstallation.CompanyA.Token, sandbox: true, default));

        var connected = await upgraded.ConnectionAsync(A);
        Assert.Equal((a.Id, true, null), (connected.Id, connected.IsListed, connected.ReplacedAt));
        Assert.True((await upgraded.ConnectionAsync(B)).IsReplaced);
        await using var db = upgraded.Get<Database>().Read(OldInstallation.Workspace);
        Assert.Equal(
            [
                ("1001", CopyState.Present, "0Qj1JBafM97gN8371hFNfx"), ("1004", CopyState.Present, "FJKuViUR3NysZlKOegXzKG"),
                ("1010", CopyState.Failed, null), ("1018", CopyState.Waiting, null),
            ],
            (await db.Set<Invoice>().Where(i => i.CopyState != CopyState.NotPushed).OrderBy(i => i.Number).ToListAsync())
                .Select(i => (i.Number, i.CopyState, i.RemoteId)));

        // What waited for it goes there now.
        await upgraded.WorkAsync();
        Assert.Equal(PushState.Succeeded, (await upgraded.PushOfAsync("1018")).State);
    }

    private static async Task<List<(string Number, CopyState State, string? RemoteId)>> CopiesAsync(OldInstallation upgraded, string account)
    {
        var connection = await upgraded.ConnectionAsync(account);
        await using var db = upgraded.Get<Database>().Read(OldInstallation.Workspace);
        var copies = await (
            from copy in db.Set<InvoiceCopy>()
            join invoice in db.Set<Invoice>() on copy.InvoiceId equals invoice.Id
            where copy.ConnectionId == connection.Id
            orderby invoice.Number
            select new { invoice.Number, copy.State, copy.RemoteId }).ToListAsync();
        return [.. copies.Select(c => (c.Number, c.State, c.RemoteId))];
    }
}
