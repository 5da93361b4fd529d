using Microsoft.Extensions.Localization;
using PennaPay.Billy.Core.Customers;
using PennaPay.Billy.Core.Invoices;
using PennaPay.Billy.Web.Components.Shared;
using PennaPay.Billy.Web.Resources;

namespace PennaPay.Billy.Web.Components.Invoices;

/// <summary>What is wrong with an invoice, a customer or a file, in the user's language.</summary>
public sealed class InvoiceWords(IStringLocalizer<InvoiceTexts> texts)
{
    public string Say(InvoiceProblem problem) => Say(problem.Code, problem.Args);

    public string Say(CustomerProblem problem) => Say(problem.Code, problem.Args);

    public string Say(ImportError error) => Say(error.Code, error.Args);

    private string Say(string code, object[] values)
    {
        object[] shown = [.. values.Select(value => value is decimal number ? Format.Number(number) : value)];
        return texts[$"Problem.{code}", shown];
    }
}
