namespace PennaPay.Billy.Web.Resources;

/// <summary>Sentences for the codes of <see cref="Core.Records.Invoices.InvoiceProblems"/> and <see cref="Core.Records.Customers.CustomerProblems"/>.</summary>
public sealed class InvoiceProblemTexts;
