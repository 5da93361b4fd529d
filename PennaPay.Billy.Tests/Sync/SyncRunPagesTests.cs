using System.Globalization;
using System.Text;
using Bunit;
using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Sync;
using PennaPay.Billy.Core.Sync.Merging;
using PennaPay.Billy.Core.Sync.Records;
using PennaPay.Billy.Core.Sync.Runs;
using PennaPay.Billy.Core.Sync.Runs.Lists;
using PennaPay.Billy.Core.Sync.Settings;
using PennaPay.Billy.Core.Systems.Billy;
using PennaPay.Billy.Core.Values;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Web.Components.Settings.Sync;

namespace PennaPay.Billy.Tests.Sync;

public sealed class SyncRunPagesTests : IAsyncLifetime
{
    private PageHost host = null!;

    public SyncRunPagesTests() => PageHost.Speak("da-DK");

    public async Task InitializeAsync()
    {
        host = await PageHost.StartAsync(add: StandInEndpoint.AddTo);
        await host.Product.Get<SyncSettingsEditor>().SaveAsync(
            host.Owner, BillySystem.SystemId, new SyncChoices().With(SyncModule.Organizations, new() { IsOn = true }), 0, default);
    }

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Fact]
    public void WithoutRuns_TheLogSaysWhatWillStandHere() =>
        Assert.Contains("Ingen kørsler endnu", host.Open<SyncRunsPage>(SyncRunsPage.Path).WaitForElement("[data-testid=no-runs]", PageHost.Patience).TextContent, StringComparison.Ordinal);

    [Fact]
    public async Task Runs_StandNewestFirst_WithWhatTheyDidOnEachSide()
    {
        await AddAsync(null, StoredRuns.Item("A", SyncOutcome.Created), StoredRuns.Item("B", SyncOutcome.Created), StoredRuns.Item("C", SyncOutcome.Updated, SyncSide.Here), StoredRuns.Item("D", SyncOutcome.Skipped));
        await AddAsync(run => (run.Id, run.IsDry) = (Guid.CreateVersion7(StoredRuns.At.AddHours(1)), true));

        var page = host.Open<SyncRunsPage>(SyncRunsPage.Path);
        page.WaitForElement("[data-testid=run]", PageHost.Patience);

        Assert.Equal(["–", "+0 · 1"], page.FindAll("[data-testid=here]").Select(cell => cell.LastChild!.TextContent));
        Assert.Equal(["–", "+2 · 0"], page.FindAll("[data-testid=there]").Select(cell => cell.LastChild!.TextContent));
        Assert.Equal(["Intet skrevet", "Færdig"], page.FindAll("[data-testid=run-state] span:last-child").Select(chip => chip.TextContent));
    }

    [Fact]
    public async Task Run_ShowsCountsThatLeadToRecords_ChangesAndReasons()
    {
        var run = await AddAsync(null,
            StoredRuns.Item("Nordlys Design ApS", SyncOutcome.Updated, changes: [StoredRuns.Change("email", "gammel@nordlys.dk", "ny@nordlys.dk"), StoredRuns.Change("phone", null, "12345678", ChangeReason.Filled)]),
            StoredRuns.Item("Havn A/S", SyncOutcome.Failed, change: item => (item.FailureCode, item.FailureDetail) = (FailureCodes.RecordInvalid, "E-mail er ugyldig")),
            StoredRuns.Item("Skov ApS", SyncOutcome.Skipped, change: item => (item.FailureCode, item.FailureDetail) = (FailureCodes.RecordIncomplete, "country")));
        var page = Open(run);

        Assert.Equal(["Nordlys Design ApS", "Havn A/S", "Skov ApS"], page.FindAll("[data-testid=item] bdi").Where(title => title.ParentElement!.ParentElement!.ClassList.Contains("title")).Select(title => title.TextContent));
        Assert.StartsWith("E-mail gammel@nordlys.dk→ny@nordlys.dk Ændret i PennaPay", Words(page.FindAll("[data-testid=change]")[0].TextContent), StringComparison.Ordinal);
        Assert.Contains("tom→12345678", Words(page.FindAll("[data-testid=change]")[1].TextContent), StringComparison.Ordinal);
        Assert.Contains("Land", page.FindAll("[data-testid=why]")[1].TextContent, StringComparison.Ordinal);
        Assert.Equal([FailureCodes.RecordInvalid, FailureCodes.RecordIncomplete], page.FindAll("[data-testid=failure-group]").Select(group => group.GetAttribute("data-code")));

        host.Navigation.NavigateTo(page.FindAll("[data-testid=count]").Select(count => count.GetAttribute("href")!).Single(href => href.Contains("outcome=Failed", StringComparison.Ordinal)));
        page.WaitForAssertion(() => Assert.Equal(["Failed"], page.FindAll("[data-testid=item]").Select(item => item.GetAttribute("data-outcome"))), PageHost.Patience);
        host.Navigation.NavigateTo($"{SyncRunAddress.Of(run.Id)}?q=skov");
        page.WaitForAssertion(() => Assert.Equal(["Skipped"], page.FindAll("[data-testid=item]").Select(item => item.GetAttribute("data-outcome"))), PageHost.Patience);
    }

    [Fact]
    public async Task Invoices_AreInWords_AndLeadToTheirPages()
    {
        var (there, back) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var run = await AddAsync(run => run.Modules = 15,
            StoredRuns.Item("1042", SyncOutcome.Queued, SyncSide.There, SyncModule.Invoices, item => item.LocalId = there),
            StoredRuns.Item("2041", SyncOutcome.Updated, SyncSide.Here, SyncModule.Invoices, item => item.LocalId = back,
                Change("number", "K-7", "2041"), Change("customer", null, "Fyrtårnet ApS"), Change("issueDate", null, "2026-11-03"), Change("gross", null, "1250.00 DKK"), Change("state", "booked", "partlyPaid"), Change("payment", null, "2026-11-03 1250.00"), Change("state", null, "<b>ukendt</b>")),
            StoredRuns.Item("2042", SyncOutcome.Skipped, SyncSide.Here, SyncModule.Invoices, item => item.FailureCode = FailureCodes.SyncContactMissing));
        var page = Open(run);

        Assert.Equal([$"/invoices/{there}", $"/invoices/{back}"], page.FindAll(".title a").Select(link => link.GetAttribute("href")).Take(2));
        Assert.Equal(["Sat i kø til Billy", "Opdateret", "Sprunget over"], page.FindAll("[data-testid=item] [data-testid=outcome] span:last-child").Select(chip => chip.TextContent));
        Assert.Equal(
            ["Fakturanr. K-7→2041", "Kunde tom→Fyrtårnet ApS", "Fakturadato tom→03.11.2026", "Beløb tom→1.250,00 kr.", "Status Bogført→Delvist betalt", "Betaling tom→03.11.2026: 1.250,00", "Status tom→<b>ukendt</b>"],
            page.FindAll("[data-testid=change]").Select(change => Words(change.QuerySelector(".field")!.TextContent + " " + change.QuerySelector(".values")!.TextContent).Trim()));
        Assert.Contains("kontakt", page.Find("[data-testid=why]").TextContent, StringComparison.Ordinal);
        // How an issued invoice stands is never taken back.
        Assert.Empty(page.FindAll("[data-testid=undo-record], [data-testid=undo-change]"));
        Assert.Contains("Sat i kø til Billy", page.Find("[data-testid=counts] thead").TextContent, StringComparison.Ordinal);

        var log = host.Open<SyncRunsPage>(SyncRunsPage.Path);
        Assert.Equal("+1 · 0", log.WaitForElement("[data-testid=there]", PageHost.Patience).LastChild!.TextContent);

        static SyncChange Change(string field, string? old, string value) => StoredRuns.Change(field, old, value, ChangeReason.ChangedThere, SyncSide.Here);
    }

    [Fact]
    public async Task PlanOfInvoices_ShowsWhatGoesIntoTheQueue_AsAPartOfItsOwn()
    {
        var plan = await AddAsync(run => (run.IsDry, run.Modules) = (true, 15), StoredRuns.Item("1042", SyncOutcome.Queued, SyncSide.There, SyncModule.Invoices));
        var page = Open(plan);

        page.WaitForAssertion(() => Assert.Equal(["Queued"], page.FindAll("[data-testid=section]").Select(section => section.GetAttribute("data-section"))), PageHost.Patience);
        Assert.Equal("1042", page.Find("[data-testid=item] bdi").TextContent);
    }

    [Fact]
    public async Task DryRun_IsThePlan_AndIsCarriedOutAsItStands()
    {
        var plan = await AddAsync(run => run.IsDry = true,
            StoredRuns.Item("Nordlys Design ApS", SyncOutcome.Linked, change: item => item.MatchedBy = MatchReason.RegistrationNo),
            StoredRuns.Item("Havn A/S", SyncOutcome.Created, changes: [StoredRuns.Change("name", null, "Havn A/S", ChangeReason.Created)]),
            StoredRuns.Item("Skov ApS", SyncOutcome.Created, SyncSide.Here),
            StoredRuns.Item("Eng ApS", SyncOutcome.Asked));
        var page = Open(plan);

        Assert.Equal("Det her vil ske", page.Find("[data-testid=page-title]").TextContent);
        Assert.Equal("Intet er skrevet endnu", page.Find("[data-testid=nothing-written] strong").TextContent);
        Assert.Equal(["Matched", "CreatedThere", "CreatedHere", "Asked"], page.FindAll("[data-testid=section]").Select(section => section.GetAttribute("data-section")));
        Assert.Equal("Fundet: samme CVR-nummer", page.Find("[data-testid=matched-by]").TextContent);
        Assert.Empty(page.FindAll("[data-testid=undo-run], [data-testid=undo-record]"));

        page.Find("[data-testid=carry-out]").Click();

        page.WaitForAssertion(() => Assert.Equal("Venter", page.Find("[data-testid=run-state] span:last-child").TextContent), PageHost.Patience);
        Assert.Equal((false, plan.Id, 1 << (int)SyncModule.Organizations), await LastAsync(run => (run.IsDry, run.Agreed!.Value, run.Begins)));
    }

    [Fact]
    public async Task PlanThatNoLongerHolds_SaysSo_AndLeadsToAFreshOne()
    {
        var plan = await AddAsync(run => run.IsDry = true);
        var stopped = await AddAsync(run => (run.Agreed, run.State, run.FailureCode) = (plan.Id, SyncRunState.Stopped, FailureCodes.PlanChanged));
        var page = Open(stopped);
        Assert.Equal(FailureCodes.PlanChanged, page.Find("[data-testid=failure]").GetAttribute("data-code"));
        Assert.Contains("Lav en ny prøvekørsel", page.Find("[data-testid=again]").TextContent, StringComparison.Ordinal);

        page.Find("[data-testid=again]").Click();

        page.WaitForAssertion(() => Assert.Equal("Ser efter, hvad der vil ske", page.Find("[data-testid=page-title]").TextContent), PageHost.Patience);
        Assert.True(await LastAsync(run => run.IsDry));
    }

    [Fact]
    public async Task Undo_AsksFirst_AndIsOfTheRunOfARecordOrOfAField()
    {
        await StoredRuns.BeginAsync(host.Product.Database, host.Product.Workspace, host.Product.Queue.Connection, SyncModule.Organizations);
        var run = await AddAsync(null, StoredRuns.Item("Nordlys Design ApS", SyncOutcome.Updated, changes: [StoredRuns.Change("email", "a@nordlys.dk", "b@nordlys.dk")]));
        var page = Open(run);

        await host.AnswerAsync(() => page.Find("[data-testid=undo-run]").ClickAsync(new()), answer: false);
        Assert.Equal(run.Id, await LastAsync(last => last.Id));
        await host.AnswerAsync(() => page.Find("[data-testid=undo-change]").ClickAsync(new()), answer: true);

        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[data-testid=before]")), PageHost.Patience);
        Assert.Equal((SyncCause.Undo, run.Id), await LastAsync(last => (last.Cause, last.Undoes!.Value)));
        Assert.NotNull(await LastAsync(last => last.UndoesChange));
    }

    [Fact]
    public async Task UnknownRun_SaysSo()
    {
        Assert.NotNull(host.Open<SyncRunPage>(SyncRunAddress.Of(Guid.NewGuid()), parameters => parameters.Add(page => page.Run, Guid.NewGuid())).WaitForElement("[data-testid=run-missing]", PageHost.Patience));
        Assert.Null(await host.Product.Get<SyncRunList>().FindAsync(new(Guid.NewGuid()), (await AddAsync(null)).Id, default));
    }

    [Fact]
    public async Task Export_HasALineAField_AndNoFormula()
    {
        var run = await AddAsync(null,
            StoredRuns.Item("=1+1", SyncOutcome.Updated, changes: [StoredRuns.Change("email", "a", "b"), StoredRuns.Change("phone", "1", "2")]),
            StoredRuns.Item("Havn A/S", SyncOutcome.Skipped));
        using var file = new MemoryStream();

        await host.Product.Get<SyncRunList>().ExportAsync(host.Owner, new(run.Id), new CsvTable<SyncExportRow>(
            CultureInfo.InvariantCulture, [new("Record", row => row.Item.Title), new("Field", row => row.Field), new("Old", row => row.Old), new("New", row => row.New)]), file, default);

        var lines = Encoding.UTF8.GetString(file.ToArray()).TrimStart('\uFEFF').Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(4, lines.Length);
        Assert.Equal(["email,a,b", "phone,1,2"], lines[1..3].Select(line => line[(line.IndexOf(',', StringComparison.Ordinal) + 1)..]));
        Assert.DoesNotContain(lines, line => line.StartsWith('='));
    }

    private static string Words(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private IRenderedComponent<SyncRunPage> Open(SyncRun run)
    {
        var page = host.Open<SyncRunPage>(SyncRunAddress.Of(run.Id), parameters => parameters.Add(shown => shown.Run, run.Id));
        page.WaitForElement("[data-testid=run-facts]", PageHost.Patience);
        // The router gives the page the run of its address.
        host.Navigation.LocationChanged += (_, moved) =>
        {
            var last = new Uri(moved.Location).AbsolutePath.Split('/')[^1];
            if (Guid.TryParse(last, out var id) && id != run.Id)
                _ = page.InvokeAsync(() => page.Render(parameters => parameters.Add(shown => shown.Run, id)));
        };
        return page;
    }

    private Task<SyncRun> AddAsync(Action<SyncRun>? change, params (SyncItem Item, SyncChange[] Changes)[] items) =>
        StoredRuns.AddAsync(host.Product.Database, host.Product.Workspace, host.Product.Queue.Connection, change, items);

    private async Task<T> LastAsync<T>(Func<SyncRun, T> read)
    {
        await using var db = host.Product.Database.Read(host.Product.Workspace);
        return read(db.Set<SyncRun>().OrderByDescending(run => run.Id).First());
    }
}
