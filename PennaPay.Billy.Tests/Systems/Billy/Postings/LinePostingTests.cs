using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Systems.Billy.Postings.Books;
using PennaPay.Billy.Core.Systems.Billy.Postings.Choices;
using PennaPay.Billy.Core.Systems.Billy.Postings;
using PennaPay.Billy.Core.Values;
using PennaPay.Billy.Core;

namespace PennaPay.Billy.Tests.Systems.Billy.Postings;

public sealed class LinePostingTests
{
    private static readonly PostingSetup Books = new(
        [
            new() { Id = "sales", AccountNo = "1110", Name = "Salg" },
            new() { Id = "eu", AccountNo = "1150", Name = "Salg til EU - ydelser" },
            new() { Id = "closed", AccountNo = "1120", Name = "Lukket", IsArchived = true },
        ],
        "sales",
        new BillyVatSetup(
            true,
            "standard",
            [
                new() { Id = "standard", Name = "Dansk salgsmoms", FallbackTaxRateId = "0", Rules = [new() { CountryId = "DK", TaxRateId = "25" }] },
                new() { Id = "exempt", Name = "Momsfrit", Abbreviation = "F", FallbackTaxRateId = "0" },
                new() { Id = "export", Name = "Eksport", FallbackTaxRateId = "0" },
                new() { Id = "broken", Name = "Uden sats", FallbackTaxRateId = "gone" },
            ],
            [new() { Id = "25", Rate = 0.25m }, new() { Id = "0", Rate = 0m }],
            []));

    [Theory]
    // Nothing chosen: the code, the default code, Billy's default.
    [InlineData("1150", "1110", null, null, "eu")]
    [InlineData(" 1150 ", null, null, null, "eu")]
    [InlineData(null, "1150", null, null, "eu")]
    [InlineData("", "", null, null, "sales")]
    // Chosen for the code, whether it comes from the line or is the default one, and even if Billy has that number.
    [InlineData("VARE", null, "VARE", null, "eu")]
    [InlineData(null, "VARE", "VARE", null, "eu")]
    [InlineData("1110", null, "1110", null, "eu")]
    // Chosen for the VAT: instead of a default, never instead of the line's own.
    [InlineData(null, "1110", null, "eu", "eu")]
    [InlineData(null, "VARE", null, "eu", "eu")]
    [InlineData("1110", null, null, "eu", "sales")]
    // Nowhere to go.
    [InlineData("VARE", null, null, null, null)]
    [InlineData("VARE", null, null, "eu", null)]
    [InlineData("1120", null, null, null, null)]
    [InlineData(null, null, null, "closed", null)]
    [InlineData(null, null, null, "gone", null)]
    public void Account_IsTheLinesOwn_ElseThatOfItsVat_ElseTheDefault(
        string? code, string? defaultCode, string? chosenCode, string? vatAccount, string? expected)
    {
        List<PostingChoice> choices = [];
        if (chosenCode is not null)
            choices.Add(new() { Subject = PostingSubject.Account, Key = chosenCode, AccountId = "eu" });
        if (vatAccount is not null)
            choices.Add(new() { Subject = PostingSubject.Vat, Key = nameof(VatTreatment.Standard), AccountId = vatAccount });

        var posting = LinePosting.Decide(Key(VatTreatment.Standard, 25, "DK", new(choices), code, defaultCode), Books);

        if (expected is null)
            Assert.Equal(FailureCodes.AccountUnknown, Assert.IsType<Posting.Blocked>(posting).Failure.Code);
        else
            Assert.Equal(expected, Assert.IsType<Posting.Decided>(posting).Account.Id);
    }

    [Theory]
    [InlineData(VatTreatment.Standard, 25, "DK", null, "standard")]
    [InlineData(VatTreatment.Exempt, 0, "DK", null, "exempt")]
    [InlineData(VatTreatment.ExportServices, 0, "NO", null, "export")]
    [InlineData(VatTreatment.Exempt, 0, "DK", "export", "export")]
    [InlineData(VatTreatment.Standard, 25, "DK", "standard", "standard")]
    public void Ruleset_IsTheChosenOne_ElseTheOneThatFitsBest(VatTreatment treatment, int rate, string country, string? chosen, string expected) =>
        Assert.Equal(expected, Assert.IsType<Posting.Decided>(LinePosting.Decide(Key(treatment, rate, country, Chosen(treatment, chosen)), Books)).Ruleset?.Id);

    [Theory]
    [InlineData(VatTreatment.Standard, 15, "DK", null, "15 % (DK)")]
    [InlineData(VatTreatment.Standard, 25, "NO", null, "25 % (NO)")]
    // What was chosen is never passed over for something that would fit.
    [InlineData(VatTreatment.Standard, 25, "NO", "standard", "Dansk salgsmoms: 0 % ≠ 25 % (NO)")]
    [InlineData(VatTreatment.Standard, 25, "DK", "exempt", "Momsfrit: 0 % ≠ 25 % (DK)")]
    [InlineData(VatTreatment.Exempt, 0, "DK", "standard", "Dansk salgsmoms: 25 % ≠ 0 % (DK)")]
    [InlineData(VatTreatment.Exempt, 0, "DK", "broken", "Uden sats:  % ≠ 0 % (DK)")]
    [InlineData(VatTreatment.Exempt, 0, "DK", "gone", "0 % (DK)")]
    public void Vat_ThatIsNotTheInvoices_BlocksTheLine(VatTreatment treatment, int rate, string country, string? chosen, string detail) =>
        Assert.Equal(
            new Posting.Blocked(new Failure(FailureCodes.VatUnmapped, detail)),
            LinePosting.Decide(Key(treatment, rate, country, Chosen(treatment, chosen)), Books));

    [Theory]
    [InlineData(0, true)]
    [InlineData(25, false)]
    public void WithoutVatInBilly_OnlyLinesWithoutVatGo(int rate, bool goes)
    {
        var books = Books with { Vat = Books.Vat with { HasVat = false } };

        var posting = LinePosting.Decide(Key(VatTreatment.Standard, rate, "DK", Chosen(VatTreatment.Standard, "standard")), books);

        Assert.Equal(goes, posting is Posting.Decided { Ruleset: null });
    }

    [Fact]
    public void Key_OfEachChoice_IsAnother_SoThatNoLinkOutlivesIt()
    {
        string[] keys =
        [
            .. new[] { Chosen(VatTreatment.Exempt, null), Chosen(VatTreatment.Exempt, "exempt"), Chosen(VatTreatment.Exempt, "export") }
                .Select(choices => Key(VatTreatment.Exempt, 0, "DK", choices).ToString()),
        ];

        Assert.Equal(["|Exempt!|0|DK|Company", "|Exempt!|0|DK|Company||exempt", "|Exempt!|0|DK|Company||export"], keys);
    }

    private static PostingChoices Chosen(VatTreatment treatment, string? ruleset) => new(ruleset is null
        ? []
        : [new() { Subject = PostingSubject.Vat, Key = treatment.ToString(), RulesetId = ruleset }]);

    private static ProductKey Key(
        VatTreatment treatment, int rate, string country, PostingChoices choices, string? code = null, string? defaultCode = null) => ProductKey.Of(
        new InvoiceLine { Vat = treatment, VatRate = rate, AccountCode = code },
        new Customer { CountryCode = country },
        defaultCode,
        choices);
}
