namespace PennaPay.Billy.Web.Resources;

/// <summary>Names the texts of OverviewTexts.resx.</summary>
public sealed class OverviewTexts;
