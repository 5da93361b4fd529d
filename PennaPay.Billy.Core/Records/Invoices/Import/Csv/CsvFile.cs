using System.Globalization;
using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Core.Records.Invoices.Import.Csv;

/// <summary>
/// Reads invoices from CSV: one row is one line; rows with the same number, wherever they stand, are one invoice. What
/// belongs to the whole invoice must be in its first row and may be repeated or left blank in the others.
/// </summary>
internal sealed class CsvFile
{
    public const int MaxBytes = 50 * 1024 * 1024;

    private static readonly CsvColumn[] WholeInvoice =
    [
        CsvColumn.Kind, CsvColumn.Customer, CsvColumn.RegistrationNo, CsvColumn.CustomerNo, CsvColumn.Ean, CsvColumn.Email,
        CsvColumn.Phone, CsvColumn.Street, CsvColumn.ZipCode, CsvColumn.City, CsvColumn.Country, CsvColumn.IssueDate,
        CsvColumn.DueDate, CsvColumn.Currency, CsvColumn.OrderReference, CsvColumn.Message, CsvColumn.CreditedInvoice,
    ];

    private readonly CsvColumns columns;
    private readonly ImportErrors errors;
    private readonly List<CsvRow> samples = [];

    private CsvFile(CsvColumns columns, ImportErrors errors) => (this.columns, this.errors) = (columns, errors);

    public static ParsedFile Read(byte[] bytes, IReadOnlyDictionary<string, IReadOnlyList<CsvColumn?>>? templates = null)
    {
        var errors = new ImportErrors();
        if (bytes.Length == 0)
            errors.Add(null, null, ImportProblems.FileEmpty);
        else if (CsvText.Decode(bytes) is not { } text)
            errors.Add(null, null, ImportProblems.NotText);
        else
            return Read(CsvRows.Read(text, errors), errors, templates);
        return ParsedFile.Of(errors);
    }

    /// <summary>Reads the rows of a table, of which the first has the headings; those who give them out add to the errors what is wrong with them.</summary>
    public static ParsedFile Read(
        IEnumerable<CsvRow> table, ImportErrors errors, IReadOnlyDictionary<string, IReadOnlyList<CsvColumn?>>? templates = null)
    {
        using var rows = table.GetEnumerator();
        if (!rows.MoveNext())
        {
            if (errors.Total == 0)
                errors.Add(null, null, ImportProblems.FileEmpty);
            return ParsedFile.Of(errors);
        }

        // A file that is refused for its headings has its rows looked at all the same, so that everything can be mended at once.
        var headings = rows.Current.Cells;
        var meant = templates?.GetValueOrDefault(ColumnAsking.HashOf(headings)) is { } remembered && remembered.Count == headings.Length ? remembered : null;
        var columns = CsvColumns.Read(headings, rows.Current.Number, errors, meant);
        var file = new CsvFile(columns, errors);
        var invoices = file.Group(rows);
        return new(invoices, errors, columns.Ignored) { Columns = ColumnAsking.Ask(headings, columns, file.samples, meant is not null) };
    }

    private List<ParsedInvoice> Group(IEnumerator<CsvRow> rows)
    {
        var byNumber = new Dictionary<string, List<CsvRow>>(StringComparer.Ordinal);
        var numbers = new List<string>();
        while (rows.MoveNext())
        {
            var row = rows.Current;
            if (samples.Count < ColumnQuestion.MostSamples)
                samples.Add(row);
            if (row.IsDamaged)
                continue;
            if (row.Cells.Skip(columns.Count).Any(cell => !string.IsNullOrWhiteSpace(cell)))
                errors.Add(row.Number, null, ImportProblems.TooManyCells, row.Cells.Length, columns.Count);
            else
            {
                var number = Number(row);
                if (byNumber.TryGetValue(number, out var known))
                    known.Add(row);
                else
                {
                    byNumber[number] = [row];
                    numbers.Add(number);
                }
            }
        }
        if (numbers.Count == 0 && errors.Total == 0)
            errors.Add(null, null, ImportProblems.RowsMissing);
        return [.. numbers.Select(number => Parse(number, byNumber[number]))];
    }

    /// <summary>The number; where it is missing, and the file refused, one that no other row has.</summary>
    private string Number(CsvRow row)
    {
        if (Text(row, CsvColumn.Number) is { } number)
            return number;
        SayMissing(row, CsvColumn.Number);
        return $"\n{row.Number}";
    }

    private ParsedInvoice Parse(string number, List<CsvRow> rows)
    {
        var first = rows[0];
        foreach (var row in rows.Skip(1))
            CheckAgrees(first, row);
        var customer = Customer(first);
        var invoice = new Invoice
        {
            Id = Guid.CreateVersion7(),
            Kind = Kind(first),
            Number = number,
            IssueDate = Day(first, CsvColumn.IssueDate) ?? Missing(first, CsvColumn.IssueDate),
            DueDate = Day(first, CsvColumn.DueDate),
            Currency = Text(first, CsvColumn.Currency)?.ToUpperInvariant() ?? Currencies.DanishKrone,
            OrderReference = Text(first, CsvColumn.OrderReference),
            Message = InputText.Block(columns.Cell(first.Cells, CsvColumn.Message)),
            CreditedInvoiceNumber = Text(first, CsvColumn.CreditedInvoice),
            Status = InvoiceStatus.Sent,
            Origin = InvoiceOrigin.Csv,
        };
        invoice.Lines.AddRange(rows.Select(row => Line(row, customer.CountryCode)));
        invoice.SetCustomer(customer);
        return new(new(invoice, customer), field => Locate(field, rows))
        {
            InferredLines = invoice.Lines.Count(line => line is { VatRate: 0, VatCode: null }),
        };
    }

    private void CheckAgrees(CsvRow first, CsvRow row)
    {
        foreach (var column in WholeInvoice)
        {
            if (Text(row, column) is not { } cell || cell == Text(first, column))
                continue;
            errors.Add(row.Number, columns.Heading(column), ImportProblems.Contradiction, cell, Text(first, column) ?? "", first.Number);
        }
    }

    private Customer Customer(CsvRow row)
    {
        var customer = new Customer { Id = Guid.CreateVersion7(), Name = Text(row, CsvColumn.Customer) ?? "" };
        if (customer.Name.Length == 0)
            SayMissing(row, CsvColumn.Customer);
        if (Text(row, CsvColumn.Country) is { } country)
        {
            if (Countries.Find(country) is { } code)
                customer.CountryCode = code;
            else
                errors.Add(row.Number, columns.Heading(CsvColumn.Country), ImportProblems.CountryUnknown, country);
        }
        customer.RegistrationNo = RegistrationNumber.Normalise(Text(row, CsvColumn.RegistrationNo), customer.CountryCode);
        customer.CustomerNo = Text(row, CsvColumn.CustomerNo);
        customer.Ean = Text(row, CsvColumn.Ean)?.Replace(" ", "", StringComparison.Ordinal);
        customer.Email = Text(row, CsvColumn.Email);
        customer.Phone = Text(row, CsvColumn.Phone);
        customer.Street = Text(row, CsvColumn.Street);
        customer.ZipCode = Text(row, CsvColumn.ZipCode);
        customer.City = Text(row, CsvColumn.City);
        return customer;
    }

    private InvoiceLine Line(CsvRow row, string country)
    {
        var rate = Amount(row, CsvColumn.VatRate) ?? MissingNumber(row, CsvColumn.VatRate);
        return new()
        {
            Id = Guid.CreateVersion7(),
            Description = Text(row, CsvColumn.Description) ?? "",
            Details = InputText.Block(columns.Cell(row.Cells, CsvColumn.Details)),
            Quantity = Amount(row, CsvColumn.Quantity) ?? 1,
            Unit = Text(row, CsvColumn.Unit),
            UnitPrice = Amount(row, CsvColumn.UnitPrice) ?? MissingNumber(row, CsvColumn.UnitPrice),
            DiscountPercent = Amount(row, CsvColumn.DiscountPercent) is { } discount and not 0 ? discount : null,
            VatRate = rate,
            Vat = Vat(row, rate, country),
            VatCode = Text(row, CsvColumn.VatCode),
            AccountCode = Text(row, CsvColumn.Account),
        };
    }

    private InvoiceKind Kind(CsvRow row)
    {
        switch (Text(row, CsvColumn.Kind)?.ToLowerInvariant().Replace(" ", "", StringComparison.Ordinal))
        {
            case null or "faktura" or "invoice" or "salgsfaktura" or "380":
                return InvoiceKind.Invoice;
            case "kreditnota" or "kredit" or "creditnote" or "credit" or "creditmemo" or "381":
                return InvoiceKind.CreditNote;
            case var other:
                errors.Add(row.Number, columns.Heading(CsvColumn.Kind), ImportProblems.KindUnknown, other);
                return InvoiceKind.Invoice;
        }
    }

    /// <summary>
    /// Without VAT, a Danish customer's line is exempt; a foreign customer's may be goods or services, which the VAT
    /// return keeps apart, so the file must say which.
    /// </summary>
    private VatTreatment Vat(CsvRow row, decimal rate, string country)
    {
        if (Text(row, CsvColumn.VatCode) is { } code)
        {
            if (CsvVatCodes.Find(code, country) is { } treatment)
                return treatment;
            errors.Add(row.Number, columns.Heading(CsvColumn.VatCode), ImportProblems.VatCodeUnknown, code);
            return VatTreatment.Standard;
        }
        if (rate != 0)
            return VatTreatment.Standard;
        if (country != Countries.Denmark)
            errors.AddIfNew(new(row.Number, columns.Heading(CsvColumn.VatRate)), ImportProblems.VatCodeNeeded);
        return VatTreatment.Exempt;
    }

    private decimal? Amount(CsvRow row, CsvColumn column)
    {
        if (Text(row, column) is not { } text)
            return null;
        var number = column is CsvColumn.VatRate or CsvColumn.DiscountPercent ? text.TrimEnd('%', ' ') : text;
        var problem = AmountParser.Parse(number, out var amount);
        if (problem == AmountProblem.None)
            return amount;
        var code = problem switch
        {
            AmountProblem.Ambiguous => ImportProblems.AmountAmbiguous,
            AmountProblem.TooLong => InvoiceProblems.NumberTooLarge,
            _ => ImportProblems.NotANumber,
        };
        errors.Add(row.Number, columns.Heading(column), code, Excerpt(text));
        return 1;
    }

    private DateOnly? Day(CsvRow row, CsvColumn column)
    {
        if (Text(row, column) is not { } text)
            return null;
        if (DayParser.TryParse(text, out var day))
            return day;
        errors.Add(row.Number, columns.Heading(column), ImportProblems.NotADate, Excerpt(text));
        return null;
    }

    private DateOnly Missing(CsvRow row, CsvColumn column)
    {
        if (Text(row, column) is null)
            SayMissing(row, column);
        return default;
    }

    private decimal MissingNumber(CsvRow row, CsvColumn column)
    {
        SayMissing(row, column);
        return 0;
    }

    private void SayMissing(CsvRow row, CsvColumn column) =>
        errors.AddIfNew(new(row.Number, columns.Heading(column)), ImportProblems.CellMissing);

    private string? Text(CsvRow row, CsvColumn column) => InputText.Line(columns.Cell(row.Cells, column));

    /// <summary>The row and heading behind a property that a rule complains about.</summary>
    private ImportPlace Locate(string field, List<CsvRow> rows)
    {
        var row = rows[0].Number;
        var name = field;
        if (field.StartsWith("Lines[", StringComparison.Ordinal))
        {
            var end = field.IndexOf(']', StringComparison.Ordinal);
            row = rows[int.Parse(field.AsSpan(6, end - 6), CultureInfo.InvariantCulture)].Number;
            name = field[(end + 2)..];
        }
        return new(row, Enum.TryParse<CsvColumn>(Synonym(name), out var column) ? columns.Heading(column) : null);
    }

    private static string Synonym(string property) => property switch
    {
        nameof(Customers.Customer.Name) or nameof(Invoice.CustomerId) => nameof(CsvColumn.Customer),
        nameof(Customers.Customer.CountryCode) => nameof(CsvColumn.Country),
        nameof(Invoice.CreditedInvoiceNumber) => nameof(CsvColumn.CreditedInvoice),
        nameof(InvoiceLine.AccountCode) => nameof(CsvColumn.Account),
        _ => property,
    };

    private static string Excerpt(string text) => OutsideText.Line(text, 51);
}
