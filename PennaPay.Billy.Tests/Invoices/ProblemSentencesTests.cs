using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using PennaPay.Billy.Core.Records.Companies;
using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Records.CustomFields;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Records.Invoices.Import;
using PennaPay.Billy.Core.Records.Products;
using PennaPay.Billy.Web.Components.Shared;
using PennaPay.Billy.Web.Resources;

namespace PennaPay.Billy.Tests.Invoices;

public sealed class ProblemSentencesTests
{
    public static TheoryData<string> Codes =>
        [.. new[] { typeof(ImportProblems), typeof(InvoiceProblems), typeof(CustomerProblems), typeof(ProductProblems), typeof(CustomFieldProblems) }
            .SelectMany(type => type.GetFields(BindingFlags.Public | BindingFlags.Static))
            .Select(code => (string)code.GetRawConstantValue()!)];

    public static TheoryData<string> CompanyCodes =>
        [.. typeof(CompanyProblems).GetFields(BindingFlags.Public | BindingFlags.Static).Select(code => (string)code.GetRawConstantValue()!)];

    [Theory]
    [MemberData(nameof(Codes))]
    public void EveryCode_HasASentenceOfItsOwnInBothLanguages(string code)
    {
        using var services = new ServiceCollection().AddLogging().AddLocalization().AddSingleton<ProblemSentences>().BuildServiceProvider();
        var sentences = services.GetRequiredService<ProblemSentences>();
        var error = new ImportError(2, "Pris", code, 1m, 2m, 3m);
        var (danish, english) = (In("da-DK", () => sentences.Of(error)), In("en-GB", () => sentences.Of(error)));
        Assert.NotEqual(code, danish);
        Assert.NotEqual(danish, english);
        Assert.DoesNotContain('{', danish + english);
    }

    [Theory]
    [MemberData(nameof(CompanyCodes))]
    public void EveryCodeOfTheCompany_HasASentenceInBothLanguages(string code)
    {
        using var services = new ServiceCollection().AddLogging().AddLocalization().BuildServiceProvider();
        var texts = services.GetRequiredService<IStringLocalizer<SettingsTexts>>();
        var (danish, english) = (In("da-DK", () => texts[code, 1m].Value), In("en-GB", () => texts[code, 1m].Value));
        Assert.NotEqual(code, danish);
        Assert.NotEqual(danish, english);
        Assert.DoesNotContain('{', danish + english);
    }

    [Fact]
    public void CountryNames_AreInTheUsersLanguage()
    {
        Assert.Equal("Tyskland", In("da-DK", () => CountryNames.Of("DE")));
        Assert.Equal("Germany", In("en-GB", () => CountryNames.Of("DE")));
        Assert.Equal("Danmark", In("da-DK", () => CountryNames.All.First().Value));
    }

    [Fact]
    public void Amounts_AreWrittenAsTheReaderDoes()
    {
        using var services = new ServiceCollection().AddLogging().AddLocalization().AddSingleton<ProblemSentences>().BuildServiceProvider();
        var sentences = services.GetRequiredService<ProblemSentences>();
        var error = new ImportError(2, null, ImportProblems.TotalsDisagree, 1234.5m, 1000m);
        Assert.Contains("1.234,50", In("da-DK", () => sentences.Of(error)), StringComparison.Ordinal);
        Assert.Contains("1,234.50", In("en-GB", () => sentences.Of(error)), StringComparison.Ordinal);
    }

    private static string In(string culture, Func<string> speak)
    {
        var (before, beforeUi) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(culture);
            return speak();
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (before, beforeUi);
        }
    }
}
