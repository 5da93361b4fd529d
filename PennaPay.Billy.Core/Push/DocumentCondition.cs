namespace PennaPay.Billy.Core.Push;

/// <summary>What has become of a document that was pushed, as of the last look at it. Stored as a number: add at the end.</summary>
public enum DocumentCondition
{
    /// <summary>Nobody has looked since the push.</summary>
    NotChecked,

    /// <summary>Still the draft that we left.</summary>
    Draft,

    /// <summary>A person has booked it; nothing of it is paid.</summary>
    Booked,

    /// <summary>Gone: a person deleted it.</summary>
    Deleted,

    /// <summary>A second document carries the same key, which only a very late request can have made.</summary>
    Duplicated,

    /// <summary>Still a draft, but a person has edited it.</summary>
    ChangedThere,

    /// <summary>Booked, and a part of it is paid.</summary>
    PartlyPaid,

    /// <summary>Booked and paid.</summary>
    Paid,

    /// <summary>Was booked and is void.</summary>
    Voided,

    /// <summary>Booked, and a booked credit note takes all of it back.</summary>
    Credited,
}
