namespace PennaPay.Billy.Core.Push;

/// <summary>What is done for an invoice in a connection. Stored as a number: add at the end.</summary>
public enum PushPurpose
{
    /// <summary>A document is made of it.</summary>
    Document,

    /// <summary>The document that was made is sent on to the customer.</summary>
    Transmission,
}
