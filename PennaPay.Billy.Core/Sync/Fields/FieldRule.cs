namespace PennaPay.Billy.Core.Sync.Fields;

/// <summary>What becomes of a value on its way. Stored as a number: add at the end.</summary>
public enum FieldRule
{
    AsIs,

    /// <summary>The same for every record, whatever the other side has.</summary>
    Constant,

    Uppercase,

    Lowercase,

    /// <summary>Of several lines only the first; the way back would lose the others.</summary>
    FirstLine,

    /// <summary>Only its digits.</summary>
    Digits,
}
