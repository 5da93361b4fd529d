namespace PennaPay.Billy.Web.Resources;

/// <summary>Names the texts of SyncQuestionTexts.resx.</summary>
public sealed class SyncQuestionTexts;
