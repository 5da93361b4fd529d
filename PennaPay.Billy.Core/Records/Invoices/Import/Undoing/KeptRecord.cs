namespace PennaPay.Billy.Core.Records.Invoices.Import.Undoing;

/// <summary>What an import brought and undoing it leaves.</summary>
/// <param name="Id">Of the invoice or customer.</param>
/// <param name="IsCustomer">Which of the two it is.</param>
/// <param name="Name">The invoice's number, the customer's name.</param>
/// <param name="Reason">Why it stays.</param>
public sealed record KeptRecord(Guid Id, bool IsCustomer, string Name, KeptReason Reason);

/// <summary>Why something that an import brought stays.</summary>
public enum KeptReason
{
    /// <summary>Another system has it, or may get it.</summary>
    Pushed,

    /// <summary>Somebody has changed it since.</summary>
    Edited,

    /// <summary>It has been paid, in whole or in part.</summary>
    Paid,

    /// <summary>A credit note that stays credits it.</summary>
    Credited,

    /// <summary>Invoices that stay are made out to it.</summary>
    HasInvoices,
}
