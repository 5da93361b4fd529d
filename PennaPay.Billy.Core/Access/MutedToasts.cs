namespace PennaPay.Billy.Core.Access;

/// <summary>Messages that a user may switch off. What failed or waits for a person is not among them.</summary>
[Flags]
public enum MutedToasts
{
    /// <summary>All are shown.</summary>
    None = 0,

    /// <summary>A push that somebody started went well.</summary>
    ByHand = 1,

    /// <summary>A push that began by itself went well.</summary>
    Automatic = 2,

    /// <summary>A batch has ended, and nothing in it failed.</summary>
    Batches = 4,
}
