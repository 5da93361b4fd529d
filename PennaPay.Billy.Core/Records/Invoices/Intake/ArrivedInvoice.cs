namespace PennaPay.Billy.Core.Records.Invoices.Intake;

/// <summary>
/// What became of an invoice that came in: its own id where it <paramref name="IsNew"/>, else that of the one that came before it,
/// as that one is now.
/// </summary>
public sealed record ArrivedInvoice(Guid Id, bool IsNew, InvoiceKind Kind, string Number, decimal Gross, string Currency);
