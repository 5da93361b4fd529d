namespace PennaPay.Billy.Core.Records.Invoices.Import;

/// <summary>Who issued a document: a name, and every company, VAT and electronic address number, in the form in which they are compared.</summary>
internal sealed record ParsedSupplier(string Name, IReadOnlyList<string> Numbers);
