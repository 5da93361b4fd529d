namespace PennaPay.Billy.Core.Push;

/// <summary>Why an invoice was pushed.</summary>
public enum PushCause
{
    /// <summary>Somebody pressed the button.</summary>
    Manual,

    /// <summary>Part of a selection.</summary>
    Bulk,

    /// <summary>Sent invoices go by themselves.</summary>
    AutoPush,

    /// <summary>Somebody asked for another try.</summary>
    Retry,

    /// <summary>The system had the document though this database did not know of it.</summary>
    Reconciled,

    /// <summary>A run that keeps both sides alike found that the system had nothing of it.</summary>
    Synchronized,
}
