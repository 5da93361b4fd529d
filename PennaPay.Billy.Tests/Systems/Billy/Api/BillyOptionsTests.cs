using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using PennaPay.Billy.Core.Systems.Billy.Api;

namespace PennaPay.Billy.Tests.Systems.Billy.Api;

public sealed class BillyOptionsTests
{
    [Fact]
    public void Start_WithWrongSettings_TellsEveryOneOfThem()
    {
        using var services = Services(
            ("Billy:BaseAddress", "http://billy.test/v2/"),
            ("Billy:RequestTimeout", "00:00:00"),
            ("Billy:RequestsPerSecond", "-1"),
            ("Billy:PageSize", "1001"),
            ("Billy:MaxReadRetries", "11"));

        var refusal = Assert.Throws<OptionsValidationException>(
            services.GetRequiredService<IStartupValidator>().Validate);

        Assert.Equal(
            [
                "Billy:BaseAddress must begin with https:// (http:// is accepted for this machine only).",
                "Billy:RequestTimeout must be between 00:00:01 and 00:05:00.",
                "Billy:RequestsPerSecond must be 0 (no limit) or between 0.1 and 1000.",
                "Billy:PageSize must be between 1 and 1000.",
                "Billy:MaxReadRetries must be between 0 and 10.",
            ],
            refusal.Failures);
    }

    [Theory]
    [InlineData("https://billy.test/v2/", "", false, "Billy:BaseAddress leads to 'billy.test', which is not Billy's. Where it is meant, name it in Outgoing:AllowedHosts.")]
    [InlineData("https://169.254.169.254/", "billy.test", true, "Billy:BaseAddress leads to '169.254.169.254', which is not Billy's. Where it is meant, name it in Outgoing:AllowedHosts.")]
    [InlineData("http://127.0.0.1:9000/", "", false, "Billy:BaseAddress leads to '127.0.0.1', which is not Billy's. Where it is meant, name it in Outgoing:AllowedHosts.")]
    [InlineData("http://127.0.0.1:9000/", "", true, null)]
    [InlineData("http://127.0.0.1:9000/", "10.0.0.1; 127.0.0.1", false, null)]
    [InlineData("https://BILLY.test/v2/", "billy.test", false, null)]
    [InlineData("https://api.billysbilling.com/v2/", "proxy.test:3128", false, "Outgoing:AllowedHosts takes host names and addresses without ports, such as 'api.example.dk;10.0.3.7'.")]
    [InlineData("https://api.BillysBilling.com/v2/", "", false, null)]
    public void Address_IsBillysOwn_UnlessTheOperatorAllowsAnother(string address, string allowed, bool thisHost, string? refusal)
    {
        using var services = Services(("Billy:BaseAddress", address), ("Outgoing:AllowedHosts", allowed), ("Outgoing:ThisHost", $"{thisHost}"));
        var faults = Record.Exception(services.GetRequiredService<IStartupValidator>().Validate) switch
        {
            AggregateException several => several.InnerExceptions,
            { } one => [one],
            null => [],
        };
        Assert.Equal(refusal, faults.Cast<OptionsValidationException>().SelectMany(fault => fault.Failures).Distinct().SingleOrDefault());
    }

    [Fact]
    public void Start_WithoutSettings_IsFine()
    {
        using var services = Services();

        services.GetRequiredService<IStartupValidator>().Validate();

        Assert.Equal(
            "https://api.billysbilling.com/v2/",
            services.GetRequiredService<IOptions<BillyOptions>>().Value.BaseAddress.AbsoluteUri);
    }

    private static ServiceProvider Services(params (string Key, string Value)[] settings) => new ServiceCollection()
        .AddBillyApi(new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(pair => KeyValuePair.Create(pair.Key, (string?)pair.Value)))
            .Build())
        .BuildServiceProvider();
}
