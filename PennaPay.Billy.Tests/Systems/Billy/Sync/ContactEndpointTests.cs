using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Sync;
using PennaPay.Billy.Core.Sync.Fields;
using PennaPay.Billy.Core.Sync.Records;

namespace PennaPay.Billy.Tests.Systems.Billy.Sync;

public sealed class ContactEndpointTests
{
    private static readonly Dictionary<string, string?> Everything = new()
    {
        ["name"] = "Havblik Byg A/S",
        ["type"] = "company",
        ["registrationNo"] = "12345674",
        ["countryId"] = "DK",
        ["street"] = "Strandvejen 1",
        ["zipcodeText"] = "8000",
        ["cityText"] = "Aarhus C",
        ["phone"] = "+45 12 34 56 78",
        ["email"] = "post@havblik.dk",
        ["contactNo"] = "K-100",
        ["ean"] = "5790000000005",
        ["fax"] = "70 10 00 01",
        ["paymentTermsDays"] = "14",
    };

    [Theory]
    [InlineData("name", "Havblik Byg A/S")]
    [InlineData("type", "person")]
    [InlineData("registrationNo", "12345674")]
    [InlineData("countryId", "SE")]
    [InlineData("street", "Strandvejen 1")]
    [InlineData("zipcodeText", "8000")]
    [InlineData("cityText", "Aarhus C")]
    [InlineData("phone", "+45 12 34 56 78")]
    [InlineData("contactNo", "K-100")]
    [InlineData("ean", "5790000000005")]
    [InlineData("fax", "70 10 00 01")]
    public async Task AField_IsReadAndWritten(string field, string value)
    {
        await using var host = await EndpointHost.StartAsync();
        var (read, written) = (host.AddContact(field, value), host.AddContact());

        Assert.Equal(value, (await host.ContactAsync(read)).Of(field));

        var answered = await host.ChangeContactAsync(written, field, value);
        Assert.Equal(value, host.Stored("contacts", written).GetProperty(field).GetString());
        AssertSame(await host.ContactAsync(written), answered);
    }

    [Theory]
    [InlineData("registrationNo", false)]
    [InlineData("street", false)]
    [InlineData("zipcodeText", true)]
    [InlineData("cityText", false)]
    [InlineData("phone", true)]
    [InlineData("contactNo", false)]
    [InlineData("ean", true)]
    [InlineData("fax", false)]
    public async Task AField_IsEmptied_HoweverBillyWritesNothing(string field, bool asNull)
    {
        await using var host = await EndpointHost.StartAsync(new() { UnsetTextsAreNull = asNull });
        var id = host.AddContact(field, "5790000000005");

        var answered = await host.ChangeContactAsync(id, field, null);

        Assert.Null(answered.Of(field));
        AssertSame(await host.ContactAsync(id), answered);
    }

    [Theory]
    [InlineData("name", null)]
    [InlineData("name", " \t ")]
    [InlineData("countryId", "")]
    [InlineData("type", "robot")]
    [InlineData("isSupplier", "true")]
    [InlineData("paymentTermsDays", "14.5")]
    [InlineData("paymentTermsDays", "-1")]
    [InlineData("paymentTermsDays", "1000")]
    [InlineData("paymentTermsDays", "fjorten")]
    public async Task WhatAContactCannotBe_IsRefusedWithoutAsking(string field, string? value)
    {
        await using var host = await EndpointHost.StartAsync();
        var current = await host.ContactAsync(host.AddContact());

        var requests = await host.RequestsOfAsync(async () =>
        {
            var refused = await Assert.ThrowsAsync<RecordRefusedException>(
                () => host.Contacts.ChangeAsync(host.Opened, current, new Dictionary<string, string?> { [field] = value }, default));
            Assert.Equal((FailureCodes.RecordInvalid, field), (refused.Failure.Code, refused.Failure.Detail));
        });

        Assert.Empty(requests);
    }

    [Theory]
    [InlineData("14", null, """{"contact":{"paymentTermsMode":"net","paymentTermsDays":14}}""")]
    [InlineData("0", "netEndOfMonth", """{"contact":{"paymentTermsDays":0}}""")]
    [InlineData(null, "net", """{"contact":{"paymentTermsDays":null}}""")]
    public async Task PaymentTerms_AreDays_CountedAsTheAccountCountsThem(string? days, string? mode, string sent)
    {
        await using var host = await EndpointHost.StartAsync();
        var id = host.AddContact("paymentTermsDays", 8, ("paymentTermsMode", mode));
        Assert.Equal("8", (await host.ContactAsync(id)).Of("paymentTermsDays"));

        var requests = await host.RequestsOfAsync(async () => Assert.Equal(days, (await host.ChangeContactAsync(id, "paymentTermsDays", days)).Of("paymentTermsDays")));

        Assert.Equal([$"GET /contacts/{id}", $"PUT /contacts/{id} {sent}"], requests);
        Assert.Equal(days, (await host.ContactAsync(id)).Of("paymentTermsDays"));
    }

    [Fact]
    public async Task AChange_IsOneWriteOfJustThatField()
    {
        await using var host = await EndpointHost.StartAsync();
        var id = host.AddContact("street", "Strandvejen 1");

        var requests = await host.RequestsOfAsync(() => host.ChangeContactAsync(id, "phone", "12345678"));

        Assert.Equal([$"GET /contacts/{id}", $$$"""PUT /contacts/{{{id}}} {"contact":{"phone":"12345678"}}"""], requests);
    }

    [Fact]
    public async Task ARecordThatWasKeptByOthers_IsReadOnceMoreForItsPersons()
    {
        await using var host = await EndpointHost.StartAsync();
        var id = host.AddPrivateContactOf(("Mette", "mette@nordlys.dk", true));
        var known = await host.ContactAsync(id);
        var copy = new TheirRecord { Id = known.Id, Module = known.Module, Title = known.Title, Values = known.Values };

        await host.Contacts.ChangeAsync(host.Opened, copy, new Dictionary<string, string?> { ["email"] = "ny@nordlys.dk" }, default);

        Assert.Equal(["Mette <ny@nordlys.dk> !"], host.PersonsOf(id));
    }

    [Fact]
    public async Task TheType_SaysTheModule()
    {
        await using var host = await EndpointHost.StartAsync();
        var (company, person) = (host.AddContact(), host.AddContact("type", "person"));

        Assert.Equal(SyncModule.Organizations, (await host.ContactAsync(company)).Module);
        Assert.Equal(SyncModule.Contacts, (await host.ContactAsync(person)).Module);
    }

    [Theory]
    [InlineData(true, false, true)]
    [InlineData(true, null, true)]
    [InlineData(true, true, false)]
    [InlineData(false, false, false)]
    [InlineData(null, null, false)]
    public async Task OnlyASupplier_IsThereForAnotherPurpose(bool? isSupplier, bool? isCustomer, bool isOther)
    {
        await using var host = await EndpointHost.StartAsync();
        var id = host.AddContact("isSupplier", isSupplier, ("isCustomer", isCustomer));

        Assert.Equal(isOther, (await host.ContactAsync(id)).IsOther);
    }

    [Fact]
    public async Task WhatWasArchived_IsListedAsSuch()
    {
        await using var host = await EndpointHost.StartAsync();
        var id = host.AddContact("isArchived", true);

        Assert.True(Assert.Single(await host.Contacts.ReadAllAsync(host.Opened, null, default), record => record.Id == id).IsArchived);
    }

    [Fact]
    public async Task ACityFromBillysList_IsReadByItsName_AndMakesWayForAText()
    {
        await using var host = await EndpointHost.StartAsync();
        var id = host.AddContact("cityId", "dk_aalborg", ("cityText", ""));

        Assert.Equal("Aalborg", (await host.ContactAsync(id)).Of("cityText"));
        Assert.Equal("Aalborg", Assert.Single(await host.Contacts.ReadAllAsync(host.Opened, null, default), record => record.Id == id).Of("cityText"));

        // What has nothing to do with it leaves it.
        Assert.Equal("Aalborg", (await host.ChangeContactAsync(id, "street", "Havnen 2")).Of("cityText"));
        Assert.Equal("dk_aalborg", host.Stored("contacts", id).GetProperty("cityId").GetString());

        Assert.Equal("Odense", (await host.ChangeContactAsync(id, "cityText", "Odense")).Of("cityText"));
        Assert.Null(host.Stored("contacts", id).GetProperty("cityId").GetString());
        Assert.Equal("Odense", (await host.ContactAsync(id)).Of("cityText"));
    }

    [Fact]
    public async Task ACityFromBillysList_IsEmptied()
    {
        await using var host = await EndpointHost.StartAsync();
        var id = host.AddContact("cityId", "dk_aalborg");

        Assert.Null((await host.ChangeContactAsync(id, "cityText", null)).Of("cityText"));
        Assert.Null((await host.ContactAsync(id)).Of("cityText"));
    }

    [Fact]
    public async Task Create_SendsEverythingAtOnce()
    {
        await using var host = await EndpointHost.StartAsync();
        TheirRecord? created = null;

        var requests = await host.RequestsOfAsync(async () => created = await host.Contacts.CreateAsync(host.Opened, SyncModule.Organizations, Everything, default));

        Assert.Equal(
            [
                """
                POST /contacts {"contact":{"type":"company","name":"Havblik Byg A/S","countryId":"DK","street":"Strandvejen 1","cityText":"Aarhus C",
                "zipcodeText":"8000","phone":"\u002B45 12 34 56 78","contactNo":"K-100","registrationNo":"12345674","ean":"5790000000005","fax":"70 10 00 01",
                "paymentTermsMode":"net","paymentTermsDays":14,"isCustomer":true,
                "contactPersons":[{"name":"Havblik Byg A/S","email":"post@havblik.dk","isPrimary":true}]}}
                """.ReplaceLineEndings(""),
            ],
            requests);
        Assert.Equal(Everything, created!.Values.ToDictionary());
        AssertSame(await host.ContactAsync(created.Id), created);
    }

    [Fact]
    public async Task Create_OfTheLeast_TakesTheTypeOfItsModule()
    {
        await using var host = await EndpointHost.StartAsync();
        var values = new Dictionary<string, string?> { ["name"] = "Bo Hansen", ["countryId"] = "dk", ["email"] = " " };

        var created = await host.Contacts.CreateAsync(host.Opened, SyncModule.Contacts, values, default);

        Assert.Equal(("person", "DK", null), (created.Of("type"), created.Of("countryId"), created.Of("email")));
        Assert.Empty(host.PersonsOf(created.Id));
    }

    [Theory]
    [InlineData("name")]
    [InlineData("countryId")]
    public async Task Create_WithoutWhatBillyNeeds_IsRefusedWithoutAsking(string missing)
    {
        await using var host = await EndpointHost.StartAsync();
        var values = new Dictionary<string, string?>(Everything);
        values.Remove(missing);

        var requests = await host.RequestsOfAsync(async () => Assert.Equal(missing, (await Assert.ThrowsAsync<RecordRefusedException>(
            () => host.Contacts.CreateAsync(host.Opened, SyncModule.Organizations, values, default))).Failure.Detail));

        Assert.Empty(requests);
    }

    [Fact]
    public async Task Withdraw_Deletes_AndWhatIsGoneIsDeleted()
    {
        await using var host = await EndpointHost.StartAsync();
        var id = host.AddContactOf(("Mette", "mette@nordlys.dk", true));

        Assert.Equal(WithdrawOutcome.Deleted, await host.Contacts.WithdrawAsync(host.Opened, id, default));
        Assert.Null(await host.Contacts.GetAsync(host.Opened, id, default));
        Assert.Equal(WithdrawOutcome.Deleted, await host.Contacts.WithdrawAsync(host.Opened, id, default));
    }

    [Theory]
    [InlineData(422)]
    [InlineData(400)]
    public async Task Withdraw_OfWhatIsInUse_ArchivesIt(int status)
    {
        await using var host = await EndpointHost.StartAsync(new() { ValidationStatus = status });
        var id = host.AddContact();
        host.Billy.AddRecord(host.Token, "invoices", new
        {
            contactId = id, entryDate = "2026-11-20",
            lines = new[] { new { productId = host.Billy.AddRecord(host.Token, "products", new { name = "Timer" }), unitPrice = 100 } },
        });

        Assert.Equal(WithdrawOutcome.Archived, await host.Contacts.WithdrawAsync(host.Opened, id, default));

        Assert.True((await host.ContactAsync(id)).IsArchived);
    }

    [Fact]
    public async Task TwoThousandFiveHundred_AreThreePages()
    {
        await using var host = await EndpointHost.StartAsync();
        for (var number = 1; number <= 2500; number++)
            host.AddContact("name", $"Kunde {number}");
        List<int> told = [];
        IReadOnlyList<TheirRecord> all = [];

        var requests = await host.RequestsOfAsync(async () => all = await host.Contacts.ReadAllAsync(host.Opened, told.Add, default));

        Assert.Equal(["GET /contacts", "GET /contacts", "GET /contacts"], requests);
        Assert.Equal([1000, 2000, 2500], told);
        Assert.Equal(2500, all.Select(record => record.Title).Distinct().Count());
    }

    [Theory]
    [InlineData("no_such_contact")]
    [InlineData("../organization")]
    [InlineData("")]
    public async Task Get_OfWhatIsNotThere_IsNull(string id)
    {
        await using var host = await EndpointHost.StartAsync();

        Assert.Null(await host.Contacts.GetAsync(host.Opened, id, default));
    }

    [Fact]
    public async Task HostileTexts_AreReadAsLinesOfTexts()
    {
        await using var host = await EndpointHost.StartAsync();
        var id = host.AddContact("name", "<script>alert(1)</script>\u0000\u001b[31m\u202Eevil", ("street", new string('x', 10_000)), ("phone", "a\r\nb\tc"));

        var read = await host.ContactAsync(id);

        Assert.Equal("<script>alert(1)</script>  [31mevil", read.Of("name"));
        Assert.Equal(300, read.Of("street")!.Length);
        Assert.Equal("a b c", read.Of("phone"));
        Assert.All(read.Values.Values, value => Assert.DoesNotContain(value ?? "", char.IsControl));
    }

    [Theory]
    [InlineData("name")]
    [InlineData("street")]
    [InlineData("email")]
    public async Task WhatWouldComeBackCutOff_IsRefused(string field)
    {
        await using var host = await EndpointHost.StartAsync();
        var id = host.AddContact();

        await Assert.ThrowsAsync<RecordRefusedException>(() => host.ChangeContactAsync(id, field, new string('x', 10_000)));
    }

    [Fact]
    public async Task MessySpellings_ComeBackTheSame()
    {
        await using var host = await EndpointHost.StartAsync();
        var id = host.AddContact();
        Dictionary<string, string?> messy = new()
        {
            ["name"] = "  Havblik \t Byg\r\nA/S ",
            ["type"] = " COMPANY",
            ["registrationNo"] = "DK 12 34 56-74",
            ["countryId"] = "dk ",
            ["street"] = "Stra\u006E\u0064vejen\u00A01\u0007",
            ["zipcodeText"] = " 8000 ",
            ["cityText"] = "A\u030Arhus  C",
            ["phone"] = "(+45) 12.34.56.78",
            ["email"] = " Post@Havblik.DK\n",
            ["contactNo"] = " K-100 ",
            ["ean"] = "5790000000005\u202E",
            ["fax"] = " 70 10\t00 01",
            ["paymentTermsDays"] = " 014.0 ",
        };

        await host.Contacts.ChangeAsync(host.Opened, await host.ContactAsync(id), messy, default);

        var read = await host.ContactAsync(id);
        Assert.All(host.Contacts.Fields.Where(field => !field.IsMany), field => Assert.True(FieldValue.Same(field.Type, messy[field.Name], read.Of(field.Name)), $"{field.Name}: {read.Of(field.Name)}"));
    }

    [Fact]
    public async Task TheDefaultMap_NamesFieldsThatAreThere_OfOneType()
    {
        await using var host = await EndpointHost.StartAsync();
        var pair = host.Host.Get<RecordEndpoints>().Of("billy", SyncModule.Organizations);

        Assert.All(pair.Theirs.DefaultMap(SyncModule.Organizations).Rows, row => Assert.Equal(
            pair.Ours.Fields.Single(field => field.Name == row.Here).Type, pair.Theirs.Fields.Single(field => field.Name == row.There).Type));
        Assert.Equal(pair.Ours.Fields.Select(field => field.Name), pair.Theirs.DefaultMap(SyncModule.Organizations).Rows.Select(row => row.Here));
        // A private contact is the person.
        Assert.Equal(pair.Ours.Fields.Where(field => !field.IsMany).Select(field => field.Name), pair.Theirs.DefaultMap(SyncModule.Contacts).Rows.Select(row => row.Here));
        Assert.All(pair.Theirs.Keys, key => Assert.Contains(pair.Theirs.Fields, field => field.Name == key.There));
        Assert.Contains("/contacts/c1", pair.Theirs.PageOf(host.Opened.Connection, "c1"), StringComparison.Ordinal);
    }

    private static void AssertSame(TheirRecord stored, TheirRecord answered)
    {
        Assert.Equal(stored.Values.Select(Shown), answered.Values.Select(Shown));
        Assert.Equal((stored.Id, stored.Title, stored.Module, stored.IsArchived, stored.IsOther), (answered.Id, answered.Title, answered.Module, answered.IsArchived, answered.IsOther));

        static (string, string?) Shown(KeyValuePair<string, string?> pair) => (pair.Key, pair.Value);
    }
}
