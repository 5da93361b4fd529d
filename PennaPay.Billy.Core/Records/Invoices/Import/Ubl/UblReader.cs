using System.Globalization;
using System.Xml.Linq;
using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Core.Records.Invoices.Import.Ubl;

/// <summary>
/// Reads an invoice or credit note of UBL 2.1 as Peppol BIS Billing 3 or OIOUBL 2.1 restrict it. What is missing or absurd becomes an
/// error that names its element and line; what PennaPay has no place for (payment means, delivery, attachments) is left.
/// </summary>
internal sealed class UblReader
{
    private readonly XElement root;
    private readonly ImportErrors errors;
    private readonly UblPlaces places;
    private readonly bool isCreditNote;
    private readonly bool isDanish;
    private readonly string currency;

    private UblReader(XElement root, ImportErrors errors)
    {
        (this.root, this.errors, places) = (root, errors, new(root));
        isDanish = Text(root, "CustomizationID")?.StartsWith("OIOUBL", StringComparison.OrdinalIgnoreCase) == true;
        isCreditNote = root.Name.Namespace == UblNames.CreditNote;
        currency = Text(root, "DocumentCurrencyCode")?.ToUpperInvariant() ?? "";
    }

    public static ParsedFile Read(byte[] bytes)
    {
        var errors = new ImportErrors();
        var invoices = UblFile.Open(bytes, errors) is { } root ? [new UblReader(root, errors).Document()] : Array.Empty<ParsedInvoice>();
        return new(invoices, errors, []);
    }

    private ParsedInvoice Document()
    {
        var customer = UblParty.Customer(root, places, errors);
        var invoice = new Invoice
        {
            Id = Guid.CreateVersion7(),
            Kind = isCreditNote ? InvoiceKind.CreditNote : InvoiceKind.Invoice,
            Number = Required(root, "ID"),
            IssueDate = Day(root, "IssueDate") ?? MissingDay("IssueDate"),
            DueDate = Day(root, "DueDate") ?? root.Elements(UblNames.Cac + "PaymentMeans").Select(means => Day(means, "PaymentDueDate")).FirstOrDefault(),
            Currency = currency.Length > 0 ? currency : Required(root, "DocumentCurrencyCode"),
            Message = InputText.Block(string.Join('\n', root.Elements(UblNames.Cbc + "Note").Select(note => note.Value))),
            OrderReference = root.Element(UblNames.Cac + "OrderReference") is { } order && Text(order, "ID") is { } number
                ? number
                : Text(root, "BuyerReference"),
            Status = InvoiceStatus.Sent,
            Origin = InvoiceOrigin.Ubl,
        };
        if (isCreditNote)
            invoice.CreditedInvoiceNumber = CreditedNumber();
        places.NoteDocument(LineName);
        foreach (var line in root.Elements(UblNames.Cac + LineName))
        {
            foreach (var read in Line(line, customer.CountryCode))
            {
                places.NoteLine(invoice.Lines.Count, line, QuantityName);
                invoice.Lines.Add(read);
            }
        }

        foreach (var adjustment in root.Elements(UblNames.Cac + "AllowanceCharge"))
        {
            places.Note($"Lines[{invoice.Lines.Count}]", adjustment);
            invoice.Lines.Add(Adjustment(adjustment, customer.CountryCode));
        }

        invoice.SetCustomer(customer);
        var stated = StatedTotals();
        if (stated is not null)
            CompareTotals(invoice, stated);
        if (root.Element(UblNames.Cac + "LegalMonetaryTotal") is { } total)
            (invoice.Prepaid, invoice.PayableRounding) = (OptionalAmount(total, "PrepaidAmount"), OptionalAmount(total, "PayableRoundingAmount"));
        return new(new(invoice, customer, stated), places.Find) { Supplier = UblParty.Supplier(root) };
    }

    private string LineName => isCreditNote ? "CreditNoteLine" : "InvoiceLine";

    private string QuantityName => isCreditNote ? "CreditedQuantity" : "InvoicedQuantity";

    private string? CreditedNumber() =>
        root.Elements(UblNames.Cac + "BillingReference").Elements(UblNames.Cac + "InvoiceDocumentReference")
            .Select(reference => Text(reference, "ID")).FirstOrDefault(number => number is not null);

    /// <summary>A line, and one more where charges outweigh allowances, since our lines have only discounts.</summary>
    private IEnumerable<InvoiceLine> Line(XElement element, string country)
    {
        var item = element.Element(UblNames.Cac + "Item");
        var price = element.Element(UblNames.Cac + "Price");
        var counted = element.Element(UblNames.Cbc + QuantityName);
        if (item is null || price is null || counted is null)
        {
            var missing = item is null ? "Item" : price is null ? "Price" : QuantityName;
            errors.Add(UblFile.Line(element), missing, ImportProblems.ElementMissing);
            yield break;
        }

        var (vat, rate, code) = Vat(item, UblTaxes.OfLine(element, item), "ClassifiedTaxCategory", country);
        var line = new InvoiceLine
        {
            Id = Guid.CreateVersion7(),
            Description = Required(item, "Name"),
            Details = InputText.Block(string.Join('\n', [Text(item, "Description"), .. Notes(element)])),
            Quantity = Number(counted),
            Unit = UblUnits.Name((string?)counted.Attribute("unitCode")),
            UnitPrice = UnitPrice(price),
            Vat = vat,
            VatRate = rate,
            VatCode = code,
        };
        yield return line;

        var stated = RequiredAmount(element, "LineExtensionAmount");
        if (IsAbsurd(line.Quantity) || IsAbsurd(line.UnitPrice) || stated is not { } extension)
            yield break;
        var difference = InvoiceTotals.LineAmount(line) - extension;
        if (difference > 0)
            line.DiscountAmount = difference;
        else if (difference < 0)
            yield return Extra(Reasons(element, isCharge: true) ?? line.Description, -difference, (vat, rate, code));
    }

    /// <summary>An allowance or charge on the whole document becomes a line, because our invoices have neither.</summary>
    private InvoiceLine Adjustment(XElement element, string country)
    {
        var category = Vat(element, element.Element(UblNames.Cac + "TaxCategory"), "TaxCategory", country);
        var isCharge = IsCharge(element);
        var reason = Text(element, "AllowanceChargeReason") ?? (isCharge ? "Gebyr" : "Rabat");
        var amount = RequiredAmount(element, "Amount") ?? 0;
        return Extra(reason, isCharge ? amount : -amount, category);
    }

    private static InvoiceLine Extra(string description, decimal amount, (VatTreatment Vat, decimal Rate, string? Code) category) => new()
    {
        Id = Guid.CreateVersion7(), Description = description, UnitPrice = amount, Vat = category.Vat, VatRate = category.Rate, VatCode = category.Code,
    };

    private static string? Reasons(XElement line, bool isCharge) => InputText.Line(string.Join(", ",
        line.Elements(UblNames.Cac + "AllowanceCharge").Where(element => IsCharge(element) == isCharge)
            .Select(element => Text(element, "AllowanceChargeReason"))));

    private decimal UnitPrice(XElement price)
    {
        var amount = RequiredAmount(price, "PriceAmount") ?? 0;
        var per = price.Element(UblNames.Cbc + "BaseQuantity") is { } quantity ? Number(quantity) : 1;
        // How many of what is priced are in one of what is counted.
        var factor = price.Element(UblNames.Cbc + "OrderableUnitFactorRate") is { } rate ? Number(rate) : 1;
        if (per > 0)
            return Math.Round(amount * factor / per, 10);
        errors.Add(UblFile.Line(price), "BaseQuantity", ImportProblems.NotANumber, per);
        return amount;
    }

    private (VatTreatment Vat, decimal Rate, string? Code) Vat(XElement parent, XElement? category, string name, string country)
    {
        if (category is null)
        {
            errors.Add(UblFile.Line(parent), name, ImportProblems.ElementMissing);
            return (VatTreatment.Standard, VatRates.DanishStandard, null);
        }
        var code = Required(category, "ID");
        if (UblTaxes.Find(code, country) is { } treatment)
        {
            var rate = category.Element(UblNames.Cbc + "Percent") is { } percent ? Number(percent) : 0;
            return (treatment, rate, code);
        }
        if (code.Length > 0)
            errors.Add(UblFile.Line(category), category.Name.LocalName, ImportProblems.VatCategoryUnknown, code);
        return (VatTreatment.Standard, VatRates.DanishStandard, null);
    }

    private Totals? StatedTotals()
    {
        if (root.Element(UblNames.Cac + "LegalMonetaryTotal") is not { } total)
        {
            errors.Add(UblFile.Line(root), "LegalMonetaryTotal", ImportProblems.ElementMissing);
            return null;
        }
        var gross = RequiredAmount(total, "TaxInclusiveAmount");
        // A second TaxTotal states the same VAT in the seller's accounting currency.
        var taxes = root.Elements(UblNames.Cac + "TaxTotal").Select(tax => tax.Element(UblNames.Cbc + "TaxAmount")).OfType<XElement>().ToList();
        var tax = taxes.Find(amount => (string?)amount.Attribute("currencyID") == currency) ?? taxes.FirstOrDefault();
        if (tax is null)
            errors.Add(UblFile.Line(root), "TaxTotal", ImportProblems.ElementMissing);
        // OIOUBL's tax exclusive amount is the sum of the taxes, so there the net is what is left of the gross.
        var net = isDanish ? 0 : RequiredAmount(total, "TaxExclusiveAmount");
        if (net is null || gross is null || tax is null || Amount(tax) is not { } vat)
            return null;
        return new(Money.Round(isDanish ? gross.Value - vat : net.Value), Money.Round(vat), Money.Round(gross.Value));
    }

    /// <summary>
    /// The net must be the lines' exactly; VAT may differ by the rounding that UBL does for each category and some
    /// systems for each line, which is why the stated totals are kept.
    /// </summary>
    private void CompareTotals(Invoice invoice, Totals stated)
    {
        if (errors.Total > 0 || InvoiceRules.Check(invoice).Any(problem => problem.Code != InvoiceProblems.TotalNegative))
            return;
        var computed = InvoiceTotals.Of(invoice);
        var rounding = 0.01m * Math.Max(2, invoice.Lines.Count);
        var at = UblFile.Line(root.Element(UblNames.Cac + "LegalMonetaryTotal")!);
        if (stated.Net != computed.Net)
            errors.Add(at, isDanish ? "TaxInclusiveAmount" : "TaxExclusiveAmount", ImportProblems.TotalsDisagree, stated.Net, computed.Net);
        else if (Math.Abs(stated.Vat - computed.Vat) > rounding)
            errors.Add(at, "TaxAmount", ImportProblems.TotalsDisagree, stated.Vat, computed.Vat);
        else if (stated.Gross != stated.Net + stated.Vat)
            errors.Add(at, "TaxInclusiveAmount", ImportProblems.TotalsDisagree, stated.Gross, stated.Net + stated.Vat);
    }

    private decimal? RequiredAmount(XElement parent, string name)
    {
        if (parent.Element(UblNames.Cbc + name) is { } element)
            return Amount(element);
        errors.Add(UblFile.Line(parent), name, ImportProblems.ElementMissing);
        return null;
    }

    private decimal? OptionalAmount(XElement parent, string name) =>
        parent.Element(UblNames.Cbc + name) is { } element && Amount(element) is { } amount ? Money.Round(amount) : null;

    private decimal? Amount(XElement element)
    {
        if ((string?)element.Attribute("currencyID") is { } other && currency.Length > 0 && other != currency)
            errors.Add(UblFile.Line(element), element.Name.LocalName, ImportProblems.CurrencyMismatch, other, currency);
        return Number(element);
    }

    private decimal Number(XElement element)
    {
        var text = element.Value.Trim();
        if (decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            && !IsAbsurd(number))
            return number;
        errors.Add(UblFile.Line(element), element.Name.LocalName, ImportProblems.NotANumber, Excerpt(text));
        return 1;
    }

    private static bool IsAbsurd(decimal number) => Math.Abs(number) > Money.Largest;

    private DateOnly? Day(XElement parent, string name)
    {
        if (parent.Element(UblNames.Cbc + name) is not { } element)
            return null;
        // xs:date may carry a time zone, which says nothing about which day stands on the document.
        var text = element.Value.Trim();
        if (DateOnly.TryParseExact(text.Length > 10 ? text[..10] : text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            && (text.Length == 10 || text[10] is 'Z' or '+' or '-'))
            return day;
        errors.Add(UblFile.Line(element), name, ImportProblems.NotADate, Excerpt(text));
        return new DateOnly(2000, 1, 1);
    }

    private DateOnly MissingDay(string name)
    {
        errors.Add(UblFile.Line(root), name, ImportProblems.ElementMissing);
        return new DateOnly(2000, 1, 1);
    }

    private string Required(XElement parent, string name)
    {
        if (Text(parent, name) is { } text)
            return text;
        errors.Add(UblFile.Line(parent), name, ImportProblems.ElementMissing);
        return "";
    }

    private static IEnumerable<string> Notes(XElement line) => line.Elements(UblNames.Cbc + "Note").Select(note => note.Value);

    private static string? Text(XElement parent, string name) => InputText.Line((string?)parent.Element(UblNames.Cbc + name));

    private static bool IsCharge(XElement element) =>
        ((string?)element.Element(UblNames.Cbc + "ChargeIndicator"))?.Trim() is "true" or "1";

    private static string Excerpt(string text) => OutsideText.Line(text, 51);
}
