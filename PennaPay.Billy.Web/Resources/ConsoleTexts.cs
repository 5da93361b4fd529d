namespace PennaPay.Billy.Web.Resources;

/// <summary>Names the texts of ConsoleTexts.resx.</summary>
public sealed class ConsoleTexts;
