using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Core.Records.Invoices;

/// <summary>What an invoice must be to be saved, wherever it comes from.</summary>
public static class InvoiceRules
{
    /// <summary>Longest number, unit, account code or VAT code.</summary>
    public const int MaxShortText = 50;

    /// <summary>Longest description of a line, and longest reference.</summary>
    public const int MaxDescription = 500;

    /// <summary>Longest message, and longest details of a line.</summary>
    public const int MaxText = 4000;

    public const int MaxLines = 500;

    internal const int MaxDecimals = 10;

    private const decimal MaxNumber = 999_999_999_999m;

    private static readonly DateOnly Earliest = new(2000, 1, 1);
    private static readonly DateOnly Latest = new(2099, 12, 31);

    /// <summary>Every problem, in the order of the form.</summary>
    public static IReadOnlyList<FieldProblem> Check(Invoice invoice)
    {
        List<FieldProblem> problems = [.. Header(invoice)];
        if (invoice.Lines.Count == 0)
            problems.Add(new(nameof(Invoice.Lines), InvoiceProblems.LinesMissing));
        if (invoice.Lines.Count > MaxLines)
            problems.Add(new(nameof(Invoice.Lines), InvoiceProblems.TooManyLines, MaxLines));
        for (var i = 0; i < invoice.Lines.Count; i++)
            problems.AddRange(Line(invoice.Lines[i], $"Lines[{i}]."));
        if (problems.Count == 0)
            problems.AddRange(Total(invoice));
        return problems;
    }

    private static IEnumerable<FieldProblem> Header(Invoice invoice)
    {
        if (string.IsNullOrWhiteSpace(invoice.Number))
            yield return new(nameof(Invoice.Number), InvoiceProblems.NumberMissing);
        if (invoice.CustomerId == Guid.Empty)
            yield return new(nameof(Invoice.CustomerId), InvoiceProblems.CustomerMissing);
        if (invoice.IssueDate == default)
            yield return new(nameof(Invoice.IssueDate), InvoiceProblems.IssueDateMissing);
        else if (IsOutOfRange(invoice.IssueDate))
            yield return new(nameof(Invoice.IssueDate), InvoiceProblems.DateOutOfRange);
        if (invoice.DueDate is { } due)
        {
            if (IsOutOfRange(due))
                yield return new(nameof(Invoice.DueDate), InvoiceProblems.DateOutOfRange);
            else if (due < invoice.IssueDate)
                yield return new(nameof(Invoice.DueDate), InvoiceProblems.DueBeforeIssue);
        }
        if (!Currencies.IsKnown(invoice.Currency))
            yield return new(nameof(Invoice.Currency), InvoiceProblems.CurrencyUnknown, invoice.Currency);
        foreach (var problem in TooLong(
            (nameof(Invoice.Number), invoice.Number, MaxShortText),
            (nameof(Invoice.OrderReference), invoice.OrderReference, MaxDescription),
            (nameof(Invoice.CreditedInvoiceNumber), invoice.CreditedInvoiceNumber, MaxShortText),
            (nameof(Invoice.Message), invoice.Message, MaxText)))
            yield return problem;
    }

    private static IEnumerable<FieldProblem> Line(InvoiceLine line, string at)
    {
        if (string.IsNullOrWhiteSpace(line.Description))
            yield return new(at + nameof(line.Description), InvoiceProblems.DescriptionMissing);
        foreach (var problem in TooLong(
            (at + nameof(line.Description), line.Description, MaxDescription),
            (at + nameof(line.Details), line.Details, MaxText),
            (at + nameof(line.Unit), line.Unit, MaxShortText),
            (at + nameof(line.VatCode), line.VatCode, MaxShortText),
            (at + nameof(line.AccountCode), line.AccountCode, MaxShortText)))
            yield return problem;
        if (line.Quantity == 0)
            yield return new(at + nameof(line.Quantity), InvoiceProblems.QuantityZero);
        if (IsTooLarge(line.Quantity))
            yield return new(at + nameof(line.Quantity), InvoiceProblems.NumberTooLarge);
        if (IsTooLarge(line.UnitPrice))
            yield return new(at + nameof(line.UnitPrice), InvoiceProblems.NumberTooLarge);
        if (line.DiscountPercent is < 0 or > 100)
            yield return new(at + nameof(line.DiscountPercent), InvoiceProblems.DiscountOutOfRange);
        if (line.DiscountAmount is < 0)
            yield return new(at + nameof(line.DiscountAmount), InvoiceProblems.DiscountOutOfRange);
        if (IsTooLarge(line.DiscountAmount ?? 0))
            yield return new(at + nameof(line.DiscountAmount), InvoiceProblems.NumberTooLarge);
        if (line is { DiscountPercent: not null, DiscountAmount: not null })
            yield return new(at + nameof(line.DiscountAmount), InvoiceProblems.DiscountTwice);
        if (line.VatRate is < 0 or > 100)
            yield return new(at + nameof(line.VatRate), InvoiceProblems.VatRateOutOfRange);
        else if (line.Vat != VatTreatment.Standard && line.VatRate != 0)
            yield return new(at + nameof(line.VatRate), InvoiceProblems.VatRateNotZero);
        else if (line.Vat == VatTreatment.Standard && line.VatRate == 0)
            yield return new(at + nameof(line.VatRate), InvoiceProblems.VatRateZero);
    }

    /// <summary>A negative line is fine (something taken back); a negative total is the other kind of document.</summary>
    private static IEnumerable<FieldProblem> Total(Invoice invoice)
    {
        var totals = InvoiceTotals.Of(invoice);
        if (Math.Abs(totals.Gross) > Money.Largest || invoice.Lines.Exists(line => Math.Abs(InvoiceTotals.LineAmount(line)) > Money.Largest))
            yield return new(nameof(Invoice.Lines), InvoiceProblems.TotalTooLarge, Money.Largest);
        else if (totals.Gross < 0)
        {
            var culprit = invoice.Lines.FindIndex(line => line.Quantity < 0);
            yield return new(culprit < 0 ? nameof(Invoice.Lines) : $"Lines[{culprit}].Quantity", InvoiceProblems.TotalNegative);
        }
    }

    private static IEnumerable<FieldProblem> TooLong(params (string Field, string? Text, int Longest)[] texts) =>
        from text in texts
        where text.Text?.Length > text.Longest
        select new FieldProblem(text.Field, InvoiceProblems.TextTooLong, text.Longest);

    private static bool IsOutOfRange(DateOnly day) => day < Earliest || day > Latest;

    internal static bool IsTooLarge(decimal number) =>
        Math.Abs(number) > MaxNumber || Math.Round(number, MaxDecimals) != number;
}
