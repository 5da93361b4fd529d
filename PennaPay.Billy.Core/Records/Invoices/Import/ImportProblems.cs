namespace PennaPay.Billy.Core.Records.Invoices.Import;

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

    /// <summary>The XML has more elements and attributes, or more in one of them, than an invoice ever has.</summary>
    public const string XmlTooMuch = "xml_too_much";

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

    /// <summary>The file is no Excel workbook that can be opened.</summary>
    public const string NotExcel = "not_excel";

    /// <summary>The workbook unpacks to more than one of invoices ever does.</summary>
    public const string ExcelTooMuch = "excel_too_much";

    /// <summary>A sheet has more rows than are read; argument: how many are.</summary>
    public const string TooManyRows = "too_many_rows";

    /// <summary>The file is not text.</summary>
    public const string NotText = "not_text";

    /// <summary>A column that must be there is missing; argument: its headings.</summary>
    public const string ColumnMissing = "column_missing";

    /// <summary>A row has more columns than are read; argument: how many are.</summary>
    public const string TooManyColumns = "too_many_columns";

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
