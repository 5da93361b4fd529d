using System.Globalization;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using PennaPay.Billy.Core.Connections.Lists;
using PennaPay.Billy.Core.Sync;
using PennaPay.Billy.Core.Sync.Merging;
using PennaPay.Billy.Core.Sync.Runs;
using PennaPay.Billy.Core.Sync.Runs.Lists;
using PennaPay.Billy.Core.Systems.Billy;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Web.Components.Settings.Sync;
using PennaPay.Billy.Web.Sandbox.Billy;

namespace PennaPay.Billy.Tests.Sync;

public sealed class SyncExportTests
{
    [Fact]
    public async Task Export_IsForTheSignedInUser_AndHasWhatThePageShows()
    {
        await using var app = TestApp.Start(services: StandInEndpoint.AddTo);
        var owner = await app.CreateOwnerAsync();
        await app.Services.GetRequiredService<BillyConnector>().ConnectAsync(owner, app.Services.GetRequiredService<BillySandbox>().DefaultToken, sandbox: true, default);
        var connection = (await app.Services.GetRequiredService<ConnectionList>().AllAsync(owner.Workspace, default)).Single().Id;
        var run = await StoredRuns.AddAsync(app.Database, owner.Workspace, connection, null,
            StoredRuns.Item("Nordlys Design ApS", SyncOutcome.Updated, changes: [StoredRuns.Change("email", "a@nordlys.dk", "b@nordlys.dk")]),
            StoredRuns.Item("Havn A/S", SyncOutcome.Skipped),
            StoredRuns.Item("2041", SyncOutcome.Updated, SyncSide.Here, SyncModule.Invoices, changes: [StoredRuns.Change("state", "booked", "partlyPaid", ChangeReason.ChangedThere, SyncSide.Here)]));
        var address = new SyncRunAddress(run.Id, Outcome: SyncOutcome.Updated).ExportHref;

        using var stranger = app.CreateClient();
        using var refused = await stranger.GetAsync(new Uri(address, UriKind.Relative));
        Assert.Equal(HttpStatusCode.Redirect, refused.StatusCode);

        using var client = await app.CreateSignedInClientAsync();
        using var answer = await client.GetAsync(new Uri(address, UriKind.Relative));
        Assert.Equal(("text/csv", true), (answer.Content.Headers.ContentType?.MediaType, answer.Headers.CacheControl?.NoStore));
        var lines = (await answer.Content.ReadAsStringAsync()).TrimStart('\uFEFF').Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(3, lines.Length);
        Assert.Contains("Organisationer;Nordlys Design ApS;Billy;Opdateret;E-mail;a@nordlys.dk;b@nordlys.dk;Ændret i PennaPay", lines[1], StringComparison.Ordinal);
        Assert.Contains("Fakturaer og kreditnotaer;2041;PennaPay;Opdateret;Status;Bogført;Delvist betalt;Ændret i Billy", lines[2], StringComparison.Ordinal);
        using var missing = await client.GetAsync(new Uri(new SyncRunAddress(Guid.NewGuid()).ExportHref, UriKind.Relative));
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
    }

    [Fact]
    public void Address_SurvivesItself()
    {
        var view = new SyncRunAddress(Guid.NewGuid(), SyncSection.Left, SyncModule.Contacts, SyncSide.There, SyncOutcome.Skipped, "record_archived", "1042 & co", 3);
        var query = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(new Uri($"http://x{view.Href}").Query);

        Assert.Equal(view, SyncRunAddress.Read(
            view.Run, query["section"], query["module"], query["side"], query["outcome"], query["code"], query["q"], int.Parse(query["page"]!, CultureInfo.InvariantCulture)));
        Assert.Equal(new(view.Run), SyncRunAddress.Read(view.Run, "no", "99", "-1", "no", "no_such_code", " ", -4));
    }
}
