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
