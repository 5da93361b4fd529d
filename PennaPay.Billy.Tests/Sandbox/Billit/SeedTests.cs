namespace PennaPay.Billy.Tests.Sandbox.Billit;

/// <summary>What is there before anybody did anything.</summary>
public sealed class SeedTests : BillitTests
{
    [Fact]
    public void ThreeCompanies_OneOfThemWithoutAccess()
    {
        Assert.Equal([true, true, false], Sandbox.Companies.Take(3).Select(company => company.AllowsApi));
        Assert.All(Sandbox.Companies, company => Assert.Matches("^BE[01][0-9]{9}$|^BE[0-9]{10}$", company.VatNumber));
    }

    [Fact]
    public void Shop_HasCustomersAndInvoicesInSeveralStates()
    {
        Assert.Equal((8, 12), (Sandbox.Default.Parties.Count, Sandbox.Default.Orders.Count));
        Assert.Equal(["Paid", "ToPay", "ToSend"], Sandbox.Default.Orders.Select(order => order.Status).Distinct().Order());
        Assert.Single(Sandbox.Default.Parties, party => party.Email?.Contains(';', StringComparison.Ordinal) == true);
    }

    [Fact]
    public void Many_AreThereAtOnce()
    {
        Company.AddMany(20, 5_000);

        Assert.Equal((21, 5_000), (Company.Parties.Count, Company.Orders.Count));
        Assert.Equal(5_000, Company.Orders.Select(order => order.Content.OrderNumber).Distinct().Count());
    }
}
