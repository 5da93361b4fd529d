namespace PennaPay.Billy.Core.Records.Invoices;

/// <summary>Whether the customer has it.</summary>
public enum InvoiceStatus
{
    /// <summary>Still being written.</summary>
    Draft,

    /// <summary>Sent to the customer.</summary>
    Sent,
}
