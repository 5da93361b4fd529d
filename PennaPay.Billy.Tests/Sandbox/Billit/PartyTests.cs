namespace PennaPay.Billy.Tests.Sandbox.Billit;

/// <summary>Customers, and what becomes of one that is posted with an order.</summary>
public sealed class PartyTests : BillitTests
{
    [Fact]
    public async Task Created_TheAnswerIsItsIdAlone_AndItReadsAsItWasPosted()
    {
        var answer = await PostAsync("parties", new
        {
            Name = "Jan Jacobs", PartyType = "Customer", Email = "jan@voorbeeld.be", VATLiable = false, VATDeductable = false, CountryCode = "BE", City = "Aalst",
            ExternalProviderID = "shop-7", Identifiers = new[] { new { IdentifierType = "GLN", Identifier = "5412345000013" } },
        });

        var id = answer.Ok.Element.GetInt64();
        var party = (await GetAsync($"parties/{id}")).Ok;
        Assert.Equal($"{id} Jan Jacobs Jan Jacobs Customer jan@voorbeeld.be false Aalst shop-7", party.Show("PartyID", "Name", "DisplayName", "PartyType", "Email", "VATLiable", "City", "ExternalProviderID"));
        Assert.Equal("5412345000013", party["Identifiers"][0]["Identifier"].Text);
        Assert.Equal("2026-11-20T10:00:00", party["LastModified"].Text);
        Assert.False(party["VATNumber"].Exists);
    }

    [Fact]
    public async Task CreatedTwice_ThereAreTwo()
    {
        await PostAsync("parties", new { Name = "Twee BV", Email = "klant@voorbeeld.be" });

        Assert.Equal(2, Company.Parties.Count);
    }

    [Theory]
    [InlineData("""{"PartyType":"Customer"}""")]
    [InlineData("""{"Name":"A","PartyType":"Friend"}""")]
    [InlineData("""{"Name":"A","Email":null}""")]
    [InlineData("""{"Name":7}""")]
    [InlineData("[]")]
    public async Task WhatIsWrong_IsRefused(string body)
    {
        Assert.Equal("400 GenericError", Error(await PostAsync("parties", System.Text.Json.JsonElement.Parse(body))));
        Assert.Single(Company.Parties);
    }

    [Fact]
    public async Task Patched_ChangesWhatMayBe_AndNothingElse()
    {
        var patched = await PatchAsync($"parties/{Customer}", new { Email = "nieuw@voorbeeld.be", Nr = "K7" });

        Assert.Equal("200 ", $"{patched.Code} {patched.Text}");
        Assert.Equal(("Klant NV", "nieuw@voorbeeld.be", "K7"), (Company.Party(Customer).Name, Company.Party(Customer).Email, Company.Party(Customer).Nr));
        Assert.Equal("400 GenericError", Error(await PatchAsync($"parties/{Customer}", new { PartyType = "Supplier" })));
    }

    [Fact]
    public async Task Searched_ByNameVatNumberAndEmail()
    {
        Company.AddCustomer("Andere BV", "ander@voorbeeld.be");

        foreach (var text in (string[])["klant nv", "BE0420010042", "KLANT@"])
            Assert.Equal("Klant NV", Assert.Single((await GetAsync($"parties?fullTextSearch={text}")).Ok["Items"].Items)["Name"].Text);
    }

    [Fact]
    public async Task Filtered_ByWhatIsDocumented_AndNotByEmail()
    {
        Company.AddParty(new() { Name = "Leverancier", PartyType = "Supplier" });
        Server.Time.Advance(TimeSpan.FromHours(1));
        var late = Company.AddCustomer("Late BV");

        Assert.Equal([Customer, late], await IdsAsync("PartyType eq 'Customer'"));
        Assert.Equal([late], await IdsAsync("PartyType eq 'Customer' and LastModified ge DateTime'2026-11-20T11:00:00'"));
        Assert.Equal([Customer], await IdsAsync("VATNumber eq 'BE0420010042'"));
        var refused = await GetAsync("parties?$filter=Email eq 'klant@voorbeeld.be'");
        Assert.Equal("400 GenericError", Error(refused));
        Assert.Contains("Could not find a property named 'Email'", refused.Text, StringComparison.Ordinal);
        Sandbox.Behaviour.FiltersPartiesByEmail = true;
        Assert.Equal([Customer], await IdsAsync("Email eq 'klant@voorbeeld.be'"));
    }

    [Fact]
    public async Task PostedWithAnId_NothingOfTheCustomerChanges()
    {
        await NewOrderAsync(Invoice(("Customer", new { PartyID = Customer, PartyType = "Customer", Name = "Iemand anders" })));

        Assert.Equal("Klant NV", Assert.Single(Company.Parties).Name);
    }

    [Theory]
    [InlineData("""{"Name":"Nieuwe naam","VATNumber":"BE 0420.010.042"}""", true)]
    [InlineData("""{"Name":"Nieuwe naam","Email":"KLANT@voorbeeld.be"}""", true)]
    [InlineData("""{"Name":"Nieuwe naam","Email":"KLANT@voorbeeld.be","VATNumber":"BE0999999999"}""", false)]
    [InlineData("""{"Name":"Nieuwe naam","Email":"ander@voorbeeld.be"}""", false)]
    public async Task PostedWithoutAnId_OverwritesWhoeverItIsTakenFor(string customer, bool isTaken)
    {
        await NewOrderAsync(Invoice(("Customer", System.Text.Json.JsonElement.Parse(customer))));

        Assert.Equal(isTaken ? ["Nieuwe naam"] : ["Klant NV", "Nieuwe naam"], Company.Parties.Select(party => party.Name));
        Assert.Equal("BE0420010042", Company.Party(Customer).VATNumber?.Replace(" ", "", StringComparison.Ordinal).Replace(".", "", StringComparison.Ordinal));
    }

    [Fact]
    public async Task MatchingCanBeSwitchedOff()
    {
        Sandbox.Behaviour.MatchesCustomers = false;

        await NewOrderAsync(Invoice(("Customer", new { Name = "Klant NV", Email = "klant@voorbeeld.be" })));

        Assert.Equal(2, Company.Parties.Count);
    }

    [Fact]
    public async Task Merged_TheOrdersGoAlong_AndTheOtherIsGone()
    {
        var other = Company.AddCustomer("Dubbele NV");
        var order = Company.AddInvoice(other, 10m);

        Company.MergeParties(other, Customer);

        Assert.Equal(401, (await GetAsync($"parties/{other}")).Code);
        Assert.Equal($"{Customer}", (await OrderAsync(order))["CounterParty"]["PartyID"].Text);
        Assert.Throws<InvalidOperationException>(() => Company.DeleteParty(Customer));
    }

    private async Task<List<long>> IdsAsync(string filter) =>
        [.. (await GetAsync($"parties?$filter={Uri.EscapeDataString(filter)}")).Ok["Items"].Items.Select(party => party["PartyID"].Element.GetInt64())];
}
