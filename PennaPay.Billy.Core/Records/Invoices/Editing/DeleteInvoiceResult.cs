namespace PennaPay.Billy.Core.Records.Invoices.Editing;

/// <summary>What came of deleting an invoice.</summary>
public enum DeleteInvoiceResult
{
    /// <summary>It is gone.</summary>
    Deleted,

    /// <summary>There was no such invoice in the workspace.</summary>
    NotFound,

    /// <summary>Another system has it or may get it; deleting it here would leave a copy that nobody knows.</summary>
    Present,
}
