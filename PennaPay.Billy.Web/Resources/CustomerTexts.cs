namespace PennaPay.Billy.Web.Resources;

/// <summary>Names the texts of CustomerTexts.resx.</summary>
public sealed class CustomerTexts;
