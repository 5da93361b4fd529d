namespace PennaPay.Billy.Web.Resources;

/// <summary>Names the texts of CustomFieldTexts.resx.</summary>
public sealed class CustomFieldTexts;
