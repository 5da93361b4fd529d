namespace PennaPay.Billy.Core.Sync;

/// <summary>Whose value holds where both sides changed the same field since they last agreed. Stored as a number.</summary>
public enum SyncPriority
{
    /// <summary>Ours; theirs is noted.</summary>
    Here,

    /// <summary>Theirs; ours is noted.</summary>
    There,

    /// <summary>Nobody's until a person has chosen.</summary>
    Ask,
}
