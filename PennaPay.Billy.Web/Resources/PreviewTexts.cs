namespace PennaPay.Billy.Web.Resources;

/// <summary>Names the texts of PreviewTexts.resx.</summary>
public sealed class PreviewTexts;
