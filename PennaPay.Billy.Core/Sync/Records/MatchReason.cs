namespace PennaPay.Billy.Core.Sync.Records;

/// <summary>Why two records are taken for the same. Stored as a number: add at the end.</summary>
public enum MatchReason
{
    /// <summary>They were linked already.</summary>
    Link,

    RegistrationNo,

    Ean,

    /// <summary>The customer's or the product's own number.</summary>
    Number,

    Email,

    /// <summary>Only the names are alike, which is no more than a proposal.</summary>
    Name,

    /// <summary>A person said so.</summary>
    Person,
}
