using Microsoft.Extensions.DependencyInjection;
using PennaPay.Billy.Core.Http;

namespace PennaPay.Billy.Core.Connections.OAuth;

internal static class OAuthServices
{
    /// <summary>Adds asking for tokens.</summary>
    public static IServiceCollection AddOAuthTokens(this IServiceCollection services) => services
        .AddSingleton(provider => new OAuthTokens(provider.GetRequiredService<ApiSender>(), provider.GetRequiredService<TimeProvider>()));
}
