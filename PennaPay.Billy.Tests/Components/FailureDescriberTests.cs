using Microsoft.Extensions.DependencyInjection;
using PennaPay.Billy.Core;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Web.Components.Shared;

namespace PennaPay.Billy.Tests.Components;

public sealed class FailureDescriberTests : IAsyncLifetime
{
    private PageHost host = null!;

    public FailureDescriberTests() => PageHost.Speak("da-DK");

    public async Task InitializeAsync() => host = await PageHost.StartAsync(connected: false);

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Theory]
    [InlineData(FailureCodes.VatRulesetMissing, "ReverseCharge (DK)", "Ingen momsregel for salg med omvendt betalingspligt (DK)", null)]
    [InlineData(FailureCodes.VatRulesetMissing, "Something (DK)", "Ingen momsregel for den slags salg", "Something (DK)")]
    [InlineData(FailureCodes.VatRulesetMissing, null, "Ingen momsregel for den slags salg", null)]
    [InlineData(FailureCodes.VatUnmapped, "15 % (SE)", "Momsen findes ikke i Billy", "15 % (SE)")]
    public void DetailThatTheSentencesHaveWordsFor_StandsInThem_AndNotBesideThem(string code, string? detail, string title, string? shown)
    {
        var description = host.Browser.Services.GetRequiredService<FailureDescriber>().Describe(new(code, detail));

        Assert.Equal((title, shown), (description.Title, description.Detail));
    }
}
