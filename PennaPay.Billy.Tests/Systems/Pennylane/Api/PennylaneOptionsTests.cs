using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using PennaPay.Billy.Core.Http.Outgoing;
using PennaPay.Billy.Core.Systems.Billy.Api;
using PennaPay.Billy.Core.Systems.Pennylane.Api;

namespace PennaPay.Billy.Tests.Systems.Pennylane.Api;

public sealed class PennylaneOptionsTests
{
    [Fact]
    public void Start_WithWrongSettings_TellsEveryOneOfThem()
    {
        using var services = Services(
            ("Pennylane:BaseAddress", "http://pennylane.test/v2/"),
            ("Pennylane:AuthorizeAddress", "https://pennylane.test/oauth/authorize"),
            ("Pennylane:TokenAddress", "https://app.pennylane.com/oauth/token?a=b"),
            ("Pennylane:RevokeAddress", "oauth/revoke"),
            ("Pennylane:ClientId", "billy"),
            ("Pennylane:RequestTimeout", "00:00:00"),
            ("Pennylane:RequestsPerFiveSeconds", "-1"),
            ("Pennylane:PageSize", "101"),
            ("Pennylane:ChangesPageSize", "1001"),
            ("Pennylane:MaxReadRetries", "11"));

        var refusal = Assert.Throws<OptionsValidationException>(services.GetRequiredService<IStartupValidator>().Validate);

        Assert.Equal(
            [
                "Pennylane:BaseAddress must begin with https:// (http:// is accepted for this machine only).",
                "Pennylane:AuthorizeAddress leads to 'pennylane.test', which is not Pennylane's. Where it is meant, name it in Outgoing:AllowedHosts.",
                "Pennylane:TokenAddress must not contain a query or fragment.",
                "Pennylane:RevokeAddress must be absolute, such as https://example.com/v2/.",
                "Pennylane:ClientSecret and Pennylane:ClientId must be set together.",
                "Pennylane:RequestTimeout must be between 00:00:01 and 00:05:00.",
                "Pennylane:RequestsPerFiveSeconds must be 0 (no limit) or between 1 and 5000.",
                "Pennylane:PageSize must be between 1 and 100.",
                "Pennylane:ChangesPageSize must be between 1 and 1000.",
                "Pennylane:MaxReadRetries must be between 0 and 10.",
            ],
            refusal.Failures);
    }

    [Theory]
    [InlineData("0123456789", null)]
    [InlineData("short", "Pennylane:ClientSecret must be at least 8 letters, digits and signs without spaces.")]
    [InlineData("", "Pennylane:ClientSecret and Pennylane:ClientId must be set together.")]
    public void Secret_IsNotSaidInWhatIsWrongWithIt(string secret, string? refusal)
    {
        using var services = Services(("Pennylane:ClientId", "billy"), ("Pennylane:ClientSecret", secret));

        Assert.Equal(
            refusal, (Record.Exception(services.GetRequiredService<IStartupValidator>().Validate) as OptionsValidationException)?.Failures.Single());
    }

    [Fact]
    public void Start_WithoutSettings_IsFine_AndPeoplePasteATokenThen()
    {
        using var services = Services();

        services.GetRequiredService<IStartupValidator>().Validate();

        var endpoints = services.GetRequiredService<PennylaneEndpoints>();
        Assert.Equal("https://app.pennylane.com/api/external/v2/", endpoints.Of(sandbox: false)!.Api.AbsoluteUri);
        Assert.Equal((null, null, null), (endpoints.RegistrationOf(sandbox: false), endpoints.Of(sandbox: true), endpoints.RegistrationOf(sandbox: true)));
    }

    [Fact]
    public void Registration_IsThatOfTheOneThatIsMeant()
    {
        using var services = Services(("Pennylane:ClientId", "billy"), ("Pennylane:ClientSecret", "0123456789"));
        var endpoints = services.GetRequiredService<PennylaneEndpoints>();
        endpoints.Sandbox = new(
            new("http://localhost:5188/sandbox/api/"), new("http://localhost:5188/a"), new("http://localhost:5188/t"), new("http://localhost:5188/r"), "tried", "9876543210");

        Assert.Equal(
            ("billy", "0123456789", "https://app.pennylane.com/oauth/authorize", "tried", "9876543210", "http://localhost:5188/a"),
            (
                endpoints.RegistrationOf(sandbox: false)!.ClientId,
                endpoints.RegistrationOf(sandbox: false)!.ClientSecret.Reveal(),
                endpoints.RegistrationOf(sandbox: false)!.AuthorizeAddress.AbsoluteUri,
                endpoints.RegistrationOf(sandbox: true)!.ClientId,
                endpoints.RegistrationOf(sandbox: true)!.ClientSecret.Reveal(),
                endpoints.RegistrationOf(sandbox: true)!.AuthorizeAddress.AbsoluteUri));
        Assert.DoesNotContain("0123456789", $"{endpoints.RegistrationOf(sandbox: false)} {endpoints.Of(sandbox: false)}", StringComparison.Ordinal);
    }

    /// <summary>Each system asks where requests may go, and it is checked once.</summary>
    [Fact]
    public void WhereRequestsMayGo_IsCheckedOnce()
    {
        var settings = Settings();
        using var services = new ServiceCollection().AddBillyApi(settings).AddPennylaneApi(settings).BuildServiceProvider();

        Assert.Single(services.GetServices<IValidateOptions<OutgoingOptions>>());
    }

    private static ServiceProvider Services(params (string Key, string Value)[] settings) =>
        new ServiceCollection().AddPennylaneApi(Settings(settings)).BuildServiceProvider();

    private static IConfiguration Settings(params (string Key, string Value)[] settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Select(pair => KeyValuePair.Create(pair.Key, (string?)pair.Value)))
        .Build();
}
