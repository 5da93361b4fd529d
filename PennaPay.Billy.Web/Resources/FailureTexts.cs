namespace PennaPay.Billy.Web.Resources;

/// <summary>Names the texts of FailureTexts.resx.</summary>
public sealed class FailureTexts;
