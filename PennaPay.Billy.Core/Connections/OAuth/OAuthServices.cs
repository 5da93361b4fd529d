using Microsoft.Extensions.DependencyInjection;
using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Storage;

namespace PennaPay.Billy.Core.Connections.OAuth;

internal static class OAuthServices
{
    /// <summary>Adds asking for tokens.</summary>
    public static IServiceCollection AddOAuthTokens(this IServiceCollection services) => services
        .AddSingleton(provider => new OAuthTokens(provider.GetRequiredService<ApiSender>(), provider.GetRequiredService<TimeProvider>()));

    /// <summary>Adds signing in at systems.</summary>
    public static IServiceCollection AddOAuthSignIns(this IServiceCollection services) => services
        .AddSingleton<GrantKeeper>()
        .AddSingleton(provider => new OAuthSignIns(
            provider.GetRequiredService<Database>(), provider.GetRequiredService<Connector>(), provider.GetRequiredService<ConnectionStore>(),
            provider.GetRequiredService<ExternalSystems>(), provider.GetRequiredService<SecretVault>(), provider.GetRequiredService<OAuthTokens>(),
            provider.GetRequiredService<GrantKeeper>(), provider.GetRequiredService<TimeProvider>()));
}
