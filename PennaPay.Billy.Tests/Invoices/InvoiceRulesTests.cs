using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Tests.Invoices;

public sealed class InvoiceRulesTests
{
    [Fact]
    public void Check_GoodInvoice_HasNoProblems() => Assert.Empty(InvoiceRules.Check(Good()));

    public static TheoryData<string, Action<Invoice>, string, string> Broken => new()
    {
        { "no number", invoice => invoice.Number = " ", "Number", InvoiceProblems.NumberMissing },
        { "long number", invoice => invoice.Number = new('1', 51), "Number", InvoiceProblems.TextTooLong },
        { "no customer", invoice => invoice.CustomerId = default, "CustomerId", InvoiceProblems.CustomerMissing },
        { "no date", invoice => invoice.IssueDate = default, "IssueDate", InvoiceProblems.IssueDateMissing },
        { "old date", invoice => invoice.IssueDate = new(1999, 12, 31), "IssueDate", InvoiceProblems.DateOutOfRange },
        { "due too early", invoice => invoice.DueDate = new(2026, 11, 4), "DueDate", InvoiceProblems.DueBeforeIssue },
        { "due too late", invoice => invoice.DueDate = new(2126, 11, 4), "DueDate", InvoiceProblems.DateOutOfRange },
        { "no such currency", invoice => invoice.Currency = "DKR", "Currency", InvoiceProblems.CurrencyUnknown },
        { "no lines", invoice => invoice.Lines.Clear(), "Lines", InvoiceProblems.LinesMissing },
        { "many lines", invoice => invoice.Lines = [.. Enumerable.Repeat(invoice.Lines[0], 501)], "Lines", InvoiceProblems.TooManyLines },
        { "no description", invoice => invoice.Lines[0].Description = "", "Lines[0].Description", InvoiceProblems.DescriptionMissing },
        { "no quantity", invoice => invoice.Lines[0].Quantity = 0, "Lines[0].Quantity", InvoiceProblems.QuantityZero },
        { "huge quantity", invoice => invoice.Lines[0].Quantity = decimal.MaxValue, "Lines[0].Quantity", InvoiceProblems.NumberTooLarge },
        { "fine price", invoice => invoice.Lines[0].UnitPrice = 0.00000000001m, "Lines[0].UnitPrice", InvoiceProblems.NumberTooLarge },
        { "discount over 100", invoice => invoice.Lines[0].DiscountPercent = 101, "Lines[0].DiscountPercent", InvoiceProblems.DiscountOutOfRange },
        { "VAT over 100", invoice => invoice.Lines[0].VatRate = 101, "Lines[0].VatRate", InvoiceProblems.VatRateOutOfRange },
        { "long VAT code", invoice => invoice.Lines[0].VatCode = new('F', 51), "Lines[0].VatCode", InvoiceProblems.TextTooLong },
        { "VAT on exempt", invoice => invoice.Lines[0].Vat = VatTreatment.Exempt, "Lines[0].VatRate", InvoiceProblems.VatRateNotZero },
        { "no VAT on standard", invoice => invoice.Lines[0].VatRate = 0, "Lines[0].VatRate", InvoiceProblems.VatRateZero },
        { "negative total", invoice => invoice.Lines[0].Quantity = -1, "Lines[0].Quantity", InvoiceProblems.TotalNegative },
        { "negative price", invoice => invoice.Lines[0].UnitPrice = -1, "Lines", InvoiceProblems.TotalNegative },
        { "absurd total", invoice => (invoice.Lines[0].Quantity, invoice.Lines[0].UnitPrice) = (1_000_000, 1_000_000), "Lines", InvoiceProblems.TotalTooLarge },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public void Check_BrokenInvoice_NamesTheFieldAndTheProblem(string what, Action<Invoice> breakIt, string field, string code)
    {
        var invoice = Good();
        breakIt(invoice);
        var problem = Assert.Single(InvoiceRules.Check(invoice));
        Assert.Equal((what, field, code), (what, problem.Field, problem.Code));
    }

    [Fact]
    public void Check_NegativeLineInPositiveTotal_IsFine()
    {
        var invoice = Good();
        invoice.Lines.Add(new() { Description = "Retur", Quantity = -1, UnitPrice = 10, VatRate = 25 });
        Assert.Empty(InvoiceRules.Check(invoice));
    }

    [Theory]
    [InlineData("DKK", true)]
    [InlineData("EUR", true)]
    [InlineData("dkk", false)]
    [InlineData("XXX", false)]
    [InlineData(null, false)]
    public void Currencies_KnowIso4217(string? code, bool known) => Assert.Equal(known, Currencies.IsKnown(code));

    [Fact]
    public void DueDates_CountFromTheInvoiceOrTheMonthsEnd()
    {
        Assert.Equal(new(2027, 1, 7), DueDates.EndOfMonth(new(2026, 12, 23), 7));
        Assert.Equal(new(2026, 12, 30), DueDates.Net(new(2026, 12, 23), 7));
        Assert.Equal(7, DueDates.NetDays(new(2026, 12, 23), new(2026, 12, 30)));
        Assert.Equal(new(2028, 2, 29), DueDates.EndOfMonth(new(2028, 2, 1), 0));
    }

    [Fact]
    public void ContentHash_SameContent_IsTheSameHoweverNumbersAreWritten()
    {
        var (one, other) = (Good(), Good());
        other.CustomerId = one.CustomerId;
        other.Lines[0].Quantity = 1.000m;
        Assert.Equal(ContentHash.Of(one), ContentHash.Of(other));
        other.Lines[0].Description += "!";
        Assert.NotEqual(ContentHash.Of(one), ContentHash.Of(other));
    }

    private static Invoice Good() => new()
    {
        Number = "1001", CustomerId = new("0199f000-0000-7000-8000-000000000001"), IssueDate = new(2026, 11, 5), DueDate = new(2026, 11, 13),
        Lines = [new() { Description = "Arbejde", Quantity = 1, UnitPrice = 100, VatRate = 25, Position = 1 }],
    };
}
