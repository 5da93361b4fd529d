namespace PennaPay.Billy.Web.Resources;

/// <summary>Sentences for the codes of <see cref="Core.Records.Invoices.Import.ImportProblems"/>.</summary>
public sealed class ImportTexts;
