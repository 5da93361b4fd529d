namespace PennaPay.Billy.Core.Values;

/// <summary>Why a text is no amount.</summary>
public enum AmountProblem
{
    /// <summary>It is one.</summary>
    None,

    /// <summary>There is nothing.</summary>
    Empty,

    /// <summary>It is no number.</summary>
    NotANumber,

    /// <summary><c>1.234</c> can be a thousand or one and a bit; the writer must say which.</summary>
    Ambiguous,

    /// <summary>More than twelve digits before the comma or ten after it.</summary>
    TooLong,
}
