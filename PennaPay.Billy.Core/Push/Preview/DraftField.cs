namespace PennaPay.Billy.Core.Push.Preview;

/// <summary>A part of a draft that can differ.</summary>
public enum DraftField
{
    Contact,
    Type,
    Reference,
    InvoiceNo,
    EntryDate,
    DueDate,
    Currency,
    Message,
    Credits,
    Totals,
}
