namespace PennaPay.Billy.Core.Systems.Billy.Postings.Treatments;

/// <summary>What kind of sale a VAT rate, a ruleset or an account is for.</summary>
internal enum SaleKind
{
    /// <summary>With VAT.</summary>
    Taxed,

    Exempt,
    ZeroRated,
    ReverseCharge,

    /// <summary>To companies in other EU countries.</summary>
    Eu,

    /// <summary>Out of the EU.</summary>
    Export,

    OutsideScope,
}
