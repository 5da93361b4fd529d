namespace PennaPay.Billy.Core.Push;

/// <summary>What came of taking up a push, or of a person's decision: the state that it went to, and whether a document was made or found.</summary>
internal enum PushOutcome
{
    /// <summary>The document was made.</summary>
    Succeeded,

    /// <summary>The document was found there after a doubt, by us or by a person.</summary>
    Adopted,

    /// <summary>Refused for a reason that the user can mend.</summary>
    Rejected,

    /// <summary>The request ended without a clear answer.</summary>
    Unknown,

    /// <summary>Only a person can say what is right.</summary>
    NeedsAttention,

    /// <summary>Taken back, given up or undone.</summary>
    Cancelled,

    /// <summary>Certainly not done, and to be tried again.</summary>
    Pending,
}
