namespace PennaPay.Billy.Core.Push.Strays;

/// <summary>What is decided about a stray document. Stored as a number: add at the end.</summary>
internal enum StrayState
{
    /// <summary>Found; the owner has not been through it.</summary>
    Found,

    /// <summary>The owner has seen it. A push that may be the same is looked for first all the same.</summary>
    Seen,

    /// <summary>A person decided that it stays beside the document of the push that it is like.</summary>
    Kept,
}
