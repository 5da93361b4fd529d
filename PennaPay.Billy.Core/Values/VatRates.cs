namespace PennaPay.Billy.Core.Values;

/// <summary>VAT rates in percent.</summary>
public static class VatRates
{
    /// <summary>The only Danish rate above zero (momsloven § 33).</summary>
    public const decimal DanishStandard = 25m;

    /// <summary>The rate that goes with a treatment in Denmark.</summary>
    public static decimal Of(VatTreatment treatment) => treatment == VatTreatment.Standard ? DanishStandard : 0;
}
