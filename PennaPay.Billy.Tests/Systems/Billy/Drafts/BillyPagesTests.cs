using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Systems.Billy;
using PennaPay.Billy.Core.Systems.Billy.Drafts;

namespace PennaPay.Billy.Tests.Systems.Billy.Drafts;

public sealed class BillyPagesTests
{
    private const string Api = "https://api.billysbilling.com/v2/";
    private const string Sandbox = "http://localhost:5188/sandbox/billy/v2/";

    [Theory]
    [InlineData("https://mit.billy.dk/eksempel", Api, "https://mit.billy.dk/eksempel/invoices/i1")]
    [InlineData("https://BILLY.dk/eksempel/", Api, "https://billy.dk/eksempel/invoices/i1")]
    [InlineData("https://app.billysbilling.com", Api, "https://app.billysbilling.com/invoices/i1")]
    [InlineData("http://127.0.0.1:36587/sandbox/billy/app", Sandbox, "http://127.0.0.1:36587/sandbox/billy/app/invoices/i1")]
    [InlineData("https://mit.billy.dk/eksempel", null, "https://mit.billy.dk/eksempel/invoices/i1")]
    [InlineData("https://evil.example/phish", Api, null)]
    [InlineData("https://evilbilly.dk/", Api, null)]
    [InlineData("https://billy.dk.evil.example/", Api, null)]
    [InlineData("https://billy.dk@evil.example/", Api, null)]
    [InlineData("https://someone@billy.dk/", Api, null)]
    [InlineData("https://evil.example\\.billy.dk/", Api, null)]
    [InlineData("https://mit.billy.dk:8443/", Api, null)]
    [InlineData("http://mit.billy.dk/", Api, null)]
    [InlineData("http://127.0.0.1/", Api, null)]
    [InlineData("javascript:alert(1)//billy.dk", Api, null)]
    [InlineData("//mit.billy.dk/", Api, null)]
    [InlineData("https://mit.billy.dk/?next=https://evil.example", Api, null)]
    [InlineData(null, Api, null)]
    public void ALink_LeadsToBillyAlone(string? pages, string? api, string? expected) => Assert.Equal(
        expected,
        BillyPages.Record(
            new Connection { System = BillySystem.SystemId, AccountId = "org1", PagesUrl = pages }, api is null ? null : new Uri(api), "invoices", "i1")?.AbsoluteUri);
}
