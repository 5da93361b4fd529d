using PennaPay.Billy.Core.Records.Invoices;

namespace PennaPay.Billy.Core.Push.Attention;

/// <summary>An invoice whose latest push failed.</summary>
/// <param name="Id">The invoice.</param>
/// <param name="Kind">A credit note's total counts against the others.</param>
/// <param name="Number">Its number.</param>
/// <param name="CustomerId">Whom it is made out to.</param>
/// <param name="CustomerName">What they are called on it.</param>
/// <param name="Currency">ISO 4217 code.</param>
/// <param name="Gross">Total with VAT, never negative.</param>
/// <param name="Failure">Why it failed.</param>
public sealed record FailedInvoice(
    Guid Id, InvoiceKind Kind, string Number, Guid CustomerId, string CustomerName, string Currency, decimal Gross, Failure Failure);
