namespace PennaPay.Billy.Web.Resources;

/// <summary>Names the texts of AuditTexts.resx.</summary>
public sealed class AuditTexts;
