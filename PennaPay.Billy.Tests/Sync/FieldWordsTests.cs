using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using PennaPay.Billy.Core.Sync.Records;
using PennaPay.Billy.Core.Systems.Billy;
using PennaPay.Billy.Tests.Push;
using PennaPay.Billy.Web.Resources;

namespace PennaPay.Billy.Tests.Sync;

public sealed class FieldWordsTests
{
    [Theory]
    [InlineData("da-DK", "Pris i EUR")]
    [InlineData("en-GB", "Price in EUR")]
    public async Task EveryPrice_HasWordsOnBothSides_AndInQuestions(string language, string euro)
    {
        CultureInfo.CurrentUICulture = new(language);
        await using var host = await PushHost.StartAsync(connected: false);
        using var services = new ServiceCollection().AddLogging().AddLocalization().BuildServiceProvider();
        var words = services.GetRequiredService<IStringLocalizer<SyncTexts>>();
        var asked = services.GetRequiredService<IStringLocalizer<SyncQuestionTexts>>();
        var prices = host.Get<RecordEndpoints>().Of(BillySystem.SystemId).SelectMany(pair => pair.Theirs.Modules.SelectMany(module => pair.Theirs.DefaultMap(module).Rows))
            .Where(row => row.Here.Contains("price", StringComparison.OrdinalIgnoreCase)).ToList();

        Assert.Equal(8, prices.Count);
        Assert.All(prices, row => Assert.Equal(
            (false, false, false, words[$"Field.{row.Here}"].Value),
            (words[$"Field.{row.Here}"].ResourceNotFound, words[$"Field.{row.There}"].ResourceNotFound, asked[$"Field.{row.Here}"].ResourceNotFound, asked[$"Field.{row.Here}"].Value)));
        Assert.Equal(euro, words["Field.price.EUR"].Value);
    }
}
