namespace PennaPay.Billy.Core.Records.Invoices.Import;

/// <summary>A place in a file: a row or line, and a heading or element.</summary>
internal sealed record ImportPlace(int? Row, string? Column);
