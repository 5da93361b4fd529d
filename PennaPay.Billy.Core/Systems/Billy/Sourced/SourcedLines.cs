using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Core.Systems.Billy.Sourced;

/// <summary>Makes an invoice that came from a source into the one that Billy gets. Pure; what it comes to stays, to the øre.</summary>
internal static class SourcedLines
{
    private const int MostDecimals = 4;

    /// <returns>The invoice that is posted, another object; or the refusal, where lines and totals do not agree.</returns>
    public static (Invoice? Posted, Failure? Refusal) Post(Invoice invoice, SourcedVat vat)
    {
        var computed = InvoiceTotals.Of(invoice);
        var stated = new Totals(invoice.Net, invoice.Vat, invoice.Gross);
        if (vat.ForAll is null)
            return computed == stated ? (Copy(invoice, stated, [.. invoice.Lines.Select(line => As(line, vat.Of(line.Vat), line.VatRate))]), null) : (null, Differ(invoice, computed));

        // Billy adds no VAT, so that what the source stated is all that counts: it may have rounded each line's VAT by itself.
        var taxed = invoice.Lines.Where(line => line.VatRate != 0).ToList();
        if (computed.Net != stated.Net && !invoice.PricesIncludeVat || Math.Abs(computed.Gross - stated.Gross) > taxed.Count * 0.01m)
            return (null, Differ(invoice, computed));
        var untaxed = invoice.Lines.Where(line => line.VatRate == 0).Sum(InvoiceTotals.LineAmount);
        var amounts = GrossOf(taxed, invoice.PricesIncludeVat, stated.Gross - untaxed);
        List<InvoiceLine> lines = [.. invoice.Lines.Select(line => amounts.TryGetValue(line, out var amount) ? WithVat(line, vat.Of(line.Vat), amount, invoice.PricesIncludeVat) : As(line, vat.Of(line.Vat), 0))];
        return (Copy(invoice, new(stated.Gross, 0, stated.Gross), lines), null);
    }

    /// <summary>What each line comes to with its VAT: together exactly the sum, however each alone would be rounded.</summary>
    private static Dictionary<InvoiceLine, decimal> GrossOf(List<InvoiceLine> lines, bool pricesIncludeVat, decimal sum)
    {
        var amounts = new Dictionary<InvoiceLine, decimal>(ReferenceEqualityComparer.Instance);
        decimal exact = 0, given = 0;
        foreach (var line in lines)
        {
            exact += InvoiceTotals.LineAmount(line) * (pricesIncludeVat ? 1 : 1 + line.VatRate / 100);
            var upTo = line == lines[^1] ? sum : Money.Round(exact);
            amounts[line] = upTo - given;
            given = upTo;
        }

        return amounts;
    }

    // As it was written where that comes to the amount, else as the amount alone.
    private static InvoiceLine WithVat(InvoiceLine line, VatTreatment treatment, decimal amount, bool pricesIncludeVat)
    {
        var with = As(line, treatment, 0);
        if (!pricesIncludeVat)
        {
            var factor = 1 + line.VatRate / 100;
            (with.UnitPrice, with.DiscountAmount) = (line.UnitPrice * factor, line.DiscountAmount is { } discount ? Money.Round(discount * factor) : null);
        }

        if (with.UnitPrice != Math.Round(with.UnitPrice, MostDecimals) || InvoiceTotals.LineAmount(with) != amount)
            (with.Quantity, with.UnitPrice, with.DiscountPercent, with.DiscountAmount) = (amount < 0 ? -1 : 1, Math.Abs(amount), null, null);
        return with;
    }

    private static InvoiceLine As(InvoiceLine line, VatTreatment treatment, decimal rate) => new()
    {
        Id = line.Id, Description = line.Description, Details = line.Details, Quantity = line.Quantity, Unit = line.Unit, UnitPrice = line.UnitPrice,
        DiscountPercent = line.DiscountPercent, DiscountAmount = line.DiscountAmount, Vat = treatment, VatRate = rate, VatCode = line.VatCode, AccountCode = line.AccountCode,
    };

    private static Invoice Copy(Invoice invoice, Totals totals, List<InvoiceLine> lines)
    {
        var copy = new Invoice
        {
            Id = invoice.Id, WorkspaceId = invoice.WorkspaceId, Kind = invoice.Kind, Number = invoice.Number, Customer = invoice.Customer, IssueDate = invoice.IssueDate,
            DueDate = invoice.DueDate, Currency = invoice.Currency, PricesIncludeVat = invoice.PricesIncludeVat, Message = invoice.Message, OrderReference = invoice.OrderReference,
            Origin = invoice.Origin, OriginId = invoice.OriginId, CreditedInvoiceId = invoice.CreditedInvoiceId, CreditedInvoiceNumber = invoice.CreditedInvoiceNumber, Lines = lines,
        };
        copy.SetCustomer(invoice.Customer);
        copy.Seal(totals);
        return copy;
    }

    private static Failure Differ(Invoice invoice, Totals computed) => new(FailureCodes.TotalsDiffer, $"{invoice.Gross} ≠ {computed.Gross} {invoice.Currency}");
}
