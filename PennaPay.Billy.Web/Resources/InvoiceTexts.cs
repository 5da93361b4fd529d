namespace PennaPay.Billy.Web.Resources;

/// <summary>Names the texts of InvoiceTexts.resx.</summary>
public sealed class InvoiceTexts;
