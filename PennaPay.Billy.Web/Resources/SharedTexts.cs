namespace PennaPay.Billy.Web.Resources;

/// <summary>Names the texts of SharedTexts.resx.</summary>
public sealed class SharedTexts;
