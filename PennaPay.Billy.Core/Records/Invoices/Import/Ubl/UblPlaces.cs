using System.Xml.Linq;

namespace PennaPay.Billy.Core.Records.Invoices.Import.Ubl;

/// <summary>Which element each property came from, or should have come from, so that a complaint names that one and its line.</summary>
internal sealed class UblPlaces(XElement root)
{
    private readonly Dictionary<string, ImportPlace> places = [];

    /// <summary>The property comes from a child of <paramref name="parent"/>, or is missing there.</summary>
    public void Note(string property, XElement? parent, XName child)
    {
        var from = parent ?? root;
        places[property] = new(UblFile.Line(from.Element(child) ?? from), child.LocalName);
    }

    public void Note(string property, XElement element) => places[property] = new(UblFile.Line(element), element.Name.LocalName);

    /// <summary>What belongs to the whole document.</summary>
    public void NoteDocument(string lineName)
    {
        Note(nameof(Invoice.Number), root, UblNames.Cbc + "ID");
        Note(nameof(Invoice.IssueDate), root, UblNames.Cbc + "IssueDate");
        Note(nameof(Invoice.Currency), root, UblNames.Cbc + "DocumentCurrencyCode");
        Note(nameof(Invoice.Message), root, UblNames.Cbc + "Note");
        Note(nameof(Invoice.Lines), root, UblNames.Cac + lineName);
        Note(nameof(Invoice.OrderReference), root.Element(UblNames.Cac + "OrderReference"), UblNames.Cbc + "ID");
        Note(
            nameof(Invoice.CreditedInvoiceNumber), root.Element(UblNames.Cac + "BillingReference")?.Element(UblNames.Cac + "InvoiceDocumentReference"), UblNames.Cbc + "ID");
        if (root.Elements(UblNames.Cac + "PaymentMeans").Elements(UblNames.Cbc + "PaymentDueDate").FirstOrDefault() is { } due)
            Note(nameof(Invoice.DueDate), due);
        if (root.Element(UblNames.Cbc + "DueDate") is { } stated)
            Note(nameof(Invoice.DueDate), stated);
    }

    /// <summary>What belongs to one of our lines, counted from 0, and the element that it comes from.</summary>
    public void NoteLine(int index, XElement line, string quantityName)
    {
        var (at, item) = ($"Lines[{index}]", line.Element(UblNames.Cac + "Item"));
        Note(at, line);
        Note($"{at}.{nameof(InvoiceLine.Description)}", item, UblNames.Cbc + "Name");
        Note($"{at}.{nameof(InvoiceLine.Details)}", item, UblNames.Cbc + "Description");
        Note($"{at}.{nameof(InvoiceLine.Quantity)}", line, UblNames.Cbc + quantityName);
        Note($"{at}.{nameof(InvoiceLine.Unit)}", line, UblNames.Cbc + quantityName);
        Note($"{at}.{nameof(InvoiceLine.UnitPrice)}", line.Element(UblNames.Cac + "Price"), UblNames.Cbc + "PriceAmount");
        Note($"{at}.{nameof(InvoiceLine.DiscountAmount)}", line, UblNames.Cbc + "LineExtensionAmount");
        if (item is not null && UblTaxes.OfLine(line, item) is { } category)
        {
            Note($"{at}.{nameof(InvoiceLine.VatRate)}", category, UblNames.Cbc + "Percent");
            Note($"{at}.{nameof(InvoiceLine.VatCode)}", category, UblNames.Cbc + "ID");
        }
    }

    /// <summary>The place of a property, else of the line or part that it belongs to, else of the document.</summary>
    public ImportPlace Find(string property)
    {
        for (var known = property; known.Length > 0; known = known.LastIndexOf('.') is var dot and > 0 ? known[..dot] : "")
        {
            if (places.TryGetValue(known, out var place))
                return place;
        }

        return new(UblFile.Line(root), root.Name.LocalName);
    }
}
