using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Records.CustomFields;
using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Sync;
using PennaPay.Billy.Core.Sync.Fields;
using PennaPay.Billy.Core.Sync.Questions;
using PennaPay.Billy.Core.Sync.Running;
using PennaPay.Billy.Core.Sync.Runs;
using PennaPay.Billy.Core.Sync.Settings;
using PennaPay.Billy.Core.Systems.Billy;
using PennaPay.Billy.Tests.Push;

namespace PennaPay.Billy.Tests.Systems.Billy.Sync;

/// <summary>Fields of a workspace's own, kept alike with a company of the sandbox by whole runs.</summary>
public sealed class CustomFieldRunTests : IAsyncLifetime
{
    private PushHost host = null!;
    private CustomField terms = null!, channel = null!, since = null!;

    public async Task InitializeAsync()
    {
        host = await PushHost.StartAsync();
        terms = await FieldAsync("Kredit i dage", CustomFieldType.Number);
        channel = await FieldAsync("Kanal", CustomFieldType.Choice, "Butik\nWeb");
        since = await FieldAsync("Kunde siden", CustomFieldType.Date);
    }

    public Task DisposeAsync() => host.DisposeAsync().AsTask();

    [Fact]
    public async Task Values_GoBothWays_AndComeToRest()
    {
        var ours = await SaveAsync(null, form => (form.Name, form.CustomerNo, form.CustomValues[terms.Key], form.CustomValues[channel.Key]) = ("Nordlys", "K1", "14", "Web"));
        await BeginAsync(new(terms.Key, "paymentTermsDays"), new(channel.Key, "fax"));
        var theirs = Contact("Nordlys");
        Assert.Equal(("14", "net", "Web"), (Stored(theirs, "paymentTermsDays"), Stored(theirs, "paymentTermsMode"), Stored(theirs, "fax")));
        await NothingIsLeftAsync();

        host.Billy.EditRecord(host.Token, "contacts", theirs, new { paymentTermsDays = 30, fax = "butik" });
        await RunAsync();
        Assert.Equal(("30", "Butik"), (await ValueAsync(ours, terms), await ValueAsync(ours, channel)));
        await NothingIsLeftAsync();

        await SaveAsync(ours, form => form.CustomValues[terms.Key] = "8");
        await RunAsync();
        Assert.Equal(("8", "butik"), (Stored(theirs, "paymentTermsDays"), Stored(theirs, "fax")));

        // What is emptied is asked, and then goes.
        await SaveAsync(ours, form => form.CustomValues[terms.Key] = null);
        await RunAsync();
        var asked = Assert.Single((await host.Get<SyncQuestions>().PageAsync(host.Workspace, QuestionGroup.Fields, 0, 10, default)).Rows);
        Assert.Equal(new("Kredit i dage", CustomFieldType.Number, false), asked.OwnField);
        await host.Get<SyncAnswers>().AnswerAsync(host.Owner, asked.Question.Id, SyncAnswer.UseHere, null, default);
        await RunAsync();
        Assert.Equal("null", Stored(theirs, "paymentTermsDays"));
        await NothingIsLeftAsync();
    }

    [Fact]
    public async Task HowTheAccountCountsTheDays_IsLeftToIt()
    {
        await SaveAsync(null, form => (form.Name, form.CustomerNo, form.CustomValues[terms.Key]) = ("Nordlys", "K1", "14"));
        var theirs = host.Billy.AddRecord(host.Token, "contacts", new { name = "Nordlys", countryId = "DK", isCustomer = true, contactNo = "K1", paymentTermsMode = "netEndOfMonth" });

        await BeginAsync(new FieldRow(terms.Key, "paymentTermsDays"));

        Assert.Equal(("14", "netEndOfMonth"), (Stored(theirs, "paymentTermsDays"), Stored(theirs, "paymentTermsMode")));
    }

    [Fact]
    public async Task AValueThatIsNoChoice_IsSaidOfThatRecord_AndOthersGoOn()
    {
        var first = await SaveAsync(null, form => (form.Name, form.CustomerNo) = ("Nordlys", "K1"));
        var second = await SaveAsync(null, form => (form.Name, form.CustomerNo) = ("Havn", "K2"));
        await BeginAsync(new FieldRow(channel.Key, "fax"));
        host.Billy.EditRecord(host.Token, "contacts", Contact("Nordlys"), new { fax = "Telefon" });
        host.Billy.EditRecord(host.Token, "contacts", Contact("Havn"), new { fax = "Web" });
        host.Billy.AddRecord(host.Token, "contacts", new { name = "Ny", countryId = "DK", isCustomer = true, fax = "Post" });

        var run = await RunAsync();

        Assert.Equal((null, "Web"), (await ValueAsync(first, channel), await ValueAsync(second, channel)));
        var failed = (await AllAsync<SyncItem>()).Where(item => item.RunId == run.Id && item.Outcome == SyncOutcome.Failed).OrderBy(item => item.Title).ToList();
        Assert.Equal(
            [("Nordlys", FailureCodes.RecordValueUnfit, "Kanal: Telefon"), ("Ny", FailureCodes.RecordValueUnfit, "Kanal: Post")],
            failed.Select(item => (item.Title, item.FailureCode!, item.FailureDetail!)));

        // Once it can be chosen, the next run takes it.
        var form = CustomFieldForm.From(channel);
        form.Choices += "\nTelefon\nPost";
        await host.Get<CustomFieldEditor>().SaveAsync(host.Owner, form, default);
        await RunAsync();
        Assert.Equal("Telefon", await ValueAsync(first, channel));
        Assert.Contains(await AllAsync<Customer>(), customer => customer.Name == "Ny" && customer.CustomValues[channel.Key] == "Post");
        await NothingIsLeftAsync();
    }

    [Fact]
    public async Task ADay_GoesThereAsText_AndUndoneIsWhatItWas()
    {
        var ours = await SaveAsync(null, form => (form.Name, form.CustomerNo) = ("Nordlys", "K1"));
        await BeginAsync(new FieldRow(since.Key, "fax", SyncDirection.ToThere), new FieldRow(terms.Key, "paymentTermsDays"));
        var theirs = Contact("Nordlys");
        await SaveAsync(ours, form => form.CustomValues[since.Key] = "2026-12-24");
        host.Billy.EditRecord(host.Token, "contacts", theirs, new { paymentTermsDays = 21 });
        var run = await RunAsync();
        Assert.Equal(("2026-12-24", "21"), (Stored(theirs, "fax"), await ValueAsync(ours, terms)));

        await DoAsync(await host.Get<SyncRuns>().UndoAsync(host.Owner, host.Queue.Connection, run.Id, null, null, default));

        Assert.Equal(("", null), (Stored(theirs, "fax"), await ValueAsync(ours, terms)));
        Assert.Equal("2026-12-24", await ValueAsync(ours, since));
        await NothingIsLeftAsync();
    }

    [Fact]
    public async Task AFieldThatIsRemoved_IsLeftAloneByRuns_AndNothingOverThereGoes()
    {
        var ours = await SaveAsync(null, form => (form.Name, form.CustomerNo, form.CustomValues[channel.Key]) = ("Nordlys", "K1", "Web"));
        await BeginAsync(new FieldRow(channel.Key, "fax"));

        await host.Get<CustomFieldEditor>().RemoveAsync(host.Owner, channel.Id, default);
        await NothingIsLeftAsync();
        Assert.Equal("Web", Stored(Contact("Nordlys"), "fax"));
        host.Billy.EditRecord(host.Token, "contacts", Contact("Nordlys"), new { fax = "Butik" });
        await NothingIsLeftAsync();
        Assert.Empty((await CustomerAsync(ours)).CustomValues);

        // Other choices can be stored with such a row in a mapping; a mapping with it cannot.
        var editor = host.Get<SyncSettingsEditor>();
        var (stored, version) = await editor.ReadAsync(host.Workspace, BillySystem.SystemId, default);
        Assert.NotNull(await editor.SaveAsync(host.Owner, BillySystem.SystemId, stored with { KeepMonths = 7 }, version, default));
        Assert.Equal(
            FieldMapProblems.FieldUnknown,
            Assert.Single(await editor.CheckAsync(host.Workspace, BillySystem.SystemId, SyncModule.Organizations, stored.Of(SyncModule.Organizations).Map, default)).Code);
    }

    private async Task<CustomField> FieldAsync(string name, CustomFieldType type, string? choices = null)
    {
        await host.Get<CustomFieldEditor>().SaveAsync(host.Owner, new() { Name = name, Type = type, Choices = choices }, default);
        return (await host.Get<CustomFieldList>().AllAsync(host.Workspace, default)).Single(field => field.Name == name);
    }

    // Another run writes nothing on either side.
    private async Task NothingIsLeftAsync()
    {
        var before = host.LastRequest;
        var run = await RunAsync();
        Assert.DoesNotContain(host.Billy.Requests(since: before), request => request.Method != "GET");
        Assert.DoesNotContain(await AllAsync<SyncChange>(), change => change.RunId == run.Id);
    }

    private async Task BeginAsync(params FieldRow[] own)
    {
        var editor = host.Get<SyncSettingsEditor>();
        var (stored, version) = await editor.ReadAsync(host.Workspace, BillySystem.SystemId, default);
        var rules = await editor.RulesOfAsync(host.Workspace, BillySystem.SystemId, SyncModule.Organizations, default);
        var choices = stored.With(SyncModule.Organizations, new() { IsOn = true, Map = new([.. rules.Delivered.Rows, .. own]) });
        await editor.SaveAsync(host.Owner, BillySystem.SystemId, choices, version, default);
        var shown = await DoAsync(await host.Get<SyncRuns>().StartAsync(host.Owner, host.Queue.Connection, dry: true, null, default));
        await DoAsync(await host.Get<SyncRuns>().StartAsync(host.Owner, host.Queue.Connection, dry: false, shown.Id, default));
    }

    private async Task<SyncRun> RunAsync() =>
        await DoAsync(await host.Get<SyncRuns>().StartAsync(host.Owner, host.Queue.Connection, dry: false, null, default));

    private async Task<SyncRun> DoAsync(StartResult started)
    {
        var id = Assert.IsType<StartResult.Started>(started).Run;
        await host.Get<SyncProcessor>().RunAsync(host.Workspace, id, default);
        var run = (await AllAsync<SyncRun>()).Single(known => known.Id == id);
        Assert.Equal((SyncRunState.Done, null), (run.State, run.FailureCode));
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        return run;
    }

    private async Task<Guid> SaveAsync(Guid? id, Action<CustomerForm> type)
    {
        var form = id is { } known ? CustomerForm.From(await CustomerAsync(known)) : new CustomerForm();
        type(form);
        return Assert.IsType<SaveResult.Saved>(await host.Get<CustomerEditor>().SaveAsync(host.Owner, form, default)).Id;
    }

    private async Task<Customer> CustomerAsync(Guid id) => (await host.Get<CustomerList>().FindAsync(host.Workspace, id, default))!;

    private async Task<string?> ValueAsync(Guid customer, CustomField field) => (await CustomerAsync(customer)).CustomValues.GetValueOrDefault(field.Key);

    private string Contact(string name) =>
        host.Billy.Records(host.Token, "contacts").Single(contact => contact.GetProperty("name").GetString() == name).GetProperty("id").GetString()!;

    private string Stored(string contact, string property)
    {
        var value = host.Billy.Records(host.Token, "contacts").Single(record => record.GetProperty("id").GetString() == contact).GetProperty(property);
        return value.ValueKind == System.Text.Json.JsonValueKind.String ? value.GetString()! : value.GetRawText();
    }

    private async Task<List<T>> AllAsync<T>()
        where T : class
    {
        await using var db = host.Database.Read(host.Workspace);
        return await db.Set<T>().ToListAsync();
    }
}
