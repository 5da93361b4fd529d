using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Sync;
using PennaPay.Billy.Core.Sync.Questions;
using PennaPay.Billy.Core.Sync.Running;
using PennaPay.Billy.Core.Sync.Runs;
using PennaPay.Billy.Core.Sync.Settings;
using PennaPay.Billy.Core.Systems.Billy;
using PennaPay.Billy.Tests.Push;

namespace PennaPay.Billy.Tests.Systems.Billy.Sync;

/// <summary>Contact persons of companies, kept alike one by one with a company of the sandbox by whole runs.</summary>
public sealed class ContactPersonRunTests : IAsyncLifetime
{
    private PushHost host = null!;

    public async Task InitializeAsync() => host = await PushHost.StartAsync();

    public Task DisposeAsync() => host.DisposeAsync().AsTask();

    [Fact]
    public async Task FirstRun_BringsThePersonsOfBothSidesTogether_AndNobodyTwice()
    {
        var ours = await SaveAsync(null, form =>
        {
            (form.Name, form.CustomerNo) = ("Nordlys ApS", "7");
            form.Persons.AddRange([new() { Name = "Ane Holm", Email = "ANE@nordlys.dk", Phone = "11 22 33 44", IsPrimary = true }, new() { Name = "Ida Lund" }]);
        });
        var theirs = Add("Nordlys ApS", "7", ("ane holm", "ane@nordlys.dk", false), ("Bo Berg", "bo@nordlys.dk", true));
        await BeginAsync();

        // Bo comes first over there, so his address is the company's.
        Assert.Equal("bo@nordlys.dk | Ane Holm <ANE@nordlys.dk> 11 22 33 44 !, Bo Berg <bo@nordlys.dk>, Ida Lund <>", await OursAsync(ours));
        Assert.Equal("Ane Holm <ANE@nordlys.dk>, Bo Berg <bo@nordlys.dk> !, Ida Lund <>", Theirs(theirs));
        await NothingIsLeftAsync();
    }

    [Fact]
    public async Task CreatedRecords_HaveTheirPersons_AndTheCompanysOwnAddressIsNobody()
    {
        await SaveAsync(null, form =>
        {
            (form.Name, form.CustomerNo, form.Email) = ("Kun her ApS", "1", "info@her.dk");
            form.Persons.Add(new() { Name = "Ane Holm", Email = "ane@her.dk" });
        });
        await SaveAsync(null, form =>
        {
            (form.Name, form.CustomerNo, form.Email) = ("Også her ApS", "2", "bo@her.dk");
            form.Persons.AddRange([new() { Name = "Ane Holm" }, new() { Name = "Bo Berg", Email = "bo@her.dk" }]);
        });
        Add("Kun der ApS", "3", ("Kun der ApS", "info@der.dk", true), ("Ida Lund", "ida@der.dk", false), (null, "post@der.dk", false));
        await BeginAsync();

        Assert.Equal("Ane Holm <ane@her.dk>, Kun her ApS <info@her.dk> !", Theirs(IdOf("1")));
        Assert.Equal("Ane Holm <>, Bo Berg <bo@her.dk> !", Theirs(IdOf("2")));
        Assert.Equal("info@der.dk | Ida Lund <ida@der.dk>, post@der.dk <post@der.dk>", await OursAsync((await AllAsync<Customer>()).Single(customer => customer.CustomerNo == "3").Id));
        await NothingIsLeftAsync();
    }

    [Fact]
    public async Task AChangedAddress_IsTheSamePerson_FromEitherSide()
    {
        var (ours, theirs) = await LinkedAsync();
        await SaveAsync(ours, form => form.Persons.Single(person => person.Name == "Ane Holm").Email = "ane@ny.dk");
        host.Billy.EditRecord(host.Token, "contactPersons", PersonId(theirs, "Bo Berg"), new { email = "bo@ny.dk" });
        await RunAsync();

        Assert.Equal("info@nordlys.dk | Ane Holm <ane@ny.dk>, Bo Berg <bo@ny.dk>", await OursAsync(ours));
        Assert.Equal("Ane Holm <ane@ny.dk>, Bo Berg <bo@ny.dk>, Nordlys ApS <info@nordlys.dk> !", Theirs(theirs));
        await NothingIsLeftAsync();
    }

    [Fact]
    public async Task TheCompanysAddress_StaysWhoeverHasIt()
    {
        var ours = await SaveAsync(null, form => (form.Name, form.CustomerNo) = ("Nordlys ApS", "7"));
        var theirs = Add("Nordlys ApS", "7", ("Bo Berg", "bo@nordlys.dk", true));
        await BeginAsync();

        await SaveAsync(ours, form => form.Email = "info@nordlys.dk");
        await RunAsync();
        Assert.Equal("Bo Berg <bo@nordlys.dk>, Nordlys ApS <info@nordlys.dk> !", Theirs(theirs));

        await SaveAsync(ours, form => form.Persons.Single().Email = "info@nordlys.dk");
        await RunAsync();
        Assert.Equal("info@nordlys.dk | Bo Berg <info@nordlys.dk>", await OursAsync(ours));

        await SaveAsync(ours, form => (form.Name, form.Persons.Single().Email) = ("Nordlys A/S", "bo@ny.dk"));
        await RunAsync();
        Assert.Equal("info@nordlys.dk | Bo Berg <bo@ny.dk>", await OursAsync(ours));
        Assert.Equal("Bo Berg <bo@ny.dk>, Nordlys A/S <info@nordlys.dk> !", Theirs(theirs));
        await NothingIsLeftAsync();
    }

    [Fact]
    public async Task WhatAWriteBringsWithIt_ComesBackToNobody()
    {
        var ours = await SaveAsync(null, form => (form.Name, form.CustomerNo) = ("Nordlys ApS", "7"));
        var theirs = Add("Nordlys ApS", "7");
        await BeginAsync();

        // The only address over there passes for the company's.
        await SaveAsync(ours, form => form.Persons.Add(new() { Name = "Ida Lund", Email = "ida@nordlys.dk" }));
        await RunAsync();

        Assert.Equal("Ida Lund <ida@nordlys.dk>", Theirs(theirs));
        await NothingIsLeftAsync();
        Assert.Equal(" | Ida Lund <ida@nordlys.dk>", await OursAsync(ours));
    }

    [Fact]
    public async Task WhoIsTakenAway_IsAskedAbout_AndThenGoesOnBothSides()
    {
        var (ours, theirs) = await LinkedAsync();
        host.Billy.DeleteRecord(host.Token, "contactPersons", PersonId(theirs, "Bo Berg"));
        await SaveAsync(ours, form => form.Persons.RemoveAll(person => person.Name == "Ane Holm"));
        await RunAsync();
        Assert.Equal("info@nordlys.dk | Bo Berg <bo@nordlys.dk>", await OursAsync(ours));
        Assert.Equal("Ane Holm <ane@nordlys.dk>, Nordlys ApS <info@nordlys.dk> !", Theirs(theirs));

        var asked = await AllAsync<SyncQuestion>();
        Assert.Equal((2, true), (asked.Count, asked.TrueForAll(question => question.Kind == SyncQuestionKind.Emptied)));
        foreach (var question in asked)
            await AnswerAsync(question, question.Here is null ? SyncAnswer.UseHere : SyncAnswer.UseThere);
        await RunAsync();
        Assert.Equal("info@nordlys.dk | ", await OursAsync(ours));
        Assert.Equal("Nordlys ApS <info@nordlys.dk> !", Theirs(theirs));
        await NothingIsLeftAsync();
    }

    [Fact]
    public async Task WhoIsTakenAwayHere_LeavesTheCompanysAddressThere()
    {
        var ours = await SaveAsync(null, form => (form.Name, form.CustomerNo) = ("Nordlys ApS", "7"));
        var theirs = Add("Nordlys ApS", "7", ("Bo Berg", "bo@nordlys.dk", true));
        await BeginAsync();
        await SaveAsync(ours, form => form.Persons.Clear());
        await RunAsync();
        await AnswerAsync(Assert.Single(await AllAsync<SyncQuestion>()), SyncAnswer.UseHere);
        await RunAsync();

        Assert.Equal("bo@nordlys.dk | ", await OursAsync(ours));
        Assert.Equal("Nordlys ApS <bo@nordlys.dk> !", Theirs(theirs));
        await NothingIsLeftAsync();
    }

    [Fact]
    public async Task Undo_PutsPersonsBack_OnBothSides()
    {
        var (ours, theirs) = await LinkedAsync();
        await SaveAsync(ours, form => form.Persons.Add(new() { Name = "Ida Lund", Email = "ida@nordlys.dk" }));
        host.Billy.EditRecord(host.Token, "contactPersons", PersonId(theirs, "Bo Berg"), new { email = "bo@ny.dk" });
        var run = await RunAsync();
        Assert.Equal("Ane Holm <ane@nordlys.dk>, Bo Berg <bo@ny.dk>, Ida Lund <ida@nordlys.dk>, Nordlys ApS <info@nordlys.dk> !", Theirs(theirs));

        await DoAsync(await host.Get<SyncRuns>().UndoAsync(host.Owner, host.Queue.Connection, run.Id, null, null, default));

        Assert.Equal("info@nordlys.dk | Ane Holm <ane@nordlys.dk>, Bo Berg <bo@nordlys.dk>, Ida Lund <ida@nordlys.dk>", await OursAsync(ours));
        Assert.Equal("Ane Holm <ane@nordlys.dk>, Bo Berg <bo@ny.dk>, Nordlys ApS <info@nordlys.dk> !", Theirs(theirs));
        await NothingIsLeftAsync();
    }

    [Theory]
    [InlineData(1), InlineData(2), InlineData(3), InlineData(4), InlineData(5), InlineData(6)]
    public async Task RandomLives_EndAlike(int seed)
    {
        var random = new Random(seed);
        var (ours, theirs) = await LinkedAsync();
        string[] names = ["Ane Holm", "ane holm", "Bo Berg", "Ida Lund"];
        string?[] emails = ["a@nordlys.dk", "b@nordlys.dk", "info@nordlys.dk", null];
        for (var step = 0; step < 12; step++)
        {
            for (var i = random.Next(3); i >= 0; i--)
                await LiveAsync();
            await RunAsync();
            foreach (var open in (await AllAsync<SyncQuestion>()).Where(question => question is { ClosedAt: null, Answer: null }))
                await AnswerAsync(open, random.Next(2) == 0 ? SyncAnswer.UseHere : SyncAnswer.UseThere);
        }

        await RunAsync();
        await NothingIsLeftAsync();
        Assert.Equal(
            (await PersonsAsync(ours)).Select(person => $"{person.Name} <{person.Email}>".ToLowerInvariant()).Order(StringComparer.Ordinal),
            Lines(theirs).Where(line => !line.StartsWith("Nordlys ApS", StringComparison.Ordinal)).Select(line => line.TrimEnd(' ', '!').ToLowerInvariant()).Order(StringComparer.Ordinal));

        async Task LiveAsync()
        {
            var (name, email) = (names[random.Next(names.Length)], emails[random.Next(emails.Length)]);
            var there = Lines(theirs).Where(line => !line.StartsWith("Nordlys ApS", StringComparison.Ordinal)).Select(line => line[..line.IndexOf(" <", StringComparison.Ordinal)]).ToList();
            switch (random.Next(6))
            {
                case 0 or 1:
                    await SaveAsync(ours, form =>
                    {
                        form.Persons.RemoveAll(person => person.Name!.Equals(name, StringComparison.OrdinalIgnoreCase));
                        form.Persons.Add(new() { Name = name, Email = email });
                    });
                    break;
                case 2:
                    await SaveAsync(ours, form => form.Persons.RemoveAll(person => person.Name!.Equals(name, StringComparison.OrdinalIgnoreCase)));
                    break;
                case 3 when !there.Exists(known => known.Equals(name, StringComparison.OrdinalIgnoreCase)):
                    host.Billy.AddRecord(host.Token, "contactPersons", new { contactId = theirs, name, email });
                    break;
                case 4 when there.Count > 0:
                    host.Billy.EditRecord(host.Token, "contactPersons", PersonId(theirs, there[random.Next(there.Count)]), new { email });
                    break;
                case 5 when there.Count > 0:
                    host.Billy.DeleteRecord(host.Token, "contactPersons", PersonId(theirs, there[random.Next(there.Count)]));
                    break;
            }
        }
    }

    private async Task<(Guid Ours, string Theirs)> LinkedAsync()
    {
        var ours = await SaveAsync(null, form =>
        {
            (form.Name, form.CustomerNo, form.Email) = ("Nordlys ApS", "7", "info@nordlys.dk");
            form.Persons.AddRange([new() { Name = "Ane Holm", Email = "ane@nordlys.dk" }, new() { Name = "Bo Berg", Email = "bo@nordlys.dk" }]);
        });
        await BeginAsync();
        return (ours, IdOf("7"));
    }

    // Another run writes nothing on either side.
    private async Task NothingIsLeftAsync()
    {
        var before = host.LastRequest;
        var run = await RunAsync();
        Assert.DoesNotContain(host.Billy.Requests(since: before), request => request.Method != "GET");
        Assert.DoesNotContain(await AllAsync<SyncChange>(), change => change.RunId == run.Id);
    }

    private async Task BeginAsync()
    {
        var editor = host.Get<SyncSettingsEditor>();
        var (stored, version) = await editor.ReadAsync(host.Workspace, BillySystem.SystemId, default);
        await editor.SaveAsync(host.Owner, BillySystem.SystemId, stored.With(SyncModule.Organizations, new() { IsOn = true }), version, default);
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
        Assert.DoesNotContain(await AllAsync<SyncItem>(), item => item.RunId == id && item.Outcome == SyncOutcome.Failed);
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        return run;
    }

    private async Task AnswerAsync(SyncQuestion question, SyncAnswer answer) =>
        Assert.IsType<AnswerResult.Stored>(await host.Get<SyncAnswers>().AnswerAsync(host.Owner, question.Id, answer, null, default));

    private async Task<Guid> SaveAsync(Guid? id, Action<CustomerForm> type)
    {
        var form = id is { } known ? CustomerForm.From((await host.Get<CustomerList>().FindAsync(host.Workspace, known, default))!) : new CustomerForm();
        type(form);
        return Assert.IsType<SaveResult.Saved>(await host.Get<CustomerEditor>().SaveAsync(host.Owner, form, default)).Id;
    }

    private async Task<List<ContactPerson>> PersonsAsync(Guid id) => (await host.Get<CustomerList>().FindAsync(host.Workspace, id, default))!.Persons;

    private async Task<string> OursAsync(Guid id) => $"{(await host.Get<CustomerList>().FindAsync(host.Workspace, id, default))!.Email} | " + string.Join(
        ", ", (await PersonsAsync(id)).Select(person => $"{person.Name} <{person.Email}>{(person.Phone is { } phone ? " " + phone : "")}{(person.IsPrimary ? " !" : "")}").Order(StringComparer.Ordinal));

    private string Add(string name, string number, params (string? Name, string? Email, bool IsPrimary)[] persons) => host.Billy.AddRecord(host.Token, "contacts", new
    {
        name, contactNo = number, countryId = "DK", type = "company", isCustomer = true,
        contactPersons = persons.Select(person => new { name = person.Name, email = person.Email, isPrimary = person.IsPrimary }).ToArray(),
    });

    private string IdOf(string number) =>
        host.Billy.Records(host.Token, "contacts").Single(contact => contact.GetProperty("contactNo").GetString() == number).GetProperty("id").GetString()!;

    private string PersonId(string contact, string name) => host.Billy.Records(host.Token, "contactPersons")
        .First(person => person.GetProperty("contactId").GetString() == contact && person.GetProperty("name").GetString() == name).GetProperty("id").GetString()!;

    private string Theirs(string contact) => string.Join(", ", Lines(contact));

    private List<string> Lines(string contact) =>
    [
        .. host.Billy.Records(host.Token, "contactPersons").Where(person => person.GetProperty("contactId").GetString() == contact)
            .Select(person => $"{person.GetProperty("name").GetString()} <{person.GetProperty("email").GetString()}>{(person.GetProperty("isPrimary").ValueKind == System.Text.Json.JsonValueKind.True ? " !" : "")}")
            .Order(StringComparer.Ordinal),
    ];

    private async Task<List<T>> AllAsync<T>()
        where T : class
    {
        await using var db = host.Database.Read(host.Workspace);
        return await db.Set<T>().ToListAsync();
    }
}
