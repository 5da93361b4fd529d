namespace PennaPay.Billy.Core.Records.Invoices.Import.Planning;

/// <summary>What can be asked; the arguments of each are in the order of its text.</summary>
public enum ImportQuestionKind
{
    /// <summary>Somebody else than our company issued it; arguments: who, our company.</summary>
    Supplier,

    /// <summary>Its total is less than nothing; argument: the total.</summary>
    Negative,

    /// <summary>A stored document of its kind has its number; arguments: the number, that one's customer, its total and currency.</summary>
    NumberInUse,

    /// <summary>Another document that is imported with it has its number; argument: the number.</summary>
    NumberTwice,

    /// <summary>The CVR number is none; arguments: the number, the customer.</summary>
    Cvr,

    /// <summary>Lines are without VAT, and the file does not say why; argument: how many.</summary>
    Vat,

    /// <summary>A customer of another name has the CVR or VAT number; arguments: the name, the number, the other's name.</summary>
    CustomerByRegistrationNo,

    /// <summary>A customer of another name has the GLN; arguments likewise.</summary>
    CustomerByEan,

    /// <summary>A customer of another name has the customer number; arguments likewise.</summary>
    CustomerByCustomerNo,
}
