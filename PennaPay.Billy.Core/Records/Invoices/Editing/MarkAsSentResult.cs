namespace PennaPay.Billy.Core.Records.Invoices.Editing;

/// <summary>What came of marking an invoice as sent.</summary>
public enum MarkAsSentResult
{
    /// <summary>It is sent now.</summary>
    Sent,

    /// <summary>It was sent already.</summary>
    AlreadySent,

    /// <summary>There is no such invoice in the workspace.</summary>
    NotFound,

    /// <summary>It came in from another system, which says how it stands.</summary>
    Incoming,
}
