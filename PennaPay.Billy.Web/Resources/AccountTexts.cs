namespace PennaPay.Billy.Web.Resources;

/// <summary>Names the texts of AccountTexts.resx.</summary>
public sealed class AccountTexts;
