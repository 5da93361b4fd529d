namespace PennaPay.Billy.Web.Resources;

/// <summary>Names the texts of SettingsTexts.resx.</summary>
public sealed class SettingsTexts;
