using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Core.Records.Invoices.Editing;

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
