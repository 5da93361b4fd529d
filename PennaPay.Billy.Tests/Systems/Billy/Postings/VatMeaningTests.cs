using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Systems.Billy.Api;
using PennaPay.Billy.Core.Systems.Billy.Postings.Books;
using PennaPay.Billy.Core.Systems.Billy.Postings.Treatments;
using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Tests.Systems.Billy.Postings;

public sealed class VatMeaningTests
{
    [Theory]
    [InlineData("Salg af varer til EU 0 %", "EuGoods")]
    [InlineData("EU-ydelser", "EuServices")]
    [InlineData("Services sold to the EU", "EuServices")]
    [InlineData("Salg til EU", "EuGoods EuServices")]
    [InlineData("Varer og ydelser til EU", "EuGoods EuServices")]
    [InlineData("Omvendt betalingspligt, EU, ydelser", "EuServices")]
    [InlineData("Varer uden for EU", "ExportGoods")]
    [InlineData("Services outside the EU", "ExportServices")]
    [InlineData("Momsfri eksport", "ExportGoods ExportServices")]
    [InlineData("Salg til øvrig udland - ydelser", "ExportServices")]
    [InlineData("Omvendt betalingspligt", "ReverseCharge")]
    [InlineData("Domestic reverse charge", "ReverseCharge")]
    [InlineData("Nulsats, aviser", "ZeroRated")]
    [InlineData("Zero-rated", "ZeroRated")]
    [InlineData("Momsfrit", "Exempt")]
    [InlineData("Fritaget efter § 13", "Exempt")]
    [InlineData("Uden for momsloven", "OutsideScope")]
    [InlineData("Uden moms", "")]
    [InlineData("0 %", "")]
    [InlineData("Varer", "")]
    [InlineData("Neutral software", "")]
    [InlineData(null, "")]
    public void Names_SayWhatASaleIs(string? name, string treatments)
    {
        var words = VatWords.Of(name);

        Assert.Equal(treatments, string.Join(' ', VatMeaning.Of(words.Kind, words.IsServices).Treatments));
    }

    [Theory]
    // The rate says it all.
    [InlineData("Regler", null, "Salg af ydelser til EU", null, "DE", "EuServices")]
    [InlineData("EU-ydelser", null, "Eksport af ydelser", null, "NO", "ExportServices")]
    [InlineData("Regler", null, "0 %", "sale_eu_goods", "DE", "EuGoods")]
    // The rate says part, or nothing, and the ruleset the rest.
    [InlineData("Ydelser", null, "EU 0 %", null, "DE", "EuServices")]
    [InlineData("EU-varer", null, "0 %", null, "DE", "EuGoods")]
    [InlineData("Frit", "F", "0 %", null, "DK", "Exempt")]
    // A ruleset for the EU is none for a Norwegian or a Dane.
    [InlineData("EU-varer", null, "0 %", null, "NO", "")]
    [InlineData("EU-varer", null, "0 %", null, "DK", "")]
    [InlineData("Regler", null, "0 %", null, "DE", "")]
    public void Ruleset_IsForWhatItsRateAndItsNameSay(string name, string? abbreviation, string rate, string? tag, string country, string treatments)
    {
        var ruleset = new BillySalesTaxRuleset { Id = "r", Name = name, Abbreviation = abbreviation, FallbackTaxRateId = "0" };

        Assert.Equal(treatments, Meaning(ruleset, new() { Id = "0", Name = rate, PredefinedTag = tag, Rate = 0 }, country));
    }

    [Theory]
    [InlineData("DK", "Standard")]
    [InlineData("DE", "EuServices")]
    [InlineData("NO", "ExportServices")]
    public void RulesetThatChargesDanes_IsForSalesAbroad_WhereItDoesNotCharge(string country, string treatments)
    {
        var ruleset = new BillySalesTaxRuleset
        {
            Id = "r", Name = "Ydelser", FallbackTaxRateId = "0", Rules = [new() { CountryId = "DK", TaxRateId = "25" }],
        };

        Assert.Equal(treatments, Meaning(ruleset, new() { Id = "0", Rate = 0 }, country));
    }

    [Theory]
    [InlineData("Salg til EU", VatTreatment.EuServices, 0, VatBox.Unknown, false)]
    [InlineData("Eksport", VatTreatment.ExportServices, 2, VatBox.OtherWithoutVat, false)]
    [InlineData("Eksport af varer", VatTreatment.ExportServices, 1, VatBox.OtherWithoutVat, false)]
    [InlineData("Eksport af varer", VatTreatment.ReverseCharge, 0, VatBox.OtherWithoutVat, true)]
    [InlineData("Momsfrit", VatTreatment.OutsideScope, 1, VatBox.None, false)]
    [InlineData("Momsfrit", VatTreatment.ZeroRated, 0, VatBox.None, true)]
    [InlineData("0 %", VatTreatment.Exempt, 0, VatBox.Unknown, false)]
    public void Meaning_SuitsWhatGoesIntoTheSameBoxAndIsOfTheSameKind(string name, VatTreatment treatment, int suits, VatBox box, bool contradicts)
    {
        var words = VatWords.Of(name);
        var meaning = VatMeaning.Of(words.Kind, words.IsServices);

        Assert.Equal((suits, box, contradicts), (meaning.SuitabilityFor(treatment), meaning.Box, meaning.Contradicts(treatment)));
    }

    private static string Meaning(BillySalesTaxRuleset ruleset, BillyTaxRate zero, string country) => string.Join(' ', VatSelector.MeaningOf(
        new(true, null, [ruleset], [new() { Id = "25", Rate = 0.25m }, zero], []), ruleset, new(country, CustomerKind.Company)).Treatments);
}
