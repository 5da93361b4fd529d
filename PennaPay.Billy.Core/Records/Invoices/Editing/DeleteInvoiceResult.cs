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

    /// <summary>A credit note credits it, and would point at nothing.</summary>
    Credited,

    /// <summary>It has been paid, in whole or in part.</summary>
    Paid,

    /// <summary>It came in from another system, and would come in again.</summary>
    Incoming,
}
