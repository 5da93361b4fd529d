namespace PennaPay.Billy.Tests.Systems.Billy.Sync;

/// <summary>Billy keeps e-mail addresses on the persons of a contact, also where the contact is the person.</summary>
public sealed class ContactEmailTests
{
    [Fact]
    public async Task ItIsThePrimaryPersons_ElseTheFirstThatThereIs()
    {
        await using var host = await EndpointHost.StartAsync();

        Assert.Equal("bo@nordlys.dk", await ReadAsync(host, ("Ane", "ane@nordlys.dk", false), ("Bo", "bo@nordlys.dk", true)));
        Assert.Equal("ane@nordlys.dk", await ReadAsync(host, ("Ida", null, false), ("Ane", "ane@nordlys.dk", false), ("Bo", "bo@nordlys.dk", false)));
        Assert.Equal("ane@nordlys.dk", await ReadAsync(host, ("Ane", "ane@nordlys.dk", false), ("Bo", null, true)));
        Assert.Null(await ReadAsync(host, ("Ane", null, true)));
        Assert.Null(await ReadAsync(host));
    }

    [Fact]
    public async Task Changing_ChangesThatPerson_AndLeavesTheOthers()
    {
        await using var host = await EndpointHost.StartAsync();
        var id = host.AddPrivateContactOf(("Ane", "ane@nordlys.dk", false), ("Bo", "bo@nordlys.dk", true), ("Ida", null, false));
        var ids = IdsOf(host);

        var requests = await host.RequestsOfAsync(async () => Assert.Equal("ny@nordlys.dk", (await host.ChangeContactAsync(id, "email", "ny@nordlys.dk")).Of("email")));

        Assert.Equal([$"GET /contacts/{id}", $$$"""PUT /contactPersons/{{{ids[1]}}} {"contactPerson":{"email":"ny@nordlys.dk"}}"""], requests);
        Assert.Equal(["Ane <ane@nordlys.dk>", "Bo <ny@nordlys.dk> !", "Ida <>"], host.PersonsOf(id));
        Assert.Equal(ids, IdsOf(host));
    }

    [Fact]
    public async Task Changing_ChangesThePersonThatItIsReadFrom()
    {
        await using var host = await EndpointHost.StartAsync();
        var id = host.AddPrivateContactOf(("Ane", null, true), ("Bo", "bo@nordlys.dk", false));

        await host.ChangeContactAsync(id, "email", "ny@nordlys.dk");

        Assert.Equal(["Ane <> !", "Bo <ny@nordlys.dk>"], host.PersonsOf(id));
    }

    [Fact]
    public async Task WhereNobodyHasOne_ThePrimaryPersonGetsIt()
    {
        await using var host = await EndpointHost.StartAsync();
        var id = host.AddPrivateContactOf(("Ane", null, false), ("Bo", null, true));

        await host.ChangeContactAsync(id, "email", "ny@nordlys.dk");

        Assert.Equal(["Ane <>", "Bo <ny@nordlys.dk> !"], host.PersonsOf(id));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task WhereNobodyCanHold_APersonIsAdded(bool hasSomebody)
    {
        await using var host = await EndpointHost.StartAsync();
        var id = hasSomebody ? host.AddContactOf(("Ane", null, false)) : host.AddContactOf();

        var requests = await host.RequestsOfAsync(async () => Assert.Equal("ny@nordlys.dk", (await host.ChangeContactAsync(id, "email", "ny@nordlys.dk")).Of("email")));

        Assert.Equal($$$"""POST /contactPersons {"contactPerson":{"contactId":"{{{id}}}","name":"Nordlys Design ApS","email":"ny@nordlys.dk","isPrimary":true}}""", requests[1]);
        Assert.Equal(hasSomebody ? ["Ane <>", "Nordlys Design ApS <ny@nordlys.dk> !"] : ["Nordlys Design ApS <ny@nordlys.dk> !"], host.PersonsOf(id));
        Assert.Equal("ny@nordlys.dk", (await host.ContactAsync(id)).Of("email"));
    }

    [Theory]
    [InlineData("Bo", "Bo <> !")]
    [InlineData(null, "Nordlys Design ApS <> !")]
    public async Task Emptying_KeepsThePerson(string? name, string left)
    {
        await using var host = await EndpointHost.StartAsync();
        var id = host.AddContactOf((name, "bo@nordlys.dk", true));

        Assert.Null((await host.ChangeContactAsync(id, "email", null)).Of("email"));

        Assert.Equal([left], host.PersonsOf(id));
        Assert.Null((await host.ContactAsync(id)).Of("email"));
    }

    [Fact]
    public async Task Emptying_ShowsTheNextThatThereIs()
    {
        await using var host = await EndpointHost.StartAsync();
        var id = host.AddContactOf(("Ane", "ane@nordlys.dk", false), ("Bo", "bo@nordlys.dk", true));

        var answered = await host.ChangeContactAsync(id, "email", "");

        Assert.Equal("ane@nordlys.dk", answered.Of("email"));
        Assert.Equal("ane@nordlys.dk", (await host.ContactAsync(id)).Of("email"));
    }

    [Fact]
    public async Task EmptyingNothing_AsksNobody()
    {
        await using var host = await EndpointHost.StartAsync();
        var id = host.AddContactOf(("Ane", null, true));

        Assert.Equal([$"GET /contacts/{id}"], await host.RequestsOfAsync(() => host.ChangeContactAsync(id, "email", null)));
    }

    [Fact]
    public async Task WithOtherFields_ItIsASecondWrite()
    {
        await using var host = await EndpointHost.StartAsync();
        var id = host.AddPrivateContactOf(("Bo", "bo@nordlys.dk", true));
        var current = await host.ContactAsync(id);

        var requests = await host.RequestsOfAsync(async () =>
        {
            var answered = await host.Contacts.ChangeAsync(host.Opened, current, new Dictionary<string, string?> { ["email"] = "ny@nordlys.dk", ["phone"] = "12345678" }, default);
            Assert.Equal(("ny@nordlys.dk", "12345678"), (answered.Of("email"), answered.Of("phone")));
        });

        Assert.Equal(["PUT", "PUT"], requests.Select(request => request.Split(' ')[0]));
    }

    private static async Task<string?> ReadAsync(EndpointHost host, params (string? Name, string? Email, bool IsPrimary)[] persons)
    {
        var id = host.AddContactOf(persons);
        var listed = (await host.Contacts.ReadAllAsync(host.Opened, null, default)).Single(record => record.Id == id);
        Assert.Equal((await host.ContactAsync(id)).Of("email"), listed.Of("email"));
        return listed.Of("email");
    }

    private static List<string> IdsOf(EndpointHost host) =>
        [.. host.Billy.Records(host.Token, "contactPersons").Select(person => person.GetProperty("id").GetString()!)];
}
