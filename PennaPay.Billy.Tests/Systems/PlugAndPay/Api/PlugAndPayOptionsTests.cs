using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Systems.PlugAndPay.Api;

namespace PennaPay.Billy.Tests.Systems.PlugAndPay.Api;

public sealed class PlugAndPayOptionsTests
{
    [Fact]
    public void Start_WithWrongSettings_TellsEveryOneOfThem()
    {
        using var services = Services(
            ("PlugAndPay:BaseAddress", "https://plugandpay.test/v2/"),
            ("PlugAndPay:RequestTimeout", "00:00:00"),
            ("PlugAndPay:RequestsPerSecond", "-1"),
            ("PlugAndPay:PageSize", "101"),
            ("PlugAndPay:MaxReadRetries", "11"));

        var refusal = Assert.Throws<OptionsValidationException>(services.GetRequiredService<IStartupValidator>().Validate);

        Assert.Equal(
            [
                "PlugAndPay:BaseAddress leads to 'plugandpay.test', which is not Plug&Pay's. Where it is meant, name it in Outgoing:AllowedHosts.",
                "PlugAndPay:RequestTimeout must be between 00:00:01 and 00:05:00.",
                "PlugAndPay:RequestsPerSecond must be 0 (no limit) or between 0.1 and 100.",
                "PlugAndPay:PageSize must be between 1 and 100.",
                "PlugAndPay:MaxReadRetries must be between 0 and 10.",
            ],
            refusal.Failures);
    }

    [Theory]
    [InlineData("https://api.plugandpay.nl/v2/", null)]
    [InlineData("http://api.plugandpay.com/v2/", "PlugAndPay:BaseAddress must begin with https:// (http:// is accepted for this machine only).")]
    [InlineData("https://api.plugandpay.com/v2/?a=b", "PlugAndPay:BaseAddress must not contain a query or fragment.")]
    public void Address_IsEitherOfTheVendors(string address, string? problem)
    {
        using var services = Services(("PlugAndPay:BaseAddress", address));

        Assert.Equal(
            problem, (Record.Exception(services.GetRequiredService<IStartupValidator>().Validate) as OptionsValidationException)?.Failures.Single());
    }

    [Fact]
    public void Start_WithoutSettings_IsFine_AndThereIsNoSandbox()
    {
        using var services = Services();

        services.GetRequiredService<IStartupValidator>().Validate();

        var endpoints = services.GetRequiredService<PlugAndPayEndpoints>();
        Assert.Equal(("https://api.plugandpay.com/v2/", null), (endpoints.Of(sandbox: false)!.AbsoluteUri, endpoints.Of(sandbox: true)));
    }

    /// <summary>A key is a JSON web token of about a thousand characters, which people copy with what stands around it.</summary>
    [Fact]
    public void Key_MayBeAsLongAsRealOnesAre()
    {
        var real = $"{new string('a', 36)}.{new string('b', 250)}.{new string('c', 683)}";

        Assert.Null(PlugAndPayEndpoints.TokenRule.Check($" \n{real}\t", out var key));
        Assert.Equal(real, key!.Reveal());
        Assert.Equal(AccessTokenProblem.TooShort, PlugAndPayEndpoints.TokenRule.Check("eyJ0eXAi", out _));
        Assert.Equal(AccessTokenProblem.TooLong, PlugAndPayEndpoints.TokenRule.Check(new string('a', 4001), out _));
    }

    private static ServiceProvider Services(params (string Key, string Value)[] settings) => new ServiceCollection()
        .AddPlugAndPayApi(new ConfigurationBuilder().AddInMemoryCollection(settings.Select(pair => KeyValuePair.Create(pair.Key, (string?)pair.Value))).Build())
        .BuildServiceProvider();
}
