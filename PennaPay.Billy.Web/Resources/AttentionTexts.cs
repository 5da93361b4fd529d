namespace PennaPay.Billy.Web.Resources;

/// <summary>Names the texts of AttentionTexts.resx.</summary>
public sealed class AttentionTexts;
