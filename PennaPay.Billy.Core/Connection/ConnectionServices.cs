using Microsoft.Extensions.DependencyInjection;

namespace PennaPay.Billy.Core.Connection;

public static class ConnectionServices
{
    /// <summary>Adds the connection to Billy.</summary>
    public static IServiceCollection AddConnection(this IServiceCollection services) =>
        services
            .AddSingleton<BillyEndpoints>()
            .AddSingleton<TokenVault>()
            .AddSingleton<ConnectionFeed>()
            .AddSingleton<ConnectionRecord>()
            .AddSingleton<NumberingEditor>()
            .AddSingleton<Connector>();
}
