using System.Collections.Frozen;
using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Core.Records.Invoices.Import.Csv;

/// <summary>Which column means what, by its Danish or English heading.</summary>
internal sealed class CsvColumns
{
    /// <summary>The most columns of a file: some of those that are known, and what else a system exports.</summary>
    public const int Most = 200;

    private const int LongestHeading = 100;

    private static readonly (CsvColumn Column, string Headings)[] Known =
    [
        (CsvColumn.Number, "fakturanr, fakturanummer, faktura nr, bilagsnr, invoice number, invoice no, number"),
        (CsvColumn.Kind, "type, fakturatype, bilagstype, kind, document type"),
        (CsvColumn.Customer, "kunde, kundenavn, debitor, customer, customer name, client"),
        (CsvColumn.RegistrationNo, "cvr, cvr nr, cvr nummer, momsnr, momsnummer, se nr, registration number, registration no, vat number, vat no, company number"),
        (CsvColumn.CustomerNo, "kundenr, kundenummer, debitornr, customer number, customer no"),
        (CsvColumn.Ean, "ean, ean nr, ean nummer, gln"),
        (CsvColumn.Email, "e mail, email, mail, kunde e mail, customer email, customer e mail"),
        (CsvColumn.Phone, "telefon, tlf, telefonnr, phone, telephone"),
        (CsvColumn.Street, "adresse, gade, vej, address, street"),
        (CsvColumn.ZipCode, "postnr, postnummer, zip, zip code, postal code, postcode"),
        (CsvColumn.City, "by, city, town"),
        (CsvColumn.Country, "land, landekode, country, country code"),
        (CsvColumn.IssueDate, "fakturadato, dato, udstedelsesdato, issue date, invoice date, date"),
        (CsvColumn.DueDate, "forfaldsdato, forfald, betalingsfrist, due date"),
        (CsvColumn.Currency, "valuta, valutakode, currency, currency code"),
        (CsvColumn.OrderReference, "reference, ordrenr, ordrenummer, rekvisition, deres ref, order number, order no, order reference, po number"),
        (CsvColumn.Message, "besked, meddelelse, tekst, message, note"),
        (CsvColumn.CreditedInvoice, "krediterer, krediteret faktura, credited invoice, credits"),
        (CsvColumn.Description, "beskrivelse, vare, varenavn, ydelse, produkt, description, item, product"),
        (CsvColumn.Details, "detaljer, specifikation, details"),
        (CsvColumn.Quantity, "antal, mængde, quantity, qty"),
        (CsvColumn.Unit, "enhed, unit"),
        (CsvColumn.UnitPrice, "enhedspris, stykpris, pris, pris pr stk, pris ekskl moms, unit price, price"),
        (CsvColumn.DiscountPercent, "rabat, rabat %, rabatprocent, discount, discount %, discount percent"),
        (CsvColumn.VatRate, "moms %, moms, momsprocent, momssats, vat %, vat, vat rate, vat percent"),
        (CsvColumn.VatCode, "momskode, momstype, vat code, vat category, vat type"),
        (CsvColumn.Account, "konto, kontonr, kontonummer, kontokode, account, account no, account code, account number"),
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

    public int Count => headings.Length;

    /// <summary>How many of a row's cells are headings that are known; tells a separator from another.</summary>
    public static int CountKnown(IEnumerable<string> cells) => cells.Count(cell => Find(cell) is not null);

    public static CsvColumns Read(string[] headings, int row, ImportErrors errors)
    {
        var columns = new CsvColumns(headings);
        for (var i = 0; i < headings.Length; i++)
        {
            var heading = headings[i].Trim();
            if (Find(heading) is not { } column)
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

    /// <summary>The heading as the file has it; the usual ones where it has none.</summary>
    public string Heading(CsvColumn column) => places.TryGetValue(column, out var at) ? headings[at].Trim() : Offer(column);

    /// <summary>The trimmed cell; null when the column is missing or the cell blank.</summary>
    public string? Cell(string[] cells, CsvColumn column) =>
        places.TryGetValue(column, out var at) && at < cells.Length && cells[at].AsSpan().Trim() is { IsEmpty: false } text
            ? text.ToString()
            : null;

    /// <summary>The usual Danish and English headings of a column.</summary>
    private static string Offer(CsvColumn column)
    {
        var headings = Known.First(known => known.Column == column).Headings.Split(", ");
        var english = headings.SkipWhile(heading => heading is not ("invoice number" or "customer" or "issue date" or "description" or "unit price" or "vat %"));
        return string.Join(" / ", new[] { headings[0] }.Concat(english.Take(1)).Select(heading => char.ToUpperInvariant(heading[0]) + heading[1..]));
    }

    // A text of megabytes is no heading, and need not be folded to see that.
    private static CsvColumn? Find(string heading) =>
        heading.Length <= LongestHeading && ByHeading.TryGetValue(Fold(heading), out var column) ? column : null;

    /// <summary>Lower-case; dots, hyphens and underscores are spaces; one space at most; "moms%" is "moms %".</summary>
    private static string Fold(string heading)
    {
        var spaced = string.Concat(heading.ToLowerInvariant().Select(letter =>
            letter is '%' ? " %" : letter is '.' or '-' or '_' or '(' or ')' or ':' ? " " : letter.ToString()));
        return string.Join(' ', spaced.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }
}
