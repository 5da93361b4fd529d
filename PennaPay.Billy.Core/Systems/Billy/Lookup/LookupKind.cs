namespace PennaPay.Billy.Core.Systems.Billy.Lookup;

/// <summary>What a value is, and with that how it is written in an answer.</summary>
public enum LookupKind
{
    /// <summary>What somebody wrote freely: a name, a description, a number of their own.</summary>
    Text,

    /// <summary>One of Billy's ids.</summary>
    Id,

    /// <summary>One of few words, or a code such as <c>DKK</c>.</summary>
    Code,

    /// <summary><c>2026-10-01</c>.</summary>
    Date,

    /// <summary><c>2026-10-01T12:30:00</c>, UTC.</summary>
    Time,

    /// <summary>A decimal number as text: money, a price, a quantity or a rate.</summary>
    Amount,

    /// <summary>A whole number.</summary>
    Whole,

    /// <summary>Yes or no.</summary>
    Flag,
}
