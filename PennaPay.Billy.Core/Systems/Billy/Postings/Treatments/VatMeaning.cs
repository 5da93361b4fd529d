using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Core.Systems.Billy.Postings.Treatments;

/// <summary>The treatments that something in Billy's books may stand for; none when it cannot be told. Pure.</summary>
internal sealed class VatMeaning
{
    private static readonly VatTreatment[][] Alike =
    [
        [VatTreatment.ExportGoods, VatTreatment.ExportServices],
        [VatTreatment.Exempt, VatTreatment.OutsideScope],
    ];

    private VatMeaning(IReadOnlyList<VatTreatment> treatments) => Treatments = treatments;

    public static VatMeaning Unknown { get; } = new([]);

    public IReadOnlyList<VatTreatment> Treatments { get; }

    /// <summary>The box of the VAT return that it leads to, whatever of its treatments it is.</summary>
    public VatBox Box => Treatments.Select(VatBoxes.Of).Distinct().ToList() is [var only] ? only : VatBox.Unknown;

    public static VatMeaning Of(SaleKind? kind, bool? isServices) => kind switch
    {
        SaleKind.Taxed => new([VatTreatment.Standard]),
        SaleKind.Exempt => new([VatTreatment.Exempt]),
        SaleKind.ZeroRated => new([VatTreatment.ZeroRated]),
        SaleKind.ReverseCharge => new([VatTreatment.ReverseCharge]),
        SaleKind.OutsideScope => new([VatTreatment.OutsideScope]),
        SaleKind.Eu => Either(isServices, VatTreatment.EuGoods, VatTreatment.EuServices),
        SaleKind.Export => Either(isServices, VatTreatment.ExportGoods, VatTreatment.ExportServices),
        _ => Unknown,
    };

    /// <summary>
    /// How well it suits lines with a treatment: 3 for just that one; 2 and 1 for what is of the same kind and goes into the
    /// same box, with and without the treatment among it; 0 when it does not suit.
    /// </summary>
    public int SuitabilityFor(VatTreatment treatment) =>
        Treatments is [var only] && only == treatment ? 3
        : Box == VatBox.Unknown || Box != VatBoxes.Of(treatment) ? 0
        : Treatments.Contains(treatment) ? 2
        : Alike.Any(alike => alike.Contains(treatment) && Treatments.All(alike.Contains)) ? 1
        : 0;

    /// <summary>Whether it is known to stand for something else.</summary>
    public bool Contradicts(VatTreatment treatment) =>
        Treatments.Count > 0 && !Treatments.Contains(treatment) && SuitabilityFor(treatment) == 0;

    private static VatMeaning Either(bool? isServices, VatTreatment goods, VatTreatment services) =>
        new(isServices switch { null => [goods, services], true => [services], false => [goods] });
}
