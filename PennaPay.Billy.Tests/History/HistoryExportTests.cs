using System.Globalization;
using System.Net;
using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Core.Push.Ledger;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Web.Components.History;

namespace PennaPay.Billy.Tests.History;

public sealed class HistoryExportTests
{
    [Fact]
    public async Task Export_IsForTheSignedInUser_AndOfTheirOwnWorkspace()
    {
        await using var app = TestApp.Start();
        var owner = await app.CreateOwnerAsync();
        await AddRowAsync(app, owner.Workspace, "1042", PushState.Succeeded);
        await AddRowAsync(app, owner.Workspace, "1043", PushState.Rejected);
        await AddRowAsync(app, WorkspaceId.New(), "9999", PushState.Succeeded);
        await AddRowAsync(app, owner.Workspace, "1044", PushState.Rejected, FailureCodes.VatUnmapped);
        await AddRowAsync(app, owner.Workspace, "1045", PushState.Rejected, FailureCodes.InvoiceInvalid);

        using var stranger = app.CreateClient();
        using var refused = await stranger.GetAsync(new Uri(HistoryExport.Path, UriKind.Relative));
        Assert.Equal(HttpStatusCode.Redirect, refused.StatusCode);

        using var client = await app.CreateSignedInClientAsync();
        using var answer = await client.GetAsync(new Uri($"{HistoryExport.Path}?state=Succeeded&workspace={WorkspaceId.New()}", UriKind.Relative));
        Assert.Equal(("text/csv", true), (answer.Content.Headers.ContentType?.MediaType, answer.Headers.CacheControl?.NoStore));
        Assert.StartsWith("billy-historik-", answer.Content.Headers.ContentDisposition?.FileName, StringComparison.Ordinal);
        var lines = (await answer.Content.ReadAsStringAsync()).TrimStart('\uFEFF').Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, lines.Length);
        Assert.StartsWith("Tidspunkt;Faktura;Udfald;Forklaring;", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("2026-11-20 10:00:00;1042;Oprettet;", lines[1], StringComparison.Ordinal);

        var refusals = (await client.GetStringAsync(new Uri($"{HistoryExport.Path}?state=Rejected", UriKind.Relative))).Split("\r\n");
        Assert.Contains(refusals, line => line.Contains(";1044;Stoppet her;Stoppet her: Ingen momsregel i Billy", StringComparison.Ordinal));
        Assert.Contains(refusals, line => line.Contains(";1045;Afvist af Billy;Billy fandt fejl", StringComparison.Ordinal));
    }

    [Fact]
    public void View_SurvivesItsOwnAddress()
    {
        var view = new HistoryView("1042 & co", Guid.NewGuid(), PushState.Rejected, PushCause.Bulk, new(2026, 1, 1), new(2026, 12, 31), 3);
        var query = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(new Uri($"http://x{view.Href}").Query);

        Assert.Equal(view, HistoryView.Read(query["q"], query["invoice"], query["state"], query["cause"], query["from"], query["to"], int.Parse(query["page"]!, CultureInfo.InvariantCulture)));
        Assert.Equal(HistoryView.All, HistoryView.Read(" ", "no", "Gone", "99", "9999-12-31", "0001-01-01", -4));
    }

    private static async Task AddRowAsync(TestApp app, WorkspaceId workspace, string number, PushState state, string? failure = null) =>
        await app.Database.WriteAsync(workspace, (db, _) => Task.FromResult(db.Add(new PushHistoryEntry
        {
            WorkspaceId = workspace, PushId = Guid.NewGuid(), InvoiceId = Guid.NewGuid(), InvoiceNumber = number, State = state,
            At = new(2026, 11, 20, 9, 0, 0, TimeSpan.Zero), IsOutcome = true, StartedBy = TestApp.Email, FailureCode = failure,
        })), default);
}
