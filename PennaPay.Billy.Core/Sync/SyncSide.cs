namespace PennaPay.Billy.Core.Sync;

/// <summary>Where a record is, or a value. Stored as a number.</summary>
public enum SyncSide
{
    /// <summary>In this product.</summary>
    Here,

    /// <summary>In the connected account.</summary>
    There,
}
