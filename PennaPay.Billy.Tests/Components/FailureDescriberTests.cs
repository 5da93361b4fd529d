using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using PennaPay.Billy.Core;
using PennaPay.Billy.Web.Components.Shared;

namespace PennaPay.Billy.Tests.Components;

public sealed class FailureDescriberTests : IDisposable
{
    private readonly ServiceProvider services = new ServiceCollection()
        .AddLogging().AddLocalization().AddSingleton<FailureDescriber>().BuildServiceProvider();

    public void Dispose() => services.Dispose();

    [Theory]
    [InlineData("da-DK")]
    [InlineData("en-GB")]
    public void EverySentence_SpeaksOfTheSystemThatItHappenedWith(string culture) => Assert.All(FailureCodes.All, code =>
    {
        var ofAnother = Say(culture, code, "Plug&Pay");
        var ofBilly = Say(culture, code, "Billy");

        Assert.Equal(ofBilly, Say(culture, code, system: null));
        Assert.All(ofBilly.Concat(ofAnother), sentence => Assert.DoesNotContain('{', sentence));
        Assert.All(ofAnother, sentence => Assert.DoesNotContain("Billy", sentence, StringComparison.Ordinal));
    });

    [Fact]
    public void ARejectedToken_IsReplacedWhereTheSystemHasIt()
    {
        Assert.Equal(
            [
                "Billy afviste adgangsnøglen",
                "Billy kender ikke adgangsnøglen længere. Den er sandsynligvis slettet i Billy. Overførsler er sat på pause, og intet er gået tabt.",
                "Lav en ny adgangsnøgle i Billy (Indstillinger → Adgangsnøgler), og forbind igen. Det, der venter, fortsætter af sig selv.",
            ],
            Say("da-DK", FailureCodes.TokenRejected, "Billy"));
        Assert.Equal(
            [
                "Pennylane afviste adgangsnøglen",
                "Pennylane kender ikke adgangsnøglen længere. Den er sandsynligvis slettet i Pennylane. Overførsler er sat på pause, og intet er gået tabt.",
                "Lav en ny adgangsnøgle i Pennylane, og forbind igen. Det, der venter, fortsætter af sig selv.",
            ],
            Say("da-DK", FailureCodes.TokenRejected, "Pennylane"));
    }

    private string[] Say(string culture, string code, string? system)
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(culture);
        var said = services.GetRequiredService<FailureDescriber>().Describe(new Failure(code), system);
        return [said.Title, said.Text, said.Next];
    }
}
