namespace PennaPay.Billy.Core.Sync.Sources;

/// <summary>What came of telling a source that an invoice is paid in the system that it went on to. Stored as a number: add at the end.</summary>
public enum PaymentTold
{
    /// <summary>Nobody has tried.</summary>
    No,

    /// <summary>The source has it as paid.</summary>
    Told,

    /// <summary>Nothing was written: it was not open any more.</summary>
    NotOpen,

    /// <summary>The source refuses it, and a person is to see to it.</summary>
    Refused,

    /// <summary>The source had it as paid by itself once. It is never told: what is paid elsewhere may be so because the source said it.</summary>
    KnewItself,
}
