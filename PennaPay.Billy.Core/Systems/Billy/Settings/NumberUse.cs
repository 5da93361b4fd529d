namespace PennaPay.Billy.Core.Systems.Billy.Settings;

/// <summary>What PennaPay's invoice number becomes in Billy.</summary>
public enum NumberUse
{
    /// <summary>The draft's order number, by which it is found again.</summary>
    Reference,

    /// <summary>The same, and the invoice's own number too.</summary>
    InvoiceNumber,
}
