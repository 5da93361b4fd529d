namespace PennaPay.Billy.Core.Records.Invoices.Lists;

/// <summary>What the list is ordered by.</summary>
public enum InvoiceSort
{
    /// <summary>The date on the document.</summary>
    IssueDate,

    /// <summary>The number, as people count: 9 before 10.</summary>
    Number,

    /// <summary>The customer's name, then the number.</summary>
    Customer,

    /// <summary>The total with VAT, whatever the currency.</summary>
    Gross,

    /// <summary>Sent or not, then the date.</summary>
    Status,

    /// <summary>How far its copy elsewhere is, then the date.</summary>
    CopyState,
}
