using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Records.Payments;
using PennaPay.Billy.Core.Systems.Billit.Api.Orders;
using PennaPay.Billy.Core.Systems.Billit.Terms;
using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Core.Systems.Billit.Documents;

/// <summary>Turns an invoice into the order that Billit gets. Pure: the same invoice, terms and circumstances give the same order.</summary>
internal static class OrderMapper
{
    private const int DaysToPay = 30;

    /// <returns>The order, or why there cannot be one.</returns>
    public static (NewOrder? Order, Failure? Refusal) Map(Invoice invoice, BillitTerms terms, OrderCircumstances with)
    {
        // What is marked as sent over there is not what keeps Billit from sending it, as far as anybody knows.
        if (with.IsMarkedSent && terms.AutomaticSendingIsOff is null)
            return (null, new Failure(FailureCodes.AutomaticSendingOn));
        var (number, other) = (invoice.Number, DocumentKey.OrderNumber(invoice));
        if (terms.Number == NumberUse.OrderNumber)
            (number, other) = (other, number);
        var (lines, refusal) = OrderLines.Of(invoice, terms, number);
        if (lines is null)
            return (null, refusal);
        var totals = BillitTotals.Of(lines);
        if (totals.Gross != invoice.Gross)
        {
            var own = InvoiceTotals.Of(invoice).Gross;
            return (null, own != invoice.Gross
                ? new Failure(FailureCodes.AmountsUnclear, $"{own} ≠ {invoice.Gross} {invoice.Currency}")
                : new Failure(FailureCodes.TotalsDiffer, $"{invoice.Gross} ≠ {totals.Gross} {invoice.Currency}"));
        }

        var paid = terms.PaidOrders == PaidOrders.MarkPaid ? Covering(invoice, with.Payments) : null;
        var order = new NewOrder
        {
            Type = invoice.Kind == InvoiceKind.CreditNote ? OrderType.CreditNote : OrderType.Invoice,
            OrderNumber = number,
            OrderDate = invoice.IssueDate,
            // It is never left out; who has paid had to that day.
            ExpiryDate = invoice.DueDate ?? (paid is null ? invoice.IssueDate.AddDays(DaysToPay) : invoice.IssueDate),
            CustomerId = with.PartyId,
            ExternalProviderId = DocumentKey.Of(invoice),
            Currency = invoice.Currency,
            Reference = invoice.Customer.Kind == CustomerKind.Company ? InputText.Line(invoice.OrderReference) : null,
            Comments = string.IsNullOrWhiteSpace(invoice.Message) ? null : invoice.Message,
            InternalInfo = other,
            AboutInvoiceNumber = invoice.Kind == InvoiceKind.CreditNote ? with.AboutNumber : null,
            Paid = paid is null ? null : true,
            PaidDate = paid?.Day,
            PaymentMethod = paid is null ? null : MethodOf(paid.Method),
            IsSent = with.IsMarkedSent ? true : null,
            Lines = lines,
        };
        return order.Problem is { } problem ? (null, new Failure(FailureCodes.InvoiceInvalid, problem)) : (order, null);
    }

    /// <summary>The last of the payments that cover an invoice; null where they do not.</summary>
    private static Payment? Covering(Invoice invoice, IReadOnlyList<Payment> payments)
    {
        var counted = payments.Where(payment => payment.Currency == invoice.Currency).ToList();
        return invoice.Gross > 0 && counted.Sum(payment => payment.Amount) >= invoice.Gross ? counted.MaxBy(payment => payment.Day) : null;
    }

    private static PaymentMethod MethodOf(string? method) => (method ?? "").ToUpperInvariant().Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal) switch
    {
        "BANCONTACT" or "MISTERCASH" => PaymentMethod.Bancontact,
        "VISA" or "CREDITCARD" => PaymentMethod.Visa,
        "BANKTRANSFER" or "WIRED" or "TRANSFER" => PaymentMethod.Wired,
        "DIRECTDEBIT" or "SEPA" or "SEPADIRECTDEBIT" => PaymentMethod.Domiciliation,
        "CASH" => PaymentMethod.Contant,
        "" or "MANUAL" or "UNKNOWN" => PaymentMethod.Other,
        _ => PaymentMethod.Online,
    };
}

/// <summary>What an order depends on beside the invoice and the terms.</summary>
/// <param name="PartyId">Whom it is made out to.</param>
/// <param name="AboutNumber">Of a credit note, what the invoice that it is about is called in Billit; null where that is not there.</param>
/// <param name="Payments">What was paid of it.</param>
/// <param name="IsMarkedSent">Whether it counts as sent at once, because nobody is to send it by itself.</param>
internal sealed record OrderCircumstances(long PartyId, string? AboutNumber, IReadOnlyList<Payment> Payments, bool IsMarkedSent);
