namespace PennaPay.Billy.Web.Resources;

/// <summary>Names the texts of OrderTexts.resx.</summary>
public sealed class OrderTexts;
