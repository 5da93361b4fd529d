namespace PennaPay.Billy.Web.Resources;

/// <summary>Names the texts of LayoutTexts.resx.</summary>
public sealed class LayoutTexts;
