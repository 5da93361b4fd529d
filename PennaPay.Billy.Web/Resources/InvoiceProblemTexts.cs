namespace PennaPay.Billy.Web.Resources;

/// <summary>Sentences for the codes of <see cref="Core.Invoices.InvoiceProblems"/> and <see cref="Core.Customers.CustomerProblems"/>.</summary>
public sealed class InvoiceProblemTexts;
