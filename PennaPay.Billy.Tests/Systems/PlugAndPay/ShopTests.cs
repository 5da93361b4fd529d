namespace PennaPay.Billy.Tests.Systems.PlugAndPay;

/// <summary>An empty shop that is connected and not yet taken in.</summary>
public abstract class ShopTests : IAsyncLifetime
{
    internal ShopHost Host { get; private set; } = null!;

    private protected Web.Sandbox.PlugAndPay.PlugAndPayShop Shop => Host.Shop;

    public async Task InitializeAsync() => Host = await StartAsync();

    public Task DisposeAsync() => Host.DisposeAsync().AsTask();

    private protected virtual Task<ShopHost> StartAsync() => ShopHost.StartAsync();
}
