using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Sync;
using PennaPay.Billy.Core.Sync.Questions;
using PennaPay.Billy.Core.Sync.Runs;

namespace PennaPay.Billy.Tests.Systems.Billy.Sync;

/// <summary>Contact persons of companies, kept alike one by one with a company of the sandbox by whole runs.</summary>
public sealed class ContactPersonRunTests : RunTests
{
    [Fact]
    public async Task FirstRun_BringsThePersonsOfBothSidesTogether_AndNobodyTwice()
    {
        var ours = await SaveCustomerAsync(null, form =>
        {
            (form.Name, form.CustomerNo) = ("Nordlys ApS", "7");
            form.Persons.AddRange([new() { Name = "Ane Holm", Email = "ANE@nordlys.dk", Phone = "11 22 33 44", IsPrimary = true }, new() { Name = "Ida Lund" }]);
        });
        var theirs = Add("Nordlys ApS", "7", ("ane holm", "ane@nordlys.dk", false), ("Bo Berg", "bo@nordlys.dk", true));
        await BeginAsync(SyncModule.Organizations);

        // Bo comes first over there, so his address is the company's.
        Assert.Equal("bo@nordlys.dk | Ane Holm <ANE@nordlys.dk> 11 22 33 44 !, Bo Berg <bo@nordlys.dk>, Ida Lund <>", await OursAsync(ours));
        Assert.Equal("Ane Holm <ANE@nordlys.dk>, Bo Berg <bo@nordlys.dk> !, Ida Lund <>", Theirs(theirs));
        await NothingIsLeftAsync();
    }

    [Fact]
    public async Task CreatedRecords_HaveTheirPersons_AndTheCompanysOwnAddressIsNobody()
    {
        await SaveCustomerAsync(null, form =>
        {
            (form.Name, form.CustomerNo, form.Email) = ("Kun her ApS", "1", "info@her.dk");
            form.Persons.Add(new() { Name = "Ane Holm", Email = "ane@her.dk" });
        });
        await SaveCustomerAsync(null, form =>
        {
            (form.Name, form.CustomerNo, form.Email) = ("Også her ApS", "2", "bo@her.dk");
            form.Persons.AddRange([new() { Name = "Ane Holm" }, new() { Name = "Bo Berg", Email = "bo@her.dk" }]);
        });
        Add("Kun der ApS", "3", ("Kun der ApS", "info@der.dk", true), ("Ida Lund", "ida@der.dk", false), (null, "post@der.dk", false));
        await BeginAsync(SyncModule.Organizations);

        Assert.Equal("Ane Holm <ane@her.dk>, Kun her ApS <info@her.dk> !", Theirs(IdOf("1")));
        Assert.Equal("Ane Holm <>, Bo Berg <bo@her.dk> !", Theirs(IdOf("2")));
        Assert.Equal("info@der.dk | Ida Lund <ida@der.dk>, post@der.dk <post@der.dk>", await OursAsync((await AllAsync<Customer>()).Single(customer => customer.CustomerNo == "3").Id));
        await NothingIsLeftAsync();
    }

    [Fact]
    public async Task AChangedAddress_IsTheSamePerson_FromEitherSide()
    {
        var (ours, theirs) = await LinkedAsync();
        await SaveCustomerAsync(ours, form => form.Persons.Single(person => person.Name == "Ane Holm").Email = "ane@ny.dk");
        Host.Billy.EditRecord(Host.Token, "contactPersons", PersonId(theirs, "Bo Berg"), new { email = "bo@ny.dk" });
        await RunAsync();

        Assert.Equal("info@nordlys.dk | Ane Holm <ane@ny.dk>, Bo Berg <bo@ny.dk>", await OursAsync(ours));
        Assert.Equal("Ane Holm <ane@ny.dk>, Bo Berg <bo@ny.dk>, Nordlys ApS <info@nordlys.dk> !", Theirs(theirs));
        await NothingIsLeftAsync();
    }

    [Fact]
    public async Task TheCompanysAddress_StaysWhoeverHasIt()
    {
        var ours = await SaveCustomerAsync(null, form => (form.Name, form.CustomerNo) = ("Nordlys ApS", "7"));
        var theirs = Add("Nordlys ApS", "7", ("Bo Berg", "bo@nordlys.dk", true));
        await BeginAsync(SyncModule.Organizations);

        await SaveCustomerAsync(ours, form => form.Email = "info@nordlys.dk");
        await RunAsync();
        Assert.Equal("Bo Berg <bo@nordlys.dk>, Nordlys ApS <info@nordlys.dk> !", Theirs(theirs));

        await SaveCustomerAsync(ours, form => form.Persons.Single().Email = "info@nordlys.dk");
        await RunAsync();
        Assert.Equal("info@nordlys.dk | Bo Berg <info@nordlys.dk>", await OursAsync(ours));

        await SaveCustomerAsync(ours, form => (form.Name, form.Persons.Single().Email) = ("Nordlys A/S", "bo@ny.dk"));
        await RunAsync();
        Assert.Equal("info@nordlys.dk | Bo Berg <bo@ny.dk>", await OursAsync(ours));
        Assert.Equal("Bo Berg <bo@ny.dk>, Nordlys A/S <info@nordlys.dk> !", Theirs(theirs));
        await NothingIsLeftAsync();
    }

    [Fact]
    public async Task WhatAWriteBringsWithIt_ComesBackToNobody()
    {
        var ours = await SaveCustomerAsync(null, form => (form.Name, form.CustomerNo) = ("Nordlys ApS", "7"));
        var theirs = Add("Nordlys ApS", "7");
        await BeginAsync(SyncModule.Organizations);

        // The only address over there passes for the company's.
        await SaveCustomerAsync(ours, form => form.Persons.Add(new() { Name = "Ida Lund", Email = "ida@nordlys.dk" }));
        await RunAsync();

        Assert.Equal("Ida Lund <ida@nordlys.dk>", Theirs(theirs));
        await NothingIsLeftAsync();
        Assert.Equal(" | Ida Lund <ida@nordlys.dk>", await OursAsync(ours));
    }

    [Fact]
    public async Task WhoIsTakenAway_IsAskedAbout_AndThenGoesOnBothSides()
    {
        var (ours, theirs) = await LinkedAsync();
        Host.Billy.DeleteRecord(Host.Token, "contactPersons", PersonId(theirs, "Bo Berg"));
        await SaveCustomerAsync(ours, form => form.Persons.RemoveAll(person => person.Name == "Ane Holm"));
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
        var ours = await SaveCustomerAsync(null, form => (form.Name, form.CustomerNo) = ("Nordlys ApS", "7"));
        var theirs = Add("Nordlys ApS", "7", ("Bo Berg", "bo@nordlys.dk", true));
        await BeginAsync(SyncModule.Organizations);
        await SaveCustomerAsync(ours, form => form.Persons.Clear());
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
        await SaveCustomerAsync(ours, form => form.Persons.Add(new() { Name = "Ida Lund", Email = "ida@nordlys.dk" }));
        Host.Billy.EditRecord(Host.Token, "contactPersons", PersonId(theirs, "Bo Berg"), new { email = "bo@ny.dk" });
        var run = await RunAsync();
        Assert.Equal("Ane Holm <ane@nordlys.dk>, Bo Berg <bo@ny.dk>, Ida Lund <ida@nordlys.dk>, Nordlys ApS <info@nordlys.dk> !", Theirs(theirs));

        await DoAsync(await Host.Get<SyncRuns>().UndoAsync(Host.Owner, Host.Queue.Connection, run.Id, null, null, default));

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
                    await SaveCustomerAsync(ours, form =>
                    {
                        form.Persons.RemoveAll(person => person.Name!.Equals(name, StringComparison.OrdinalIgnoreCase));
                        form.Persons.Add(new() { Name = name, Email = email });
                    });
                    break;
                case 2:
                    await SaveCustomerAsync(ours, form => form.Persons.RemoveAll(person => person.Name!.Equals(name, StringComparison.OrdinalIgnoreCase)));
                    break;
                case 3 when !there.Exists(known => known.Equals(name, StringComparison.OrdinalIgnoreCase)):
                    Host.Billy.AddRecord(Host.Token, "contactPersons", new { contactId = theirs, name, email });
                    break;
                case 4 when there.Count > 0:
                    Host.Billy.EditRecord(Host.Token, "contactPersons", PersonId(theirs, there[random.Next(there.Count)]), new { email });
                    break;
                case 5 when there.Count > 0:
                    Host.Billy.DeleteRecord(Host.Token, "contactPersons", PersonId(theirs, there[random.Next(there.Count)]));
                    break;
            }
        }
    }

    private async Task<(Guid Ours, string Theirs)> LinkedAsync()
    {
        var ours = await SaveCustomerAsync(null, form =>
        {
            (form.Name, form.CustomerNo, form.Email) = ("Nordlys ApS", "7", "info@nordlys.dk");
            form.Persons.AddRange([new() { Name = "Ane Holm", Email = "ane@nordlys.dk" }, new() { Name = "Bo Berg", Email = "bo@nordlys.dk" }]);
        });
        await BeginAsync(SyncModule.Organizations);
        return (ours, IdOf("7"));
    }

    private async Task AnswerAsync(SyncQuestion question, SyncAnswer answer) =>
        Assert.IsType<AnswerResult.Stored>(await Host.Get<SyncAnswers>().AnswerAsync(Host.Owner, question.Id, answer, null, default));

    private async Task<List<ContactPerson>> PersonsAsync(Guid id) => (await Host.Get<CustomerList>().FindAsync(Host.Workspace, id, default))!.Persons;

    private async Task<string> OursAsync(Guid id) => $"{(await Host.Get<CustomerList>().FindAsync(Host.Workspace, id, default))!.Email} | " + string.Join(
        ", ", (await PersonsAsync(id)).Select(person => $"{person.Name} <{person.Email}>{(person.Phone is { } phone ? " " + phone : "")}{(person.IsPrimary ? " !" : "")}").Order(StringComparer.Ordinal));

    private string Add(string name, string number, params (string? Name, string? Email, bool IsPrimary)[] persons) => Host.Billy.AddRecord(Host.Token, "contacts", new
    {
        name, contactNo = number, countryId = "DK", type = "company", isCustomer = true,
        contactPersons = persons.Select(person => new { name = person.Name, email = person.Email, isPrimary = person.IsPrimary }).ToArray(),
    });

    private string IdOf(string number) =>
        Host.Billy.Records(Host.Token, "contacts").Single(contact => contact.GetProperty("contactNo").GetString() == number).GetProperty("id").GetString()!;

    private string PersonId(string contact, string name) => Host.Billy.Records(Host.Token, "contactPersons")
        .First(person => person.GetProperty("contactId").GetString() == contact && person.GetProperty("name").GetString() == name).GetProperty("id").GetString()!;

    private string Theirs(string contact) => string.Join(", ", Lines(contact));

    private List<string> Lines(string contact) =>
    [
        .. Host.Billy.Records(Host.Token, "contactPersons").Where(person => person.GetProperty("contactId").GetString() == contact)
            .Select(person => $"{person.GetProperty("name").GetString()} <{person.GetProperty("email").GetString()}>{(person.GetProperty("isPrimary").ValueKind == System.Text.Json.JsonValueKind.True ? " !" : "")}")
            .Order(StringComparer.Ordinal),
    ];
}
