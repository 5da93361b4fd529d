namespace PennaPay.Billy.Web.Resources;

/// <summary>Names the texts of InvoiceListTexts.resx.</summary>
public sealed class InvoiceListTexts;
