namespace PennaPay.Billy.Core.Push.Targets;

/// <summary>How the customer stands in the system.</summary>
public enum PartyMatch
{
    /// <summary>The contact is known.</summary>
    Linked,

    /// <summary>One contact fits; the push links it.</summary>
    Found,

    /// <summary>None fits; the push creates it.</summary>
    New,

    /// <summary>Several fit; a person must say which.</summary>
    Ambiguous,
}
