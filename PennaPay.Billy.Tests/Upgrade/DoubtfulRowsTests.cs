using System.Globalization;

namespace PennaPay.Billy.Tests.Upgrade;

/// <summary>Rows as the earlier version could leave them, and the upgrade's answer to each.</summary>
public sealed class DoubtfulRowsTests
{
    private static readonly string[] BothKnow = ["1001", "1004", "1010", "1018"];

    /// <summary>Where each push is, and how each copy stands.</summary>
    private const string Where =
        """
        SELECT c.AccountId, p.InvoiceNumber, p.Revision, p.State FROM Pushes AS p JOIN Connections AS c ON c.Id = p.ConnectionId
        """;

    private const string Copies =
        """
        SELECT c.AccountId, k.State, k.RemoteId FROM InvoiceCopies AS k
        JOIN Connections AS c ON c.Id = k.ConnectionId JOIN Invoices AS i ON i.Id = k.InvoiceId
        """;

    [Fact]
    public async Task PushWithoutOrganisation_BesideOneOfTheConnected_IsKeptApart()
    {
        await using var upgraded = await OldInstallation.OpenUpgradedAsync(
            CopyOf("2002", "0", organization: $"'{OldInstallation.B}'", queuedAt: "2026-11-20 12:00:00", state: 4));

        Assert.Equal([$"{OldInstallation.B}|2002|1|4", "unknown|2002|1|3"], upgraded.Rows($"{Where} WHERE p.InvoiceNumber = '2002' ORDER BY 1"));
        Assert.Equal(
            ["unknown|0|0|2026-11-20 10:13:10|–|–"],
            upgraded.Rows("SELECT AccountId, IsListed, AutoPush, ReplacedAt, Secret, AccountName FROM Connections WHERE AccountId LIKE 'unknown%'"));
        // It showed what the other has left, and as what the newer one came to.
        Assert.Equal(
            [$"{OldInstallation.B}|5|–", "unknown|3|EIwOeCzTQ3ZXIbJpQC1GSM"],
            upgraded.Rows($"{Copies} WHERE i.Number = '2002' ORDER BY 1"));
        Assert.Equal(["3"], upgraded.Rows("SELECT COUNT(*) FROM PushHistory AS h JOIN Connections AS c ON c.Id = h.ConnectionId WHERE c.AccountId = 'unknown'"));
    }

    [Fact]
    public async Task SeveralPushesWithoutOrganisation_OfOneRevision_AllStay()
    {
        await using var upgraded = await OldInstallation.OpenUpgradedAsync(
            CopyOf("2002", "1", "NULL", "2026-11-20 08:00:00", state: 6) + CopyOf("2002", "2", "NULL", "2026-11-20 07:00:00", state: 4));

        Assert.Equal(
            [$"{OldInstallation.B}|2002|1|3", "unknown|2002|1|6", "unknown-3|2002|1|4"],
            upgraded.Rows($"{Where} WHERE p.InvoiceNumber = '2002' ORDER BY 1"));
    }

    [Fact]
    public async Task PushesWithoutOrganisation_OfAWorkspaceThatNeverConnected_AreOfAnAccountThatNobodyKnows()
    {
        await using var upgraded = await OldInstallation.OpenUpgradedAsync(
            "DELETE FROM BillyConnections; DELETE FROM BillyLinks; DELETE FROM PostingChoices; UPDATE Pushes SET OrganizationId = NULL;"
            + CopyOf("2002", "1", "NULL", "2026-11-20 08:00:00", state: 6));

        // 1001 was pushed twice in one revision; the later push, to B, is the one that counts.
        Assert.Equal(
            ["unknown|0|0|21", "unknown-2|0|0|2"],
            upgraded.Rows("""
                SELECT c.AccountId, c.IsListed, c.UsesSandbox, COUNT(*) FROM Pushes AS p JOIN Connections AS c ON c.Id = p.ConnectionId GROUP BY c.Id ORDER BY 1
                """));
        Assert.Equal(["0|–|22"], upgraded.Rows("SELECT CopyState, RemoteId, COUNT(*) FROM Invoices GROUP BY 1, 2"));
        Assert.Equal(["unknown|3|ilw6K085LOPCJLYOBGyjBI", "unknown-2|3|0Qj1JBafM97gN8371hFNfx"], upgraded.Rows($"{Copies} WHERE i.Number = '1001' ORDER BY 1"));
    }

    [Fact]
    public async Task DisconnectedWorkspace_KeepsItsOrganisationAndSettings()
    {
        await using var upgraded = await OldInstallation.OpenUpgradedAsync("""
            UPDATE BillyConnections SET ProtectedToken = NULL, TokenLastFour = NULL, OrganizationName = NULL, RegistrationNo = NULL, BaseCurrency = NULL,
                CountryId = NULL, InvoiceNoMode = NULL, AppUrl = NULL, ConnectedAt = NULL, LastVerifiedAt = NULL, PauseCode = NULL, PauseDetail = NULL,
                PausedAt = NULL, PausedUntil = NULL, DefaultAccountCode = NULL, NumberUse = 0
            """);

        Assert.Equal(
            [$"{OldInstallation.B}|1|1|–|–|–"],
            upgraded.Rows("SELECT AccountId, IsListed, AutoPush, ReplacedAt, Secret, Settings FROM Connections WHERE ReplacedAt IS NULL"));
    }

    /// <summary>
    /// A draft in the organisation before and a newer push in the connected one: the invoice showed the state of the one with
    /// the draft of the other.
    /// </summary>
    [Theory]
    [InlineData(0, 1, 1)]
    [InlineData(4, 5, 5)]
    public async Task InvoiceThatShowedTwoOrganisationsAtOnce_ShowsEachForItself(int pushState, int shown, int expected)
    {
        await using var upgraded = await OldInstallation.OpenUpgradedAsync(
            CopyOf("1004", "1", $"'{OldInstallation.B}'", "2026-11-20 13:20:00", pushState)
            + $"UPDATE Invoices SET BillyState = {shown} WHERE Number = '1004';");

        Assert.Equal(
            [$"{OldInstallation.B}|{expected}|–", $"{OldInstallation.A}|3|FJKuViUR3NysZlKOegXzKG"],
            upgraded.Rows($"{Copies} WHERE i.Number = '1004' ORDER BY 1"));
        Assert.Equal([$"{expected}|–"], upgraded.Rows("SELECT CopyState, RemoteId FROM Invoices WHERE Number = '1004'"));
    }

    [Fact]
    public async Task PushOfADeletedInvoice_StaysWithItsHistory()
    {
        await using var upgraded = await OldInstallation.OpenUpgradedAsync(
            "DELETE FROM InvoiceLines WHERE InvoiceId = (SELECT Id FROM Invoices WHERE Number = '2002'); DELETE FROM Invoices WHERE Number = '2002';");

        Assert.Equal([$"{OldInstallation.B}|2002|1|3"], upgraded.Rows($"{Where} WHERE p.InvoiceNumber = '2002'"));
        Assert.Equal(["0|3"], upgraded.Rows("SELECT Kind, (SELECT COUNT(*) FROM PushHistory AS h WHERE h.PushId = p.Id) FROM Pushes AS p WHERE InvoiceNumber = '2002'"));
        Assert.Empty(upgraded.Rows("SELECT 1 FROM InvoiceCopies AS k LEFT JOIN Invoices AS i ON i.Id = k.InvoiceId WHERE i.Id IS NULL"));
    }

    [Fact]
    public async Task EarlierCopies_AreWorkedOutOfTheirPushes()
    {
        // 1001 in A: edited since; 1004 in A: replaced halfway; 1010 in A: a person must decide; 1018 in A: given up.
        await using var upgraded = await OldInstallation.OpenUpgradedAsync($"""
            UPDATE Pushes SET ContentHash = 'earlier' WHERE InvoiceNumber = '1001' AND OrganizationId = '{OldInstallation.A}';
            {CopyOf("1004", "1", $"'{OldInstallation.A}'", "2026-11-20 13:20:00", state: 4, revision: 2)}
            UPDATE Pushes SET ReplacementBegun = 1, ReplacesBillyInvoiceId = 'FJKuViUR3NysZlKOegXzKG' WHERE InvoiceNumber = '1004' AND Revision = 2;
            UPDATE Pushes SET State = 5, BillyInvoiceId = 'found' WHERE InvoiceNumber = '1010';
            UPDATE Pushes SET State = 6, DueAt = NULL WHERE InvoiceNumber = '1018';
            {string.Concat(BothKnow.Select(n => CopyOf(n, $"B{n}", $"'{OldInstallation.B}'", "2026-11-20 14:00:00", state: 4, revision: 9)))}
            """);

        Assert.Equal(
            ["1001|4|0Qj1JBafM97gN8371hFNfx", "1004|5|–", "1010|6|found", "1018|0|–"],
            upgraded.Rows($"""
                SELECT i.Number, k.State, k.RemoteId FROM InvoiceCopies AS k JOIN Connections AS c ON c.Id = k.ConnectionId JOIN Invoices AS i ON i.Id = k.InvoiceId
                WHERE c.AccountId = '{OldInstallation.A}' ORDER BY 1
                """));
    }

    /// <summary>One more push like the one that an invoice has.</summary>
    private static string CopyOf(string number, string suffix, string organization, string queuedAt, int state, int? revision = null) =>
        $"""
        CREATE TEMP TABLE Another AS SELECT * FROM Pushes WHERE InvoiceNumber = '{number}' ORDER BY QueuedAt LIMIT 1;
        UPDATE Another SET Id = substr(Id, 1, 30) || '{suffix}' || substr('AAAAAA', 1 + {suffix.Length}), OrganizationId = {organization},
            QueuedAt = '{queuedAt}', EndedAt = NULL, State = {state}, BillyInvoiceId = NULL, DueAt = NULL, Revision = {revision?.ToString(CultureInfo.InvariantCulture) ?? "Revision"};
        INSERT INTO Pushes SELECT * FROM Another;
        DROP TABLE Another;

        """;
}
