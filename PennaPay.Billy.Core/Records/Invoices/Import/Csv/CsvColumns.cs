using System.Collections.Frozen;
using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Core.Records.Invoices.Import.Csv;

/// <summary>Which column means what, by its Danish or English heading.</summary>
internal sealed class CsvColumns
{
    /// <summary>The most columns of a file: some of those that are known, and what else a system exports.</summary>
    public const int Most = 200;

    /// <summary>Longest heading that is looked at or shown.</summary>
    public const int LongestHeading = 100;

    private static readonly (CsvColumn Column, string Danish, string English, string Headings)[] Known =
    [
        (CsvColumn.Number, "Fakturanr", "Invoice number", "fakturanr, fakturanummer, faktura nr, bilagsnr, invoice number, invoice no, number"),
        (CsvColumn.Kind, "Type", "Document type", "type, fakturatype, bilagstype, kind, document type"),
        (CsvColumn.Customer, "Kunde", "Customer", "kunde, kundenavn, debitor, customer, customer name, client"),
        (CsvColumn.RegistrationNo, "CVR", "Registration number", "cvr, cvr nr, cvr nummer, momsnr, momsnummer, se nr, registration number, registration no, vat number, vat no, company number"),
        (CsvColumn.CustomerNo, "Kundenr", "Customer number", "kundenr, kundenummer, debitornr, customer number, customer no"),
        (CsvColumn.Ean, "EAN", "GLN", "ean, ean nr, ean nummer, gln"),
        (CsvColumn.Email, "E-mail", "Customer e-mail", "e mail, email, mail, kunde e mail, customer email, customer e mail"),
        (CsvColumn.Phone, "Telefon", "Phone", "telefon, tlf, telefonnr, phone, telephone"),
        (CsvColumn.Street, "Adresse", "Address", "adresse, gade, vej, address, street"),
        (CsvColumn.ZipCode, "Postnr", "Postcode", "postnr, postnummer, zip, zip code, postal code, postcode"),
        (CsvColumn.City, "By", "City", "by, city, town"),
        (CsvColumn.Country, "Land", "Country", "land, landekode, country, country code"),
        (CsvColumn.IssueDate, "Fakturadato", "Issue date", "fakturadato, dato, udstedelsesdato, issue date, invoice date, date"),
        (CsvColumn.DueDate, "Forfaldsdato", "Due date", "forfaldsdato, forfald, betalingsfrist, due date"),
        (CsvColumn.Currency, "Valuta", "Currency", "valuta, valutakode, currency, currency code"),
        (CsvColumn.OrderReference, "Reference", "Order reference", "reference, ordrenr, ordrenummer, rekvisition, deres ref, order number, order no, order reference, po number"),
        (CsvColumn.Message, "Besked", "Message", "besked, meddelelse, tekst, message, note"),
        (CsvColumn.CreditedInvoice, "Krediterer", "Credited invoice", "krediterer, krediteret faktura, credited invoice, credits"),
        (CsvColumn.Description, "Beskrivelse", "Description", "beskrivelse, vare, varenavn, ydelse, produkt, description, item, product"),
        (CsvColumn.Details, "Detaljer", "Details", "detaljer, specifikation, details"),
        (CsvColumn.Quantity, "Antal", "Quantity", "antal, mængde, quantity, qty"),
        (CsvColumn.Unit, "Enhed", "Unit", "enhed, unit"),
        (CsvColumn.UnitPrice, "Enhedspris", "Unit price", "enhedspris, stykpris, pris, pris pr stk, pris ekskl moms, unit price, price"),
        (CsvColumn.DiscountPercent, "Rabat %", "Discount %", "rabat, rabat %, rabatprocent, discount, discount %, discount percent"),
        (CsvColumn.VatRate, "Moms %", "VAT %", "moms %, moms, momsprocent, momssats, vat %, vat, vat rate, vat percent"),
        (CsvColumn.VatCode, "Momskode", "VAT code", "momskode, momstype, vat code, vat category, vat type"),
        (CsvColumn.Account, "Konto", "Account", "konto, kontonr, kontonummer, kontokode, account, account no, account code, account number"),
    ];

    private static readonly CsvColumn[] Mandatory =
        [CsvColumn.Number, CsvColumn.Customer, CsvColumn.IssueDate, CsvColumn.Description, CsvColumn.UnitPrice, CsvColumn.VatRate];

    private static readonly FrozenDictionary<string, CsvColumn> ByHeading = (
        from known in Known
        from heading in known.Headings.Split(", ")
        select KeyValuePair.Create(heading, known.Column)).ToFrozenDictionary();

    private readonly Dictionary<CsvColumn, int> places = [];
    private readonly string[] headings;

    private CsvColumns(string[] headings) => this.headings = headings;

    /// <summary>Headings that mean nothing here.</summary>
    public List<string> Ignored { get; } = [];

    /// <summary>Whether there is every column that no table can be without.</summary>
    public bool IsWhole => Mandatory.All(places.ContainsKey);

    public int Count => headings.Length;

    /// <summary>All that can be read, in their usual order.</summary>
    public static IEnumerable<ImportColumn> All =>
        Known.Select(known => new ImportColumn(known.Column.ToString(), known.Danish, known.English, Mandatory.Contains(known.Column)));

    /// <summary>How many of a row's cells are headings that are known; tells a separator from another.</summary>
    public static int CountKnown(IEnumerable<string> cells) => cells.Count(cell => Find(cell) is not null);

    /// <summary>Reads the headings: by what somebody said that they mean, where somebody has, and else by their names.</summary>
    public static CsvColumns Read(string[] headings, int row, ImportErrors errors, IReadOnlyList<CsvColumn?>? meant = null)
    {
        var columns = new CsvColumns(headings);
        for (var i = 0; i < headings.Length; i++)
        {
            var heading = headings[i].Trim();
            if ((meant is null ? Find(heading) : meant[i]) is not { } column)
            {
                if (heading.Length > 0)
                    columns.Ignored.Add(OutsideText.Line(heading, LongestHeading));
            }
            else if (!columns.places.TryAdd(column, i))
                errors.Add(row, heading, ImportProblems.ColumnTwice, headings[columns.places[column]].Trim());
        }
        foreach (var missing in Mandatory.Where(column => !columns.places.ContainsKey(column)))
            errors.AddMissingColumn(row, Offer(missing));
        return columns;
    }

    /// <summary>What each heading means; null where it means nothing here, or an earlier one means the same.</summary>
    public IReadOnlyList<CsvColumn?> Meanings()
    {
        var meanings = new CsvColumn?[headings.Length];
        foreach (var (column, at) in places)
            meanings[at] = column;
        return meanings;
    }

    /// <summary>All that headings are known by, and what they mean.</summary>
    public static IEnumerable<KeyValuePair<string, CsvColumn>> Names => ByHeading;

    /// <summary>The heading as the file has it; the usual ones where it has none.</summary>
    public string Heading(CsvColumn column) => places.TryGetValue(column, out var at) ? headings[at].Trim() : Offer(column);

    /// <summary>The trimmed cell; null when the column is missing or the cell blank.</summary>
    public string? Cell(string[] cells, CsvColumn column) =>
        places.TryGetValue(column, out var at) && at < cells.Length && cells[at].AsSpan().Trim() is { IsEmpty: false } text
            ? text.ToString()
            : null;

    /// <summary>The usual Danish and English headings of a column.</summary>
    private static string Offer(CsvColumn column) =>
        Known.First(known => known.Column == column) is var (_, danish, english, _) ? $"{danish} / {english}" : "";

    // A text of megabytes is no heading, and need not be folded to see that.
    private static CsvColumn? Find(string heading) =>
        heading.Length <= LongestHeading && ByHeading.TryGetValue(Fold(heading), out var column) ? column : null;

    /// <summary>Lower-case; dots, hyphens and underscores are spaces; one space at most; "moms%" is "moms %".</summary>
    public static string Fold(string heading)
    {
        var spaced = string.Concat(heading.ToLowerInvariant().Select(letter =>
            letter is '%' ? " %" : letter is '.' or '-' or '_' or '(' or ')' or ':' ? " " : letter.ToString()));
        return string.Join(' ', spaced.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }
}
