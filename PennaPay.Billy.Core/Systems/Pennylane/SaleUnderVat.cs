namespace PennaPay.Billy.Core.Systems.Pennylane;

/// <summary>How French VAT treats what a line sells, as its code says.</summary>
public enum SaleUnderVat
{
    /// <summary>The code is none that is known; it is kept, and shown as it is.</summary>
    Unknown,

    /// <summary>VAT of some country is added.</summary>
    Taxed,

    /// <summary>No VAT (<c>exempt</c>).</summary>
    Exempt,

    /// <summary>To a buyer outside the EU (<c>extracom</c>).</summary>
    OutsideEu,

    /// <summary>To a company in another EU country (<c>intracom_…</c>), which accounts for the VAT.</summary>
    WithinEu,

    /// <summary>Across a border, as <c>crossborder</c> says without saying to whom.</summary>
    CrossBorder,

    /// <summary>Several rates in one line (<c>mixed</c>).</summary>
    Mixed,
}
