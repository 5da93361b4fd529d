using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using PennaPay.Billy.Core.Systems.Billit.Api;

namespace PennaPay.Billy.Tests.Systems.Billit.Api;

public sealed class BillitOptionsTests
{
    [Fact]
    public void Start_WithWrongSettings_TellsEveryOneOfThem()
    {
        using var services = Services(
            ("BaseAddress", "http://billit.test/"),
            ("LogonAddress", "https://billit.test/Account/Logon"),
            ("TokenAddress", "https://api.billit.be/OAuth2/token?a=b"),
            ("RevokeAddress", "OAuth2/revoke"),
            ("Installation", "7"),
            ("ClientId", "billy|1"),
            ("RequestTimeout", "00:00:00"),
            ("RequestsPerMinute", "-1"),
            ("PageSize", "121"),
            ("LargestFile", "1"),
            ("MaxReadRetries", "11"));

        var refusal = Assert.Throws<OptionsValidationException>(services.GetRequiredService<IStartupValidator>().Validate);

        Assert.Equal(
            [
                "Billit:BaseAddress must begin with https:// (http:// is accepted for this machine only).",
                "Billit:LogonAddress leads to 'billit.test', which is not Billit's. Where it is meant, name it in Outgoing:AllowedHosts.",
                "Billit:TokenAddress must not contain a query or fragment.",
                "Billit:RevokeAddress must be absolute, such as https://example.com/v2/.",
                "Billit:Installation must be Production or Sandbox.",
                "Billit:ClientSecret and Billit:ClientId must be set together.",
                "Billit:RequestTimeout must be between 00:00:01 and 00:05:00.",
                "Billit:RequestsPerMinute must be 0 (no limit) or between 1 and 6000.",
                "Billit:PageSize must be between 1 and 120.",
                "Billit:LargestFile must be between 1024 and 52428800.",
                "Billit:MaxReadRetries must be between 0 and 10.",
            ],
            refusal.Failures);
    }

    [Theory]
    [InlineData("Production", "https://api.billit.be/", "https://my.billit.be/Account/Logon", "https://api.billit.be/OAuth2/token", "https://api.billit.be/OAuth2/revoke")]
    [InlineData(
        "Sandbox", "https://api.sandbox.billit.be/", "https://my.sandbox.billit.be/Account/Logon", "https://api.sandbox.billit.be/OAuth2/token", "https://api.sandbox.billit.be/OAuth2/revoke")]
    public void Addresses_AreThoseOfTheInstallation(string installation, string api, string logon, string token, string revoke)
    {
        using var services = Services(("Installation", installation));
        services.GetRequiredService<IStartupValidator>().Validate();

        var endpoints = services.GetRequiredService<BillitEndpoints>();
        var at = endpoints.Of(sandbox: false)!;

        Assert.Equal((api, logon, token, revoke), (at.Api.AbsoluteUri, at.Logon.AbsoluteUri, at.Token.AbsoluteUri, at.Revoke.AbsoluteUri));
        Assert.Equal((null, null, null), (endpoints.RegistrationOf(sandbox: false), endpoints.Of(sandbox: true), endpoints.RegistrationOf(sandbox: true)));
    }

    [Fact]
    public void Registration_IsThatOfTheOneThatIsMeant()
    {
        using var services = Services(("ClientId", "billy|1"), ("ClientSecret", "0123456789"), ("LogonAddress", "https://my.billit.eu/Account/Logon"));
        services.GetRequiredService<IStartupValidator>().Validate();
        var endpoints = services.GetRequiredService<BillitEndpoints>();
        endpoints.Sandbox = new(new("http://127.0.0.1/b/"), new("http://127.0.0.1/b/logon"), new("http://127.0.0.1/b/token"), new("http://127.0.0.1/b/revoke"), "sandbox", "abcdefgh");

        var (real, sandbox) = (endpoints.RegistrationOf(sandbox: false)!, endpoints.RegistrationOf(sandbox: true)!);

        Assert.Equal(
            ("Billit", "https://my.billit.eu/Account/Logon", "https://api.billit.be/OAuth2/token", "billy|1", "6789", 0),
            (real.SystemName, real.AuthorizeAddress.AbsoluteUri, real.TokenAddress.AbsoluteUri, real.ClientId, real.ClientSecret.LastFour, real.Scopes.Count));
        Assert.Equal(("http://127.0.0.1/b/logon", "sandbox", "efgh"), (sandbox.AuthorizeAddress.AbsoluteUri, sandbox.ClientId, sandbox.ClientSecret.LastFour));
    }

    [Theory]
    [InlineData(1, null, "1")]
    [InlineData(552741, 90, "552741/90")]
    public void CompanyId_IsReadAsItIsWritten(long party, int? context, string text)
    {
        var id = new BillitCompanyId(party, context);

        Assert.Equal(text, id.ToString());
        Assert.True(BillitCompanyId.TryParse(text, out var read));
        Assert.Equal(id, read);
    }

    private static ServiceProvider Services(params (string Key, string Value)[] settings) => new ServiceCollection()
        .AddLogging()
        .AddBillitApi(new ConfigurationBuilder().AddInMemoryCollection(settings.Select(pair => KeyValuePair.Create("Billit:" + pair.Key, (string?)pair.Value))).Build())
        .BuildServiceProvider();
}
