namespace PennaPay.Billy.Core.Links;

/// <summary>What sort of record a link joins. Stored as a number: add at the end.</summary>
public enum RecordKind
{
    /// <summary>A customer here, a contact there.</summary>
    Contact,

    /// <summary>A product here, one there. What only gives lines an account is none.</summary>
    Product,

    /// <summary>An invoice or a credit note here, a document there. The ledger keeps which is which, so it has questions and no links.</summary>
    Invoice,
}
