using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Core.Systems.Billy.Postings.Treatments;

/// <summary>Which box of the Danish VAT return each treatment belongs in.</summary>
public static class VatBoxes
{
    /// <summary>
    /// The box by the Danish tax agency's guide to the return (skat.dk, <i>Sådan udfylder du momsangivelsen</i>). Rubrik C takes
    /// exports, what § 34 of momsloven gives the rate zero, and domestic sales with reverse charge; exempt sales (§ 13) are in no box.
    /// </summary>
    public static VatBox Of(VatTreatment treatment) => treatment switch
    {
        VatTreatment.Standard => VatBox.SalesVat,
        VatTreatment.EuGoods => VatBox.EuGoods,
        VatTreatment.EuServices => VatBox.EuServices,
        VatTreatment.ZeroRated or VatTreatment.ReverseCharge or VatTreatment.ExportGoods or VatTreatment.ExportServices => VatBox.OtherWithoutVat,
        VatTreatment.Exempt or VatTreatment.OutsideScope => VatBox.None,
        _ => VatBox.Unknown,
    };
}
