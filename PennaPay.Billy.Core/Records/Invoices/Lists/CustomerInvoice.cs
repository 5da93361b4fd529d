namespace PennaPay.Billy.Core.Records.Invoices.Lists;

/// <summary>One invoice as the customer's page shows it.</summary>
public sealed record CustomerInvoice(
    Guid Id, InvoiceKind Kind, string Number, DateOnly IssueDate, string Currency, decimal Gross, CopyState CopyState, string? RemoteNumber, bool IsArchived);
