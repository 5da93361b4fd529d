namespace PennaPay.Billy.Core.Push;

/// <summary>Where one push stands in the ledger.</summary>
public enum PushState
{
    /// <summary>Queued, or to be tried again at a known time; nothing is on its way.</summary>
    Pending,

    /// <summary>The document may be on its way: written before the first byte leaves.</summary>
    Sending,

    /// <summary>The request ended without a clear answer; the system is searched before anything else happens.</summary>
    Unknown,

    /// <summary>The document is there, with the amounts we expect.</summary>
    Succeeded,

    /// <summary>Refused for a reason that the user can mend; nothing is there.</summary>
    Rejected,

    /// <summary>Only a person can say what is right.</summary>
    NeedsAttention,

    /// <summary>Taken back before it was sent, or undone afterwards.</summary>
    Cancelled,
}
