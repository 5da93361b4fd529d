namespace PennaPay.Billy.Web.Resources;

/// <summary>Names the texts of HistoryTexts.resx.</summary>
public sealed class HistoryTexts;
