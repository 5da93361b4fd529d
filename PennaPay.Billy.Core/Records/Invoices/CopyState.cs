namespace PennaPay.Billy.Core.Records.Invoices;

/// <summary>How an invoice stands in a system that it is pushed to. Stored as a number: add at the end.</summary>
public enum CopyState
{
    /// <summary>Nobody has pushed it.</summary>
    NotPushed,

    /// <summary>In the queue.</summary>
    Waiting,

    /// <summary>On its way.</summary>
    Sending,

    /// <summary>The system has it as it stands here.</summary>
    Present,

    /// <summary>The system has it, but it was edited here since.</summary>
    Changed,

    /// <summary>The system refused it.</summary>
    Failed,

    /// <summary>A person must decide.</summary>
    NeedsAttention,

    /// <summary>Still a draft there, but somebody edited it there.</summary>
    ChangedThere,

    /// <summary>Booked there, and nothing of it is paid.</summary>
    Booked,

    /// <summary>Booked there, and a part of it is paid.</summary>
    PartlyPaid,

    /// <summary>Booked and paid there.</summary>
    Paid,

    /// <summary>Was booked there and is void.</summary>
    Voided,

    /// <summary>Booked there, and a booked credit note takes all of it back.</summary>
    Credited,

    /// <summary>The system had it and has it no more: somebody deleted it there.</summary>
    Deleted,
}
