namespace PennaPay.Billy.Web.Resources;

/// <summary>Sentences for the codes of <see cref="Core.Invoices.ImportProblems"/>.</summary>
public sealed class ImportTexts;
