using System.Buffers;

namespace PennaPay.Billy.Web.Sandbox.Billit;

/// <summary>What is refused when an order is written, in the order in which it is looked at.</summary>
internal static class OrderChecks
{
    private const int LongestDescription = 512;

    private static readonly SearchValues<char> NotInNames = SearchValues.Create("/\\:*?\"<>|");

    private static readonly string[] Types = ["Invoice", "CreditNote", "Offer", "DeliveryNote", "OrderForm"];

    private static readonly string[] PaymentMethods = ["Wired", "Visa", "Bancontact", "Contant", "Domiciliation", "Online", "Other", "PrivateAccount"];

    public static void Check(OrderContent order, BillitCompany company, BillitBehaviour behaviour)
    {
        Demand(Types.Contains(order.OrderType), "OrderType is niet geldig.");
        Demand(order.OrderDirection is "Income" or "Cost", "OrderDirection is niet geldig.");
        Demand(order.ExpiryDate is not null, "De vervaldatum is verplicht.");
        Demand(order.PaymentMethod is null || PaymentMethods.Contains(order.PaymentMethod), "PaymentMethod is niet geldig.");
        Demand(order.Currency is null or [>= 'A' and <= 'Z', >= 'A' and <= 'Z', >= 'A' and <= 'Z'], "De munt is niet geldig.");
        Demand(order.OrderLines is { Count: > 0 }, "Er moet minstens één lijn zijn.");
        CheckCode(order.VentilationCode);
        foreach (var line in order.OrderLines!)
            Check(line, company.TaxCountry);
        if (order.OrderType == "CreditNote")
            Demand(OrderTotals.Of(order, behaviour).Incl >= 0, "De bedragen van een creditnota zijn positief.");
        if (order.AboutInvoiceNumber is { } about && company.AllOrders.All(other => other.Content.OrderNumber != about))
            throw BillitRefusals.Business("TheAboutInvoiceNumberCouldNotBeFound", $"De factuur {about} werd niet gevonden.");
        if (behaviour.RefusesTakenNumbers && order.OrderNumber is { } number && company.HasNumber(number))
            throw BillitRefusals.Generic($"Het nummer {number} bestaat al.");
    }

    public static void CheckFiles(OrderPost post)
    {
        foreach (var file in (post.Attachments ?? []).Append(post.OrderPDF).OfType<BillitUpload>())
        {
            if (file.FileName is not { Length: > 0 } name || name.AsSpan().ContainsAny(NotInNames) || !Path.HasExtension(name))
                throw BillitRefusals.Business("Invalid Filename", "De bestandsnaam is niet geldig.");
            Demand(file is { FileContent.Length: > 0, MimeType.Length: > 0 }, "Het bestand is leeg.");
        }
    }

    private static void Check(BillitLine line, string country)
    {
        Demand(line.Description is not { Length: > LongestDescription } && line.DescriptionExtended is not { Length: > LongestDescription }, "De omschrijving is te lang.");
        Demand(
            line.InclLeading == true ? line.TotalIncl is not null || line.UnitPriceIncl is not null : line.UnitPriceExcl is not null || line.TotalExcl is not null,
            "Een lijn heeft geen prijs.");
        CheckCode(line.VentilationCode);
        if (!VatRates.Of[country].Contains(line.VATPercentage ?? 0))
            throw BillitRefusals.Business("InvalidVAtPercentageForTaxCountry_0_", $"Het btw-percentage is niet geldig voor {country}.");
    }

    private static void CheckCode(int? code) => Demand(code is not { } known || VatRates.VentilationCodes.Contains(known), "De ventilatiecode bestaat niet.");

    private static void Demand(bool holds, string description)
    {
        if (!holds)
            throw BillitRefusals.Generic(description);
    }
}
