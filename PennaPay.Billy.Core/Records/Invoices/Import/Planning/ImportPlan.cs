namespace PennaPay.Billy.Core.Records.Invoices.Import.Planning;

/// <summary>What an import would do, and what it asks before.</summary>
/// <param name="Files">One for each file, in the same order.</param>
/// <param name="Questions">In the order in which they came up; answering one may bring up another.</param>
/// <param name="Fingerprint">Two plans that say the same have the same.</param>
public sealed record ImportPlan(IReadOnlyList<PlannedFile> Files, IReadOnlyList<ImportQuestion> Questions, string Fingerprint)
{
    /// <summary>How many documents of all files that becomes of.</summary>
    public int Count(ImportFate fate) => Files.Sum(file => file.Count(fate));
}
