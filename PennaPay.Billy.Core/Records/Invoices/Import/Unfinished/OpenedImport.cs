using PennaPay.Billy.Core.Records.Invoices.Import.Planning;

namespace PennaPay.Billy.Core.Records.Invoices.Import.Unfinished;

/// <summary>Files that were kept, as they came, and what had been answered.</summary>
public sealed record OpenedImport(Guid Id, IReadOnlyList<ImportFile> Files, IReadOnlyDictionary<string, ImportAnswer> Answers);
