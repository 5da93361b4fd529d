namespace PennaPay.Billy.Core.Records.Invoices.Lists;

/// <summary>The columns of the invoice list that a user can do without; the number is always there.</summary>
[Flags]
public enum InvoiceColumns
{
    None = 0,
    Customer = 1,
    IssueDate = 2,
    DueDate = 4,
    Gross = 8,
    Status = 16,
    CopyState = 32,
    Origin = 64,
    All = Customer | IssueDate | DueDate | Gross | Status | CopyState | Origin,
}
