using Microsoft.Extensions.DependencyInjection;
using PennaPay.Billy.Core.Connections.Lists;
using PennaPay.Billy.Core.Connections.OAuth;
using PennaPay.Billy.Core.Connections.Outages;
using PennaPay.Billy.Core.Connections.Renewal;
using PennaPay.Billy.Core.Connections.Upgrade;
using PennaPay.Billy.Core.Storage;

namespace PennaPay.Billy.Core.Connections;

internal static class ConnectionServices
{
    /// <summary>Adds connecting, opening and pausing; the systems themselves come from their own folders.</summary>
    public static IServiceCollection AddExternalConnections(this IServiceCollection services) =>
        services
            .AddSingleton<ExternalSystems>()
            .AddSingleton<SecretVault>()
            .AddSingleton<ConnectionFeed>()
            .AddSingleton<ConnectionStore>()
            .AddSingleton<ConnectionList>()
            .AddSingleton<ConnectionOutages>()
            .AddOAuthTokens()
            .AddSingleton<TokenRefresh>()
            .AddSingleton<ConnectionOpener>()
            .AddOAuthSignIns()
            .AddSingleton<QueuePauses>()
            .AddSingleton<Connector>()
            .AddSingleton<IUpgradeStep, SecretUpgrade>()
            .AddSingleton<SecretRenewal>()
            .AddHostedService<SecretRenewalWatch>();
}
