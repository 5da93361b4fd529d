using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Records.CustomFields;
using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Sync;
using PennaPay.Billy.Core.Sync.Fields;
using PennaPay.Billy.Core.Sync.Questions;
using PennaPay.Billy.Core.Sync.Runs;
using PennaPay.Billy.Core.Sync.Settings;
using PennaPay.Billy.Core.Systems.Billy;

namespace PennaPay.Billy.Tests.Systems.Billy.Sync;

/// <summary>Fields of a workspace's own, kept alike with a company of the sandbox by whole runs.</summary>
public sealed class CustomFieldRunTests : RunTests
{
    private CustomField terms = null!, channel = null!, since = null!;

    // Of a choice there may be a value that is none of it.
    protected override bool MayFail => true;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        terms = await FieldAsync("Kredit i dage", CustomFieldType.Number);
        channel = await FieldAsync("Kanal", CustomFieldType.Choice, "Butik\nWeb");
        since = await FieldAsync("Kunde siden", CustomFieldType.Date);
    }

    [Fact]
    public async Task Values_GoBothWays_AndComeToRest()
    {
        var ours = await SaveCustomerAsync(null, form => (form.Name, form.CustomerNo, form.CustomValues[terms.Key], form.CustomValues[channel.Key]) = ("Nordlys", "K1", "14", "Web"));
        await BeginAsync(new(terms.Key, "paymentTermsDays"), new(channel.Key, "fax"));
        var theirs = Contact("Nordlys");
        Assert.Equal(("14", "net", "Web"), (Stored(theirs, "paymentTermsDays"), Stored(theirs, "paymentTermsMode"), Stored(theirs, "fax")));
        await NothingIsLeftAsync();

        Host.Billy.EditRecord(Host.Token, "contacts", theirs, new { paymentTermsDays = 30, fax = "butik" });
        await RunAsync();
        Assert.Equal(("30", "Butik"), (await ValueAsync(ours, terms), await ValueAsync(ours, channel)));
        await NothingIsLeftAsync();

        await SaveCustomerAsync(ours, form => form.CustomValues[terms.Key] = "8");
        await RunAsync();
        Assert.Equal(("8", "butik"), (Stored(theirs, "paymentTermsDays"), Stored(theirs, "fax")));

        // What is emptied is asked, and then goes.
        await SaveCustomerAsync(ours, form => form.CustomValues[terms.Key] = null);
        await RunAsync();
        var asked = Assert.Single((await Host.Get<SyncQuestions>().PageAsync(Host.Workspace, QuestionGroup.Fields, 0, 10, default)).Rows);
        Assert.Equal(new("Kredit i dage", CustomFieldType.Number, false), asked.OwnField);
        await Host.Get<SyncAnswers>().AnswerAsync(Host.Owner, asked.Question.Id, SyncAnswer.UseHere, null, default);
        await RunAsync();
        Assert.Equal("null", Stored(theirs, "paymentTermsDays"));
        await NothingIsLeftAsync();
    }

    [Fact]
    public async Task HowTheAccountCountsTheDays_IsLeftToIt()
    {
        await SaveCustomerAsync(null, form => (form.Name, form.CustomerNo, form.CustomValues[terms.Key]) = ("Nordlys", "K1", "14"));
        var theirs = Host.Billy.AddRecord(Host.Token, "contacts", new { name = "Nordlys", countryId = "DK", isCustomer = true, contactNo = "K1", paymentTermsMode = "netEndOfMonth" });

        await BeginAsync(new FieldRow(terms.Key, "paymentTermsDays"));

        Assert.Equal(("14", "netEndOfMonth"), (Stored(theirs, "paymentTermsDays"), Stored(theirs, "paymentTermsMode")));
    }

    [Fact]
    public async Task AValueThatIsNoChoice_IsSaidOfThatRecord_AndOthersGoOn()
    {
        var first = await SaveCustomerAsync(null, form => (form.Name, form.CustomerNo) = ("Nordlys", "K1"));
        var second = await SaveCustomerAsync(null, form => (form.Name, form.CustomerNo) = ("Havn", "K2"));
        await BeginAsync(new FieldRow(channel.Key, "fax"));
        Host.Billy.EditRecord(Host.Token, "contacts", Contact("Nordlys"), new { fax = "Telefon" });
        Host.Billy.EditRecord(Host.Token, "contacts", Contact("Havn"), new { fax = "Web" });
        Host.Billy.AddRecord(Host.Token, "contacts", new { name = "Ny", countryId = "DK", isCustomer = true, fax = "Post" });

        var run = await RunAsync();

        Assert.Equal((null, "Web"), (await ValueAsync(first, channel), await ValueAsync(second, channel)));
        var failed = (await AllAsync<SyncItem>()).Where(item => item.RunId == run.Id && item.Outcome == SyncOutcome.Failed).OrderBy(item => item.Title).ToList();
        Assert.Equal(
            [("Nordlys", FailureCodes.RecordValueUnfit, "Kanal: Telefon"), ("Ny", FailureCodes.RecordValueUnfit, "Kanal: Post")],
            failed.Select(item => (item.Title, item.FailureCode!, item.FailureDetail!)));

        // Once it can be chosen, the next run takes it.
        var form = CustomFieldForm.From(channel);
        form.Choices += "\nTelefon\nPost";
        await Host.Get<CustomFieldEditor>().SaveAsync(Host.Owner, form, default);
        await RunAsync();
        Assert.Equal("Telefon", await ValueAsync(first, channel));
        Assert.Contains(await AllAsync<Customer>(), customer => customer.Name == "Ny" && customer.CustomValues[channel.Key] == "Post");
        await NothingIsLeftAsync();
    }

    [Fact]
    public async Task ADay_GoesThereAsText_AndUndoneIsWhatItWas()
    {
        var ours = await SaveCustomerAsync(null, form => (form.Name, form.CustomerNo) = ("Nordlys", "K1"));
        await BeginAsync(new FieldRow(since.Key, "fax", SyncDirection.ToThere), new FieldRow(terms.Key, "paymentTermsDays"));
        var theirs = Contact("Nordlys");
        await SaveCustomerAsync(ours, form => form.CustomValues[since.Key] = "2026-12-24");
        Host.Billy.EditRecord(Host.Token, "contacts", theirs, new { paymentTermsDays = 21 });
        var run = await RunAsync();
        Assert.Equal(("2026-12-24", "21"), (Stored(theirs, "fax"), await ValueAsync(ours, terms)));

        await DoAsync(await Host.Get<SyncRuns>().UndoAsync(Host.Owner, Host.Queue.Connection, run.Id, null, null, default));

        Assert.Equal(("", null), (Stored(theirs, "fax"), await ValueAsync(ours, terms)));
        Assert.Equal("2026-12-24", await ValueAsync(ours, since));
        await NothingIsLeftAsync();
    }

    [Fact]
    public async Task AFieldThatIsRemoved_IsLeftAloneByRuns_AndNothingOverThereGoes()
    {
        var ours = await SaveCustomerAsync(null, form => (form.Name, form.CustomerNo, form.CustomValues[channel.Key]) = ("Nordlys", "K1", "Web"));
        await BeginAsync(new FieldRow(channel.Key, "fax"));

        await Host.Get<CustomFieldEditor>().RemoveAsync(Host.Owner, channel.Id, default);
        await NothingIsLeftAsync();
        Assert.Equal("Web", Stored(Contact("Nordlys"), "fax"));
        Host.Billy.EditRecord(Host.Token, "contacts", Contact("Nordlys"), new { fax = "Butik" });
        await NothingIsLeftAsync();
        Assert.Empty((await CustomerAsync(ours)).CustomValues);

        // Other choices can be stored with such a row in a mapping; a mapping with it cannot.
        var editor = Host.Get<SyncSettingsEditor>();
        var (stored, version) = await editor.ReadAsync(Host.Workspace, BillySystem.SystemId, default);
        Assert.NotNull(await editor.SaveAsync(Host.Owner, BillySystem.SystemId, stored with { KeepMonths = 7 }, version, default));
        Assert.Equal(
            FieldMapProblems.FieldUnknown,
            Assert.Single(await editor.CheckAsync(Host.Workspace, BillySystem.SystemId, SyncModule.Organizations, stored.Of(SyncModule.Organizations).Map, default)).Code);
    }

    private Task BeginAsync(params FieldRow[] own) => BeginAsync(SyncModule.Organizations, async editor =>
    {
        var rules = await editor.RulesOfAsync(Host.Workspace, BillySystem.SystemId, SyncModule.Organizations, default);
        return new() { IsOn = true, Map = new([.. rules.Delivered.Rows, .. own]) };
    });

    private async Task<CustomField> FieldAsync(string name, CustomFieldType type, string? choices = null)
    {
        await Host.Get<CustomFieldEditor>().SaveAsync(Host.Owner, new() { Name = name, Type = type, Choices = choices }, default);
        return (await Host.Get<CustomFieldList>().AllAsync(Host.Workspace, default)).Single(field => field.Name == name);
    }

    private async Task<string?> ValueAsync(Guid customer, CustomField field) => (await CustomerAsync(customer)).CustomValues.GetValueOrDefault(field.Key);

    private string Contact(string name) =>
        Host.Billy.Records(Host.Token, "contacts").Single(contact => contact.GetProperty("name").GetString() == name).GetProperty("id").GetString()!;

    private string Stored(string contact, string property)
    {
        var value = Host.Billy.Records(Host.Token, "contacts").Single(record => record.GetProperty("id").GetString() == contact).GetProperty(property);
        return value.ValueKind == System.Text.Json.JsonValueKind.String ? value.GetString()! : value.GetRawText();
    }
}
