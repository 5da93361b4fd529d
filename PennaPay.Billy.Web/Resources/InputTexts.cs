namespace PennaPay.Billy.Web.Resources;

/// <summary>Names the texts of InputTexts.resx.</summary>
public sealed class InputTexts;
