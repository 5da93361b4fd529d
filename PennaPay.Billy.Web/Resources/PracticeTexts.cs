namespace PennaPay.Billy.Web.Resources;

/// <summary>Names the texts of PracticeTexts.resx.</summary>
public sealed class PracticeTexts;
