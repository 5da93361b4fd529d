namespace PennaPay.Billy.Web.Resources;

/// <summary>Names the texts of RadzenTexts.resx, by Radzen's own keys.</summary>
public sealed class RadzenTexts;
