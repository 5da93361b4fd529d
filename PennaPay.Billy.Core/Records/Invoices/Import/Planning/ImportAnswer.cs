using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Core.Records.Invoices.Import.Planning;

/// <summary>What somebody can answer to an <see cref="ImportQuestion"/>.</summary>
public enum ImportAnswer
{
    /// <summary>The invoice is not imported.</summary>
    LeaveOut,

    /// <summary>The invoice is imported all the same.</summary>
    Import,

    /// <summary>It is the customer that has the number.</summary>
    UseCustomer,

    /// <summary>It is another customer, who is made.</summary>
    NewCustomer,

    /// <summary>The number is left out.</summary>
    WithoutNumber,

    /// <summary>The number is kept as it is.</summary>
    KeepNumber,

    /// <summary>It becomes a document of the other kind.</summary>
    Turn,

    /// <summary><see cref="VatTreatment.Exempt"/>; the rest likewise.</summary>
    Exempt,
    ZeroRated,
    ReverseCharge,
    OutsideScope,
}
