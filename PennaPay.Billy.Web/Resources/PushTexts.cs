namespace PennaPay.Billy.Web.Resources;

/// <summary>Names the texts of PushTexts.resx.</summary>
public sealed class PushTexts;
