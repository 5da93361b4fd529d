namespace PennaPay.Billy.Core.Sync;

/// <summary>Which side may be written. Stored as a number.</summary>
public enum SyncDirection
{
    Both,

    /// <summary>What is here is carried over there; nothing is written here.</summary>
    ToThere,

    /// <summary>What is there is carried over here; nothing is written there.</summary>
    ToHere,
}
