namespace PennaPay.Billy.Core.Records.Invoices;

/// <summary>Whether money is asked for or given back.</summary>
public enum InvoiceKind
{
    /// <summary>A sales invoice.</summary>
    Invoice,

    /// <summary>A credit note.</summary>
    CreditNote,
}
