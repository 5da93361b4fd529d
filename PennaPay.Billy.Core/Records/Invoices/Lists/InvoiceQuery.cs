namespace PennaPay.Billy.Core.Records.Invoices.Lists;

/// <summary>Which invoices to list. <paramref name="Search"/>: every word must be in the number or the customer's name.</summary>
public sealed record InvoiceQuery(
    string? Search = null,
    InvoiceStatus? Status = null,
    CopyState? CopyState = null,
    InvoiceKind? Kind = null,
    InvoiceSort Sort = InvoiceSort.IssueDate,
    bool Descending = true,
    int Skip = 0,
    int Take = 50);
