namespace PennaPay.Billy.Web.Resources;

/// <summary>Names the texts of ProductTexts.resx.</summary>
public sealed class ProductTexts;
