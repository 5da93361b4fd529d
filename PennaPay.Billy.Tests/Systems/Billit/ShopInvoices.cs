using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Systems.Billit.Terms;
using PennaPay.Billy.Core.Systems.Billit.Api.Orders;
using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Tests.Systems.Billit;

/// <summary>Invoices as a shop's orders become them.</summary>
internal static class ShopInvoices
{
    public static readonly InvoiceOrigin Origin = new("TestShop");

    /// <summary>What the codes of these invoices become.</summary>
    public static BillitTerms Terms { get; } = new()
    {
        Vat =
        [
            new("BE:0", 0, VentilationCode.Export), new("BE:6", 6), new("BE:12", 12), new("BE:21", 21, AccountCode: 700000),
            new("FR:0:reverse", 0, VentilationCode.IntraEuServices),
        ],
        Sending = Sending.Automatic,
    };

    public static Invoice Of(params IReadOnlyList<InvoiceLine> lines) => Of(pricesIncludeVat: false, lines);

    public static Invoice Of(bool pricesIncludeVat, IReadOnlyList<InvoiceLine> lines, Totals? stated = null)
    {
        var invoice = new Invoice
        {
            Id = Guid.CreateVersion7(), Origin = Origin, OriginId = "88-1001", Number = "2026-17", IssueDate = new(2026, 11, 20), Currency = "EUR",
            PricesIncludeVat = pricesIncludeVat, Status = InvoiceStatus.Sent, Customer = Customer(), Lines = [.. lines],
        };
        invoice.SetCustomer(invoice.Customer);
        invoice.Seal(stated);
        return invoice;
    }

    public static Customer Customer(string name = "Bakkerij Smets", string? email = "info@smets.be", string? number = "BE0420010071", CustomerKind kind = CustomerKind.Company) => new()
    {
        Id = Guid.CreateVersion7(), Name = name, Email = email, RegistrationNo = number, Kind = kind, CountryCode = "BE",
    };

    public static InvoiceLine Line(string description, decimal quantity, decimal price, decimal rate = 21, string? code = null) => new()
    {
        Id = Guid.CreateVersion7(), Description = description, Quantity = quantity, UnitPrice = price, VatRate = rate, Vat = rate == 0 ? VatTreatment.ExportGoods : VatTreatment.Standard,
        VatCode = code ?? FormattableString.Invariant($"BE:{rate:0.##}"),
    };
}
