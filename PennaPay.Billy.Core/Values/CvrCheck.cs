namespace PennaPay.Billy.Core.Values;

/// <summary>What a number is as a CVR number.</summary>
public enum CvrCheck
{
    /// <summary>It can be one; whether a company has it, only the register knows.</summary>
    Valid,

    /// <summary>It has more or fewer digits, or something else than digits.</summary>
    NotEightDigits,

    /// <summary>Its digits do not belong together: one is mistyped.</summary>
    WrongCheckDigit,
}
