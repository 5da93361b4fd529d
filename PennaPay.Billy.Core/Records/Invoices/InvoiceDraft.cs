using PennaPay.Billy.Core.Records.Products;
using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Core.Records.Invoices;

/// <summary>An invoice as the editor's form holds it: everything may be missing or wrong.</summary>
public sealed class InvoiceForm
{
    /// <summary>Null for a new invoice.</summary>
    public Guid? Id { get; set; }

    /// <summary>The version that the form was filled from.</summary>
    public int Version { get; set; }

    /// <inheritdoc cref="Invoice.Kind"/>
    public InvoiceKind Kind { get; set; }

    /// <inheritdoc cref="Invoice.Number"/>
    public string? Number { get; set; }

    /// <inheritdoc cref="Invoice.CustomerId"/>
    public Guid? CustomerId { get; set; }

    /// <inheritdoc cref="Invoice.IssueDate"/>
    public DateOnly? IssueDate { get; set; }

    /// <inheritdoc cref="Invoice.DueDate"/>
    public DateOnly? DueDate { get; set; }

    /// <inheritdoc cref="Invoice.Currency"/>
    public string? Currency { get; set; } = Currencies.DanishKrone;

    /// <inheritdoc cref="Invoice.PricesIncludeVat"/>
    public bool PricesIncludeVat { get; set; }

    /// <inheritdoc cref="Invoice.Message"/>
    public string? Message { get; set; }

    /// <inheritdoc cref="Invoice.OrderReference"/>
    public string? OrderReference { get; set; }

    /// <inheritdoc cref="Invoice.CreditedInvoiceNumber"/>
    public string? CreditedInvoiceNumber { get; set; }

    /// <inheritdoc cref="Invoice.CreditedInvoiceId"/>
    public Guid? CreditedInvoiceId { get; set; }

    /// <summary>The lines in their order.</summary>
    public List<InvoiceLineForm> Lines { get; set; } = [];

    /// <summary>What the form comes to as it stands; null while its numbers are absurd.</summary>
    public Totals? Totals
    {
        get
        {
            try
            {
                return InvoiceTotals.Of(Lines.Select(line => line.ToLine()), PricesIncludeVat);
            }
            catch (OverflowException)
            {
                return null;
            }
        }
    }

    /// <summary>An empty form with one line, in a currency and with days until it is due.</summary>
    public static InvoiceForm New(
        string number, DateOnly today, string currency = Currencies.DanishKrone, int termsDays = DueDates.DefaultDays) => new()
    {
        Number = number,
        IssueDate = today,
        DueDate = DueDates.Net(today, termsDays),
        Currency = currency,
        Lines = [new()],
    };

    /// <summary>A form filled from a stored invoice with its lines.</summary>
    public static InvoiceForm From(Invoice invoice) => new()
    {
        Id = invoice.Id,
        Version = invoice.Version,
        Kind = invoice.Kind,
        Number = invoice.Number,
        CustomerId = invoice.CustomerId,
        IssueDate = invoice.IssueDate,
        DueDate = invoice.DueDate,
        Currency = invoice.Currency,
        PricesIncludeVat = invoice.PricesIncludeVat,
        Message = invoice.Message,
        OrderReference = invoice.OrderReference,
        CreditedInvoiceNumber = invoice.CreditedInvoiceNumber,
        CreditedInvoiceId = invoice.CreditedInvoiceId,
        Lines = [.. invoice.Lines.OrderBy(line => line.Position).Select(InvoiceLineForm.From)],
    };

    /// <summary>The form of a credit note that gives back all of a stored invoice.</summary>
    public static InvoiceForm CreditNoteOf(Invoice invoice, string number, DateOnly today)
    {
        var draft = From(invoice);
        (draft.Id, draft.Version, draft.Kind) = (null, 0, InvoiceKind.CreditNote);
        (draft.Number, draft.IssueDate, draft.DueDate) = (number, today, null);
        (draft.CreditedInvoiceNumber, draft.CreditedInvoiceId) = (invoice.Number, invoice.Id);
        return draft;
    }

    /// <summary>Writes the form's values, tidied, into an invoice; the customer is the caller's to set, and the invoice to seal.</summary>
    internal void CopyTo(Invoice invoice)
    {
        var isCreditNote = Kind == InvoiceKind.CreditNote;
        invoice.Kind = Kind;
        invoice.Number = InputText.Line(Number) ?? "";
        invoice.IssueDate = IssueDate ?? default;
        invoice.DueDate = DueDate;
        invoice.Currency = InputText.Line(Currency)?.ToUpperInvariant() ?? "";
        invoice.PricesIncludeVat = PricesIncludeVat;
        invoice.Message = InputText.Block(Message);
        invoice.OrderReference = InputText.Line(OrderReference);
        invoice.CreditedInvoiceNumber = isCreditNote ? InputText.Line(CreditedInvoiceNumber) : null;
        invoice.CreditedInvoiceId = isCreditNote ? CreditedInvoiceId : null;
        invoice.Lines.Clear();
        invoice.Lines.AddRange(Lines.Select(line => line.ToLine()));
    }
}

/// <summary>A line as the editor's form holds it.</summary>
public sealed class InvoiceLineForm
{
    private (string Code, VatTreatment Vat, decimal Rate)? received;

    /// <inheritdoc cref="InvoiceLine.Description"/>
    public string? Description { get; set; }

    /// <inheritdoc cref="InvoiceLine.Details"/>
    public string? Details { get; set; }

    /// <inheritdoc cref="InvoiceLine.Quantity"/>
    public decimal? Quantity { get; set; } = 1;

    /// <inheritdoc cref="InvoiceLine.Unit"/>
    public string? Unit { get; set; }

    /// <inheritdoc cref="InvoiceLine.UnitPrice"/>
    public decimal? UnitPrice { get; set; }

    /// <inheritdoc cref="InvoiceLine.DiscountPercent"/>
    public decimal? DiscountPercent { get; set; }

    /// <inheritdoc cref="InvoiceLine.DiscountAmount"/>
    public decimal? DiscountAmount { get; set; }

    /// <inheritdoc cref="InvoiceLine.Vat"/>
    public VatTreatment Vat { get; set; }

    /// <inheritdoc cref="InvoiceLine.VatRate"/>
    public decimal VatRate { get; set; } = VatRates.DanishStandard;

    /// <inheritdoc cref="InvoiceLine.AccountCode"/>
    public string? AccountCode { get; set; }

    /// <inheritdoc cref="InvoiceLine.ProductId"/>
    public Guid? ProductId { get; set; }

    /// <summary>The VAT code that the line came with, as long as treatment and rate are those that it came with.</summary>
    public string? VatCode => received is var (code, vat, rate) && (vat, rate) == (Vat, VatRate) ? code : null;

    /// <summary>What the line comes to without VAT; null while its numbers are absurd.</summary>
    public decimal? Net(bool pricesIncludeVat)
    {
        try
        {
            return InvoiceTotals.LineNet(ToLine(), pricesIncludeVat);
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    /// <summary>A form's line filled from a stored one.</summary>
    public static InvoiceLineForm From(InvoiceLine line) => new()
    {
        Description = line.Description,
        Details = line.Details,
        Quantity = line.Quantity,
        Unit = line.Unit,
        UnitPrice = line.UnitPrice,
        DiscountPercent = line.DiscountPercent,
        DiscountAmount = line.DiscountAmount,
        Vat = line.Vat,
        VatRate = line.VatRate,
        AccountCode = line.AccountCode,
        ProductId = line.ProductId,
        received = line.VatCode is { } code ? (code, line.Vat, line.VatRate) : null,
    };

    /// <summary>
    /// Fills the line of an invoice in this currency from a product, whose price has no VAT. Quantity and discount stay, and so
    /// does the price where the product has none or the invoice is not in kroner.
    /// </summary>
    public void FillFrom(Product product, string? currency, bool pricesIncludeVat = false)
    {
        var price = pricesIncludeVat && product.UnitPrice is { } net
            ? Math.Round(net * (100 + VatRates.Of(product.Vat)) / 100, InvoiceRules.MaxDecimals)
            : product.UnitPrice;
        ProductId = product.Id;
        Description = product.Name;
        Details = product.Details;
        Unit = product.Unit;
        UnitPrice = currency == Currencies.DanishKrone ? price ?? UnitPrice : UnitPrice;
        (Vat, VatRate) = (product.Vat, VatRates.Of(product.Vat));
        AccountCode = product.AccountCode;
    }

    internal InvoiceLine ToLine() => new()
    {
        Id = Guid.CreateVersion7(),
        Description = InputText.Line(Description) ?? "",
        Details = InputText.Block(Details),
        Quantity = Quantity ?? 0,
        Unit = InputText.Line(Unit),
        UnitPrice = UnitPrice ?? 0,
        DiscountPercent = DiscountPercent is 0 ? null : DiscountPercent,
        DiscountAmount = DiscountAmount is 0 ? null : DiscountAmount,
        Vat = Vat,
        VatRate = VatRate,
        VatCode = VatCode,
        AccountCode = InputText.Line(AccountCode),
        ProductId = ProductId,
    };
}
