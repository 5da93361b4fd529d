using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Push.Targets;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Sync.Invoices;
using PennaPay.Billy.Core.Systems.Billy.Api;
using PennaPay.Billy.Core.Systems.Billy.Drafts;
using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Core.Systems.Billy.Sync;

/// <summary>
/// Billy's invoices as they come in. Pure. Amounts are never negative here: an invoice that comes to less than nothing is a credit
/// note of as much, and the other way round.
/// </summary>
internal static class IssuedDocument
{
    /// <summary>The states of what was booked.</summary>
    public static IReadOnlyList<string> States { get; } = ["approved", "voided"];

    /// <summary>Whether it was booked, and so is or was an invoice.</summary>
    public static bool IsOne(BillyInvoice invoice) => States.Contains(invoice.State);

    /// <exception cref="ApiException">Its id or its amounts cannot be those of an invoice.</exception>
    public static RemoteDocument Of(BillyInvoice invoice)
    {
        // Before anything is added up: numbers without end are beyond what can be.
        if (invoice.Id.Length > InvoiceOrigin.MaxIdLength
            || IsAbsurd(invoice.Amount) || IsAbsurd(invoice.Tax) || IsAbsurd(invoice.Gross) || IsAbsurd(invoice.Balance ?? 0))
            throw new ApiException(ApiFailure.Unreadable, "An invoice has an id or an amount that no invoice has.") { MayHaveBeenProcessed = false };
        var document = DraftReader.Listed(invoice);
        return document.Gross >= 0 ? document : document with
        {
            Kind = document.Kind == InvoiceKind.Invoice ? InvoiceKind.CreditNote : InvoiceKind.Invoice,
            Net = -document.Net, Vat = -document.Vat, Gross = -document.Gross, Open = -document.Open,
        };
    }

    /// <summary>
    /// The whole of it. What our invoices have no room for is made to fit: texts are shortened, a due day before the invoice's own is that
    /// day, and lines are written otherwise where they must (<see cref="IssuedLines"/>).
    /// </summary>
    /// <inheritdoc cref="Of"/>
    public static IssuedInvoice Whole(BillyInvoice invoice, LineVat vat, Func<string?, string?> productName)
    {
        var document = Of(invoice);
        var stated = new Totals(document.Net, document.Vat, document.Gross);
        var whole = new Invoice
        {
            Id = Guid.CreateVersion7(),
            Kind = document.Kind,
            Number = OutsideText.Line(InputText.Line(invoice.InvoiceNo) ?? invoice.Id, InvoiceRules.MaxShortText),
            IssueDate = invoice.EntryDate,
            DueDate = invoice.DueDate < invoice.EntryDate ? invoice.EntryDate : invoice.DueDate,
            Currency = invoice.CurrencyId,
            PricesIncludeVat = IssuedLines.PricesIncludeVat(invoice),
            Message = OutsideText.Block(InputText.Block(invoice.ContactMessage), InvoiceRules.MaxText),
            OrderReference = OutsideText.Line(InputText.Line(invoice.OrderNo), InvoiceRules.MaxDescription),
            Status = InvoiceStatus.Sent,
            Origin = BillySystem.Origin,
            OriginId = invoice.Id,
            Lines = IssuedLines.Of(invoice, stated, isTurned: invoice.Gross < 0, vat, productName),
        };
        return new(document, whole, stated);
    }

    private static bool IsAbsurd(decimal amount) => Math.Abs(amount) > Money.Largest;
}
