namespace PennaPay.Billy.Core.Push;

/// <summary>What has become of a document that was pushed, as of the last check. Stored as a number: add at the end.</summary>
public enum DocumentCondition
{
    /// <summary>Not checked since the push.</summary>
    NotChecked,

    /// <summary>Still a draft.</summary>
    Draft,

    /// <summary>A person has booked it.</summary>
    Booked,

    /// <summary>Gone: a person deleted it.</summary>
    Deleted,

    /// <summary>A second document carries the same key, which only a very late request can have made.</summary>
    Duplicated,
}
