using Microsoft.Extensions.Localization;
using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Records.Invoices.Import;

namespace PennaPay.Billy.Web.Resources;

/// <summary>Puts what is wrong with a file, an invoice, a customer or a product into the user's words.</summary>
public sealed class ProblemSentences(IStringLocalizer<ImportTexts> import, IStringLocalizer<InvoiceProblemTexts> problems)
{
    /// <summary>The sentence for an error in a file; its row and column stand beside it.</summary>
    public string Of(ImportError error) =>
        import[error.Code, error.Args] is { ResourceNotFound: false } sentence ? sentence : problems[error.Code, error.Args];

    /// <summary>The sentence for a field of an invoice, a customer or a product.</summary>
    public string Of(FieldProblem problem) => problems[problem.Code, problem.Args];

    /// <summary>The first sentence for each field.</summary>
    public Dictionary<string, string> ByField(IEnumerable<FieldProblem> found) =>
        found.GroupBy(problem => problem.Field).ToDictionary(field => field.Key, field => Of(field.First()));
}
