namespace PennaPay.Billy.Web.Resources;

/// <summary>Names the texts of SourceTexts.resx.</summary>
public sealed class SourceTexts;
