namespace PennaPay.Billy.Core.Records.Invoices.Import;

/// <summary>
/// Something wrong in a file: its row (a CSV file's row as a spreadsheet counts, a UBL file's line), its column (a
/// heading, an element's name), a code of <see cref="ImportProblems"/> or <see cref="InvoiceProblems"/>, values for its text.
/// </summary>
public sealed record ImportError(int? Row, string? Column, string Code, params object[] Args)
{
    /// <summary>More errors of a file than these help nobody.</summary>
    public const int MostShown = 200;
}
