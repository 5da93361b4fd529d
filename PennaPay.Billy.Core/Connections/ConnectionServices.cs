using Microsoft.Extensions.DependencyInjection;
using PennaPay.Billy.Core.Systems.Billy;

namespace PennaPay.Billy.Core.Connections;

public static class ConnectionServices
{
    /// <summary>Adds the connection to Billy.</summary>
    public static IServiceCollection AddConnection(this IServiceCollection services) =>
        services
            .AddSingleton<BillyEndpoints>()
            .AddSingleton<SecretVault>()
            .AddSingleton<ConnectionFeed>()
            .AddSingleton<ConnectionStore>()
            .AddSingleton<NumberingEditor>()
            .AddSingleton<Connector>();
}
