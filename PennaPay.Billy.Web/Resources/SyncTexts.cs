namespace PennaPay.Billy.Web.Resources;

/// <summary>Names the texts of SyncTexts.resx.</summary>
public sealed class SyncTexts;
