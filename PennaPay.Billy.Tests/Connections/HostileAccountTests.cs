using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Core.Systems.Billy;
using PennaPay.Billy.Tests.Http;
using PennaPay.Billy.Tests.Support;

namespace PennaPay.Billy.Tests.Connections;

/// <summary>Connecting to something that answers as it likes, over real HTTP.</summary>
public sealed class HostileAccountTests : IAsyncLifetime
{
    private ConnectionHost host = null!;

    public async Task InitializeAsync() => host = await ConnectionHost.StartAsync();

    public Task DisposeAsync() => host.DisposeAsync().AsTask();

    [Fact]
    public async Task WhatItSaysOfItself_IsKeptShortAndClean_AndWithoutTheToken()
    {
        await using var server = new RawServer((_, _) => RawServer.Ok($$$"""
            {"organization":{"id":"org1","name":"Ærø\r\nfail: FORGED[0]\u001b[2J\u202e{{{new string('x', 1_000_000)}}}",
             "registrationNo":"{{{host.Token}}}","countryId":"\u00{{{(int)host.Token[0]:x2}}}{{{host.Token[1..]}}}","baseCurrencyId":"DKK",
             "appUrl":"https://evil.example/{{{new string('y', 100)}}}","invoiceNoMode":"{{{host.Token}}}"}}
            """));

        var connected = Assert.IsType<ConnectResult.Connected>(await ConnectAsync(server));

        var stored = await host.StoredAsync();
        Assert.Equal(("Ærø fail: FORGED[0] [2J" + new string('x', 176) + "…", "DKK"), (stored.AccountName, stored.Currency));
        Assert.Equal(stored.AccountName, connected.Connection.AccountName);
        Assert.Equal((new string('*', 40), new string('*', 45), null), (stored.RegistrationNo, stored.CountryCode, stored.PagesUrl));
        Assert.DoesNotContain(await DatabaseDump.OfAsync(host.Get<Database>()), row => row.Contains(host.Token, StringComparison.Ordinal));
        Assert.DoesNotContain(host.Logs.Lines, line => line.Contains("FORGED", StringComparison.Ordinal) || line.Contains(host.Token, StringComparison.Ordinal));
    }

    [Fact]
    public async Task AnIdThatWouldForgeLogLines_IsRefused()
    {
        await using var server = new RawServer((_, _) => RawServer.Ok("""{"organization":{"id":"org1\r\nfail: FORGED[0]\u001b[2J"}}"""));

        var failed = Assert.IsType<ConnectResult.Failed>(await ConnectAsync(server));

        Assert.Equal(FailureCodes.SystemUnavailable, failed.Failure.Code);
        Assert.DoesNotContain(host.Logs.Lines, line => line.Contains("FORGED", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("shop-1", true)]
    [InlineData("butik æ", true)]
    [InlineData("", false)]
    [InlineData("a\nb", false)]
    [InlineData("a\u001Bb", false)]
    [InlineData("a\u202Eb", false)]
    public void AnyAccount_NeedsAnIdThatCanBeKept(string id, bool isKept) =>
        Assert.Equal(isKept ? id : null, new Account(id).Cleaned()?.Id);

    [Fact]
    public void AnyAccount_IsShortened()
    {
        var far = new string('x', 5000);
        Assert.Equal(
            new Account("a", far[..199] + "…", far[..49] + "…", far[..49] + "…", far[..49] + "…", PagesUrl: null, Facts: null),
            new Account("a", far, far, far, far, "https://" + far, far).Cleaned());
        Assert.Null(new Account(far).Cleaned());
    }

    private Task<ConnectResult> ConnectAsync(RawServer server)
    {
        host.Get<BillyEndpoints>().Sandbox = server.Address;
        return host.Connector.ConnectAsync(host.Owner, host.Token, sandbox: true, default);
    }
}
