using Microsoft.Extensions.Logging.Abstractions;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Records.Companies;
using PennaPay.Billy.Tests.Support;

namespace PennaPay.Billy.Tests.Records.Companies;

public sealed class CompanyEditorTests : IAsyncLifetime
{
    private TestDatabase test = null!;
    private CompanyEditor editor = null!;

    public async Task InitializeAsync()
    {
        test = await TestDatabase.CreateAsync();
        editor = new CompanyEditor(test.Database, new CompanyFeed(NullLogger<CompanyFeed>.Instance));
        foreach (var id in (WorkspaceId[])[test.Workspace, WorkspaceId.New()])
        {
            await test.Database.WriteAsync(
                id, (db, _) => Task.FromResult(db.Add(new Workspace { Id = id, Name = "Eksempel ApS", CreatedAt = DateTimeOffset.UnixEpoch })), default);
        }
    }

    public async Task DisposeAsync() => await test.DisposeAsync();

    [Fact]
    public async Task Company_ThatWasNeverSaved_HasTheUsualDefaults() =>
        Assert.Equivalent(
            new Company { Name = "Eksempel ApS", CountryCode = "DK", Currency = "DKK", PaymentTermsDays = 8 },
            await editor.FindAsync(test.Workspace, default), strict: true);

    [Fact]
    public async Task Save_TidiesWhatWasTyped_AndKeepsItForItsOwnWorkspaceOnly()
    {
        var saved = Assert.IsType<SaveCompanyResult.Saved>(await editor.SaveAsync(test.Owner, new Company
        {
            Name = "  Nordlys\tDesign ApS ",
            RegistrationNo = "DK 12 34 56 74",
            Street = "Vestergade 1\u0000",
            ZipCode = " ",
            City = "Århus",
            CountryCode = "dk",
            Email = " post@nordlys.dk ",
            Currency = "eur",
            PaymentTermsDays = 0,
        }, default));

        var expected = new Company
        {
            Name = "Nordlys Design ApS", RegistrationNo = "12345674", Street = "Vestergade 1", City = "Århus", CountryCode = "DK",
            Email = "post@nordlys.dk", Currency = "EUR", PaymentTermsDays = 0,
        };
        Assert.Equivalent(expected, saved.Company, strict: true);
        Assert.Equivalent(expected, await editor.FindAsync(test.Workspace, default), strict: true);
        await using var db = test.Database.Read(default);
        Assert.Equal(["Eksempel ApS", "Nordlys Design ApS"], db.Set<Workspace>().Select(w => w.Name).Order());
    }

    [Theory]
    [InlineData("Name", CompanyProblems.NameMissing, "  ", null)]
    [InlineData("RegistrationNo", CompanyProblems.CvrInvalid, "A", "12345678")]
    [InlineData("RegistrationNo", CompanyProblems.CvrInvalid, "A", "1234")]
    public async Task Save_WithAWrongNameOrNumber_IsRefused(string field, string code, string name, string? number) =>
        await AssertRefusedAsync(field, code, new Company { Name = name, RegistrationNo = number });

    [Fact]
    public async Task Save_WithAnythingElseWrong_IsRefused()
    {
        await AssertRefusedAsync("Name", CompanyProblems.TextTooLong, new Company { Name = new('x', 201) });
        await AssertRefusedAsync("RegistrationNo", CompanyProblems.TextTooLong, new Company { Name = "A", CountryCode = "SE", RegistrationNo = new('1', 51) });
        await AssertRefusedAsync("CountryCode", CompanyProblems.CountryUnknown, new Company { Name = "A", CountryCode = "ZZ" });
        await AssertRefusedAsync("Email", CompanyProblems.EmailInvalid, new Company { Name = "A", Email = "post@" });
        await AssertRefusedAsync("Currency", CompanyProblems.CurrencyUnknown, new Company { Name = "A", Currency = "XYZ" });
        await AssertRefusedAsync("PaymentTermsDays", CompanyProblems.TermsInvalid, new Company { Name = "A", PaymentTermsDays = null });
        await AssertRefusedAsync("PaymentTermsDays", CompanyProblems.TermsInvalid, new Company { Name = "A", PaymentTermsDays = -1 });
        await AssertRefusedAsync("PaymentTermsDays", CompanyProblems.TermsInvalid, new Company { Name = "A", PaymentTermsDays = 366 });
    }

    [Theory]
    [InlineData("12345674", "99001232", true)]
    [InlineData("12345674", "DK-12345674", false)]
    [InlineData("12 34 56 74", "12345674", false)]
    [InlineData(null, "99001232", false)]
    [InlineData("12345674", " ", false)]
    [InlineData("SE556677889901", "se 556677-889901", false)]
    public void AnothersBooks_AreToldByBothNumbers(string? own, string? organization, bool another) =>
        Assert.Equal(another, Company.IsAnother(own, organization));

    private async Task AssertRefusedAsync(string field, string code, Company company)
    {
        var refused = Assert.IsType<SaveCompanyResult.Invalid>(await editor.SaveAsync(test.Owner, company, default));
        var problem = Assert.Single(refused.Problems);
        Assert.Equal((field, code), (problem.Field, problem.Code));
        Assert.Equal("Eksempel ApS", (await editor.FindAsync(test.Workspace, default)).Name);
    }
}
