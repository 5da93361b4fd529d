namespace PennaPay.Billy.Core.Sync.Merging;

/// <summary>Why a value is written. Stored as a number: add at the end.</summary>
public enum ChangeReason
{
    /// <summary>Only the other side changed since both agreed, or it alone may say.</summary>
    ChangedThere,

    /// <summary>The same from our side.</summary>
    ChangedHere,

    /// <summary>Both sides changed, and the one with priority holds.</summary>
    Priority,

    /// <summary>The record is new on that side.</summary>
    Created,

    /// <summary>The two were matched just now, and one side had nothing.</summary>
    Filled,

    /// <summary>A person chose it.</summary>
    Answered,

    /// <summary>A person took back what was written.</summary>
    Undone,
}
