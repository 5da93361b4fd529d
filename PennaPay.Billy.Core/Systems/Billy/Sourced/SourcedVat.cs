using System.Text.Json.Serialization;
using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Core.Systems.Billy.Sourced;

/// <summary>How the lines of invoices that came from a source are posted in Billy. Stored by name: a name never changes.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SourcedVat>))]
public enum SourcedVat
{
    /// <summary>As each line's country and VAT say. What is sold abroad without VAT is goods: sources do not tell goods from services.</summary>
    AsStatedGoods,

    /// <summary>As each line's country and VAT say. What is sold abroad without VAT is services.</summary>
    AsStatedServices,

    /// <summary>All of it as goods sold to companies in other EU countries. VAT of the country that the source is in is part of the amount, here and below.</summary>
    EuGoods,

    /// <summary>All of it as services sold to companies in other EU countries.</summary>
    EuServices,

    /// <summary>All of it as goods sold out of the EU.</summary>
    ExportGoods,

    /// <summary>All of it as services sold out of the EU.</summary>
    ExportServices,

    /// <summary>All of it as exempt.</summary>
    Exempt,

    /// <summary>All of it as outside the scope of Danish VAT.</summary>
    OutsideScope,
}

internal static class SourcedVats
{
    extension(SourcedVat vat)
    {
        /// <summary>What all lines are posted as; null where each says for itself.</summary>
        public VatTreatment? ForAll => vat switch
        {
            SourcedVat.EuGoods => VatTreatment.EuGoods,
            SourcedVat.EuServices => VatTreatment.EuServices,
            SourcedVat.ExportGoods => VatTreatment.ExportGoods,
            SourcedVat.ExportServices => VatTreatment.ExportServices,
            SourcedVat.Exempt => VatTreatment.Exempt,
            SourcedVat.OutsideScope => VatTreatment.OutsideScope,
            _ => null,
        };

        /// <summary>What a line is posted as, by what it says.</summary>
        public VatTreatment Of(VatTreatment stated) => vat.ForAll ?? (vat, stated) switch
        {
            (SourcedVat.AsStatedServices, VatTreatment.EuGoods) => VatTreatment.EuServices,
            (SourcedVat.AsStatedServices, VatTreatment.ExportGoods) => VatTreatment.ExportServices,
            (SourcedVat.AsStatedGoods, VatTreatment.EuServices) => VatTreatment.EuGoods,
            (SourcedVat.AsStatedGoods, VatTreatment.ExportServices) => VatTreatment.ExportGoods,
            _ => stated,
        };
    }
}
