namespace PennaPay.Billy.Web.Resources;

/// <summary>Names the texts of ConnectionTexts.resx.</summary>
public sealed class ConnectionTexts;
