namespace PennaPay.Billy.Core.Sync.Sources.Ways;

/// <summary>How far an invoice of a source has come in the connection that it goes on into, as one word for lists and filters.</summary>
public enum WayState
{
    /// <summary>Nobody has asked for it to go on.</summary>
    NotPushed,

    /// <summary>Queued, or on its way.</summary>
    Waiting,

    /// <summary>It did not get through, or only a person can say whether it did.</summary>
    NeedsPerson,

    /// <summary>The document stands there, and is not sent on from here.</summary>
    Standing,

    /// <summary>The document stands there, and is being sent on to the customer.</summary>
    BeingSent,

    /// <summary>The document stands there, and did not get to the customer.</summary>
    NotSent,

    /// <summary>The customer has it.</summary>
    Delivered,

    /// <summary>It is paid there, or taken back.</summary>
    Settled,

    /// <summary>It stood there and is there no more, or void.</summary>
    Gone,
}
