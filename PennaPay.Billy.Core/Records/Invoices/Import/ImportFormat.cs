namespace PennaPay.Billy.Core.Records.Invoices.Import;

/// <summary>What a file is written in.</summary>
public enum ImportFormat
{
    /// <summary>One invoice or credit note of UBL 2.1 (Peppol BIS Billing 3).</summary>
    Ubl,

    /// <summary>
    /// One row a line of an invoice; Danish or English headings, <c>;</c>, <c>,</c> or tab between cells, amounts as
    /// <see cref="Values.AmountParser"/> and dates as <see cref="Values.DayParser"/> read them.
    /// </summary>
    Csv,

    /// <summary>The same as an Excel workbook, of which the first sheet is read.</summary>
    Excel,
}
