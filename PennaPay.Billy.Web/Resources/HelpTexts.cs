namespace PennaPay.Billy.Web.Resources;

/// <summary>Names the texts of HelpTexts.resx.</summary>
public sealed class HelpTexts;
