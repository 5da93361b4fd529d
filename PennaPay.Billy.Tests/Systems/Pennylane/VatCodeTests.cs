using System.Globalization;
using PennaPay.Billy.Core.Systems.Pennylane;

namespace PennaPay.Billy.Tests.Systems.Pennylane;

public sealed class VatCodeTests
{
    [Theory]
    [InlineData("FR_200", "100", "20", "20")]
    [InlineData("FR_200", null, null, "20")]
    [InlineData("FR_200_construction", "100", "20", "20")]
    [InlineData("FR_100", null, null, "10")]
    [InlineData("FR_85", null, null, "8.5")]
    [InlineData("FR_55", null, null, "5.5")]
    [InlineData("FR_21", null, null, "2.1")]
    [InlineData("exempt", "100", "0", "0")]
    [InlineData("extracom", null, null, "0")]
    [InlineData("crossborder", "100", "0", "0")]
    [InlineData("intracom_55", "100", "0", "0")]
    // Amounts have the last word where the code says that there is no VAT.
    [InlineData("exempt", "100", "20", "20")]
    // What is not known is what the amounts say.
    [InlineData("DE_190", "100", "19", "19")]
    [InlineData("DE_190", null, null, null)]
    [InlineData("mixed", "200", "25.6", "12.8")]
    [InlineData("mixed", "1000", "127.46", "12.75")]
    [InlineData("FR_9999", "-100", "-9.2", "9.2")]
    [InlineData("any", "33.33", "1.83", "5.5")]
    [InlineData("", "0", "0", null)]
    [InlineData(null, "0", "1", null)]
    [InlineData(null, "10", "2", "20")]
    public void Rate_IsTheCodes_ElseTheAmounts(string? code, string? net, string? tax, string? percent) =>
        Assert.Equal(Number(percent), VatCode.RateOf(code, Number(net), Number(tax)));

    [Theory]
    [InlineData("FR_200", SaleUnderVat.Taxed)]
    [InlineData("FR_200_construction", SaleUnderVat.Taxed)]
    [InlineData("DE_190", SaleUnderVat.Taxed)]
    [InlineData("exempt", SaleUnderVat.Exempt)]
    [InlineData("extracom", SaleUnderVat.OutsideEu)]
    [InlineData("intracom_100", SaleUnderVat.WithinEu)]
    [InlineData("crossborder", SaleUnderVat.CrossBorder)]
    [InlineData("mixed", SaleUnderVat.Mixed)]
    [InlineData("any", SaleUnderVat.Unknown)]
    [InlineData("fr_200", SaleUnderVat.Unknown)]
    [InlineData("", SaleUnderVat.Unknown)]
    [InlineData(null, SaleUnderVat.Unknown)]
    public void Kind_IsTheCodes(string? code, SaleUnderVat kind) => Assert.Equal(kind, VatCode.KindOf(code));

    private static decimal? Number(string? text) => text is null ? null : decimal.Parse(text, CultureInfo.InvariantCulture);
}
