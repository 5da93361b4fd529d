namespace PennaPay.Billy.Web.Resources;

/// <summary>Names the texts of MappingTexts.resx.</summary>
public sealed class MappingTexts;
