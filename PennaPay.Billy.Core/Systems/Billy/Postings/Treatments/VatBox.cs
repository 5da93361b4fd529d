namespace PennaPay.Billy.Core.Systems.Billy.Postings.Treatments;

/// <summary>The box of the Danish VAT return (momsangivelse) that a sale is reported in.</summary>
public enum VatBox
{
    /// <summary>It cannot be told.</summary>
    Unknown,

    /// <summary>Not reported.</summary>
    None,

    /// <summary>Salgsmoms: the VAT itself.</summary>
    SalesVat,

    /// <summary>Rubrik B – varer: the value of goods sold to companies in other EU countries.</summary>
    EuGoods,

    /// <summary>Rubrik B – ydelser: the value of services sold to companies in other EU countries.</summary>
    EuServices,

    /// <summary>Rubrik C: the value of everything else that is sold without VAT but is not exempt.</summary>
    OtherWithoutVat,
}
