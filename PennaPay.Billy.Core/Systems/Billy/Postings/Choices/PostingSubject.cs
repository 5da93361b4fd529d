namespace PennaPay.Billy.Core.Systems.Billy.Postings.Choices;

/// <summary>What a <see cref="PostingChoice"/> is about.</summary>
public enum PostingSubject
{
    /// <summary>Lines with one VAT treatment.</summary>
    Vat,

    /// <summary>Lines with one account code.</summary>
    Account,
}
