namespace PennaPay.Billy.Core.Values;

/// <summary>How VAT treats a line. The letters are those of UN/CEFACT 5305, as UBL uses them.</summary>
public enum VatTreatment
{
    /// <summary>VAT is added (S).</summary>
    Standard,

    /// <summary>Exempt from VAT (E), such as teaching or health care.</summary>
    Exempt,

    /// <summary>Zero rate (Z), such as newspapers.</summary>
    ZeroRated,

    /// <summary>Reverse charge within the country (AE).</summary>
    ReverseCharge,

    /// <summary>Goods to a company in another EU country (K).</summary>
    EuGoods,

    /// <summary>Services to a company in another EU country (AE to a foreign customer).</summary>
    EuServices,

    /// <summary>Goods out of the EU (G).</summary>
    ExportGoods,

    /// <summary>Services out of the EU.</summary>
    ExportServices,

    /// <summary>Outside the scope of VAT (O).</summary>
    OutsideScope,
}
