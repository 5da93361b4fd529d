namespace PennaPay.Billy.Core.Records.Invoices.Import.Planning;

/// <summary>What a file leaves open, so that a person decides it instead of the program.</summary>
/// <param name="Id">What it is about; it is another one when anything of that changes.</param>
/// <param name="Kind">What is asked.</param>
/// <param name="Answers">What can be answered.</param>
/// <param name="Proposed">What is taken where nobody answers.</param>
/// <param name="Chosen">What is answered.</param>
/// <param name="Numbers">The numbers of the invoices that it is about.</param>
/// <param name="Args">Values for its text; see <see cref="ImportQuestionKind"/>.</param>
public sealed record ImportQuestion(
    string Id, ImportQuestionKind Kind, IReadOnlyList<ImportAnswer> Answers, ImportAnswer Proposed, ImportAnswer Chosen,
    IReadOnlyList<string> Numbers, params object[] Args);
