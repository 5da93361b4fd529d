using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Web.Sandbox;
using PennaPay.Billy.Web.Sandbox.Billit;

namespace PennaPay.Billy.Tests.Sandbox.Billit;

/// <summary>What people and clients did is there after a restart.</summary>
public sealed class KeptStateTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string StateFile => Path.Combine(folder.Path, "sandbox-billit.json");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void EverythingThatWasDone_IsThereAgain()
    {
        using var before = Start();
        var company = before.AddCompany("Proef BV");
        company.Set(sendsAutomatically: true, taxCountry: "NL");
        before.Peppol.Register("BE0420010042");
        var customer = company.AddCustomer("Klant NV", "klant@voorbeeld.be", "BE0420010042");
        var (sent, paid) = (company.AddInvoice(customer, 100m), company.AddInvoice(customer, 50m, "N1"));
        company.Send([sent], "Peppol", isStrict: true);
        company.Pay(paid, 10m);
        company.DeleteOrder(company.AddInvoice(customer, 5m));
        company.AddWebhook("Order", "U", "http://localhost:1/hook");
        company.Once(["k1"], () => 1);
        company.Pay(paid, 1m);

        using var after = Start();

        Assert.Equal(before.Companies.Select(Show), after.Companies.Select(Show));
        var again = after.Companies[^1];
        after.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(("Delivered", 49.50m), (again.Order(sent).Delivery?.Status, again.Order(paid).ToPay));
        Assert.True(again.AddCustomer("B") > customer);
        Assert.Throws<InvalidOperationException>(() => again.AddInvoice(customer, 1m, "N1"));

        static string Show(BillitCompany company) => JsonSerializer.Serialize(company.State());
    }

    [Fact]
    public async Task Keys_GoOnOpeningWhatTheyOpened_AndAreNotWrittenDown()
    {
        string key, revoked;
        await using (var app = TestApp.Start(dataDirectory: folder.Path))
        {
            var sandbox = (BillitSandbox)app.Services.GetService(typeof(BillitSandbox))!;
            key = sandbox.AddKey(sandbox.Companies[1]);
            revoked = sandbox.AddKey(sandbox.Companies[0]);
            sandbox.Revoke(sandbox.Companies[0]);
        }

        await using var again = TestApp.Start(dataDirectory: folder.Path);
        using var http = again.CreateClient();

        Assert.Equal((200, 401, 200), (await AccountAsync(key), await AccountAsync(revoked), await AccountAsync(new BillitSandboxOptions().ApiKey)));
        Assert.DoesNotContain(key, await File.ReadAllTextAsync(StateFile), StringComparison.Ordinal);

        async Task<int> AccountAsync(string with)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, BillitSandbox.RootPath + "/v1/account/accountInformation");
            request.Headers.Add("ApiKey", with);
            using var response = await http.SendAsync(request);
            return (int)response.StatusCode;
        }
    }

    [Fact]
    public void FileThatIsNone_IsPutAside()
    {
        File.WriteAllText(StateFile, "{");

        using var sandbox = Start();
        Assert.Equal(3, sandbox.Companies.Count);
        Assert.Equal("{", File.ReadAllText(StateFile + ".unreadable"));
    }

    private BillitSandbox Start() => new(Options.Create(new SandboxOptions { Enabled = true, StateDirectory = folder.Path }), new TestClock(), NullLogger<BillitSandbox>.Instance);
}
