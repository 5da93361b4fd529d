namespace PennaPay.Billy.Web.Resources;

/// <summary>Names the texts of AiTexts.resx.</summary>
public sealed class AiTexts;
