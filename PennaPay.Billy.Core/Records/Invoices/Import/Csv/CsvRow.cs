namespace PennaPay.Billy.Core.Records.Invoices.Import.Csv;

/// <summary>A row, its number as a spreadsheet counts, and whether bad quotes may have mixed up its cells.</summary>
internal readonly record struct CsvRow(int Number, string[] Cells, bool IsDamaged = false);
