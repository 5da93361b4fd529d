using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Web.Sandbox;
using PennaPay.Billy.Web.Sandbox.PlugAndPay;

namespace PennaPay.Billy.Tests.Sandbox.PlugAndPay;

/// <summary>What people did is there after a restart.</summary>
public sealed class KeptStateTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string StateFile => Path.Combine(folder.Path, "sandbox-plugandpay.json");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void EverythingThatWasDone_IsThereAgain_AndKeysAreNotWrittenDown()
    {
        var before = Start();
        var shop = before.AddShop("Proefwinkel");
        var (key, revoked) = (before.AddKey(shop), before.AddKey(before.Shops[1]));
        before.Revoke(before.Shops[1]);
        shop.AddProduct(new() { Title = "Cursus", Ledger = "8000" });
        var order = shop.PlaceOrder("Cursus", 121m);
        shop.Credit(order);

        var after = Start();

        Assert.Equal(before.Shops.Select(Show), after.Shops.Select(Show));
        var again = after.Shops[^1];
        Assert.Equal(("Proefwinkel", null, "Studio Noord"), (after.ShopOf(key)?.Name, after.ShopOf(revoked), after.ShopOf(after.DefaultToken)?.Name));
        Assert.Equal("20260003", again.Order(again.PlaceOrder("Cursus", 121m)).InvoiceNumber);
        Assert.DoesNotContain(key[..20], File.ReadAllText(StateFile), StringComparison.Ordinal);

        static string Show(PlugAndPayShop shop) => JsonSerializer.Serialize(shop.State());
    }

    [Fact]
    public void FileThatIsNone_IsPutAside()
    {
        File.WriteAllText(StateFile, "{");

        Assert.Equal(2, Start().Shops.Count);
        Assert.Equal("{", File.ReadAllText(StateFile + ".unreadable"));
    }

    private PlugAndPaySandbox Start() => new(
        Options.Create(new SandboxOptions { Enabled = true, StateDirectory = folder.Path }), new TestClock(), NullLogger<PlugAndPaySandbox>.Instance);
}
