namespace PennaPay.Billy.Core.Records.Invoices.Import;

/// <summary>What was stored of a file.</summary>
public sealed record ImportedFile(string Name, IReadOnlyList<ImportedInvoice> Invoices);
