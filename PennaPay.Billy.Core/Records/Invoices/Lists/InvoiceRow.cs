namespace PennaPay.Billy.Core.Records.Invoices.Lists;

/// <summary>One invoice as the list shows it.</summary>
public sealed record InvoiceRow(
    Guid Id,
    InvoiceKind Kind,
    string Number,
    Guid CustomerId,
    string CustomerName,
    DateOnly IssueDate,
    DateOnly? DueDate,
    string Currency,
    decimal Gross,
    InvoiceStatus Status,
    InvoiceOrigin Origin,
    CopyState CopyState,
    string? RemoteId,
    string? RemoteNumber,
    int Revision);
