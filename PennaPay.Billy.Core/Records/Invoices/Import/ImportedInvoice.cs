using PennaPay.Billy.Core.Records.Invoices.Intake;

namespace PennaPay.Billy.Core.Records.Invoices.Import;

public sealed record ImportedInvoice(Guid Id, InvoiceKind Kind, string Number, decimal Gross, string Currency)
{
    internal static ImportedInvoice Of(ArrivedInvoice arrived) => new(arrived.Id, arrived.Kind, arrived.Number, arrived.Gross, arrived.Currency);
}
