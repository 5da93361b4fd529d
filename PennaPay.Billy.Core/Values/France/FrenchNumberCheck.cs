namespace PennaPay.Billy.Core.Values.France;

/// <summary>What a text is as a French number of some kind.</summary>
public enum FrenchNumberCheck
{
    /// <summary>It can be one; whether somebody has it, only the register knows.</summary>
    Valid,

    /// <summary>It has more or fewer characters, or others than such a number.</summary>
    WrongShape,

    /// <summary>Its characters do not belong together: one is mistyped.</summary>
    WrongCheckDigits,
}
