using PennaPay.Billy.Core.Records.Invoices.Intake;

namespace PennaPay.Billy.Core.Records.Invoices;

/// <summary>What came of importing a file: all of it or nothing.</summary>
public abstract record ImportResult
{
    private ImportResult()
    {
    }

    /// <summary>
    /// The invoices are stored. <paramref name="Known"/> of the file were here already and were left alone;
    /// <paramref name="IgnoredColumns"/> are headings of a CSV file that mean nothing here.
    /// </summary>
    public sealed record Imported(
        IReadOnlyList<ImportedInvoice> Invoices, int Known, IReadOnlyList<string> IgnoredColumns) : ImportResult;

    /// <summary>Everything in the file is here already. <paramref name="Invoices"/>: what a UBL file became then.</summary>
    public sealed record AlreadyImported(IReadOnlyList<ImportedInvoice> Invoices) : ImportResult;

    /// <summary>Nothing was stored. <paramref name="Errors"/> shows the first <see cref="MostErrors"/> of <paramref name="Total"/>.</summary>
    public sealed record Refused(IReadOnlyList<ImportError> Errors, int Total) : ImportResult
    {
        /// <summary>More errors than these help nobody.</summary>
        public const int MostErrors = 200;
    }
}

/// <summary>An invoice that an import made.</summary>
public sealed record ImportedInvoice(Guid Id, InvoiceKind Kind, string Number, decimal Gross, string Currency)
{
    internal static ImportedInvoice Of(ArrivedInvoice arrived) => new(arrived.Id, arrived.Kind, arrived.Number, arrived.Gross, arrived.Currency);
}

/// <summary>
/// Something wrong in a file: its row (a CSV file's row as a spreadsheet counts, a UBL file's line), its column (a
/// heading, an element's name), a code of <see cref="ImportProblems"/> or <see cref="InvoiceProblems"/>, values for its text.
/// </summary>
public sealed record ImportError(int? Row, string? Column, string Code, params object[] Args);

/// <summary>The codes of <see cref="ImportError"/>; each has a Danish and an English text.</summary>
public static class ImportProblems
{
    /// <summary>The file is larger than it may be; argument: megabytes.</summary>
    public const string FileTooLarge = "file_too_large";

    /// <summary>There is nothing in the file.</summary>
    public const string FileEmpty = "file_empty";

    /// <summary>The file is not XML; argument: what is wrong.</summary>
    public const string NotXml = "not_xml";

    /// <summary>The XML has a document type or an entity, which a UBL invoice never has.</summary>
    public const string XmlForbidden = "xml_forbidden";

    /// <summary>The XML is nested deeper than an invoice ever is.</summary>
    public const string XmlTooDeep = "xml_too_deep";

    /// <summary>The XML is no UBL invoice or credit note; argument: the root element.</summary>
    public const string NotUbl = "not_ubl";

    /// <summary>An element that must be there is missing.</summary>
    public const string ElementMissing = "element_missing";

    /// <summary>An element's text is no number; argument: the text.</summary>
    public const string NotANumber = "not_a_number";

    /// <summary>A text is no date; argument: the text.</summary>
    public const string NotADate = "not_a_date";

    /// <summary>An amount is in another currency than the document; arguments: its currency, the document's.</summary>
    public const string CurrencyMismatch = "currency_mismatch";

    /// <summary>The VAT category is unknown; argument: the category.</summary>
    public const string VatCategoryUnknown = "vat_category_unknown";

    /// <summary>The document's totals contradict each other or its lines; arguments: stated, computed.</summary>
    public const string TotalsDisagree = "totals_disagree";

    /// <summary>The file is not text.</summary>
    public const string NotText = "not_text";

    /// <summary>A column that must be there is missing; argument: its headings.</summary>
    public const string ColumnMissing = "column_missing";

    /// <summary>Two columns mean the same.</summary>
    public const string ColumnTwice = "column_twice";

    /// <summary>There are headings and no rows.</summary>
    public const string RowsMissing = "rows_missing";

    /// <summary>A row has more cells than there are headings; it may need quotes.</summary>
    public const string TooManyCells = "too_many_cells";

    /// <summary>Quotes are opened and not closed, or stand where they may not.</summary>
    public const string BadQuotes = "bad_quotes";

    /// <summary>A cell that must be filled is empty.</summary>
    public const string CellMissing = "cell_missing";

    /// <summary>It cannot be told whether the separator means thousands or decimals; argument: the text.</summary>
    public const string AmountAmbiguous = "amount_ambiguous";

    /// <summary>The type is neither invoice nor credit note; argument: the text.</summary>
    public const string KindUnknown = "kind_unknown";

    /// <summary>The country is unknown; argument: the text.</summary>
    public const string CountryUnknown = "country_unknown";

    /// <summary>The VAT code is unknown; argument: the text.</summary>
    public const string VatCodeUnknown = "vat_code_unknown";

    /// <summary>A line without VAT to a foreign customer needs a VAT code.</summary>
    public const string VatCodeNeeded = "vat_code_needed";

    /// <summary>A cell contradicts an earlier row of the same invoice; arguments: the cell, the earlier cell, its row.</summary>
    public const string Contradiction = "contradiction";
}
