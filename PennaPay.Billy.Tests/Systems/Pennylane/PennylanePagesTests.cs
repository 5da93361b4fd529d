using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Links;
using PennaPay.Billy.Core.Systems.Pennylane;

namespace PennaPay.Billy.Tests.Systems.Pennylane;

public sealed class PennylanePagesTests
{
    [Theory]
    [InlineData(RecordKind.Contact, "https://app.pennylane.com/companies/23509124/clients/customers?id=1338468995072")]
    [InlineData(RecordKind.Invoice, "https://app.pennylane.com/companies/23509124/clients/customer_invoices?invoice_id=1338468995072")]
    [InlineData(RecordKind.Product, null)]
    public void Page_IsOfTheCompanyAndTheRecord(RecordKind kind, string? page) =>
        Assert.Equal(page, PennylanePages.Of(Company("23509124"), kind, "1338468995072")?.AbsoluteUri);

    [Theory]
    [InlineData("23509124", "12&x=1")]
    [InlineData("23509124", "")]
    [InlineData("../../evil", "12")]
    [InlineData("23509124", "12345678901234567890")]
    public void Page_IsNone_WhereAnIdIsNoNumber(string company, string id) => Assert.Null(PennylanePages.Of(Company(company), RecordKind.Contact, id));

    [Fact]
    public void Page_IsNone_InTheSandbox() => Assert.Null(PennylanePages.Of(Company("1", isSandbox: true), RecordKind.Contact, "1"));

    private static Connection Company(string id, bool isSandbox = false) => new() { System = PennylaneSystem.SystemId, AccountId = id, UsesSandbox = isSandbox };
}
