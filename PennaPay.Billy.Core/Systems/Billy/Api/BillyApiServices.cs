using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using PennaPay.Billy.Core.Http;

namespace PennaPay.Billy.Core.Systems.Billy.Api;

/// <summary>Registration of what speaks to Billy.</summary>
public static class BillyApiServices
{
    /// <summary>Adds <see cref="BillyReader"/>, <see cref="BillyDrafts"/>, <see cref="BillyRecords"/> and their options, which are checked at start.</summary>
    public static IServiceCollection AddBillyApi(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<IValidateOptions<BillyOptions>, BillyOptionsValidator>();
        services.AddOptions<BillyOptions>().Bind(configuration.GetSection(BillyOptions.Section)).ValidateOnStart();

        // The factory's own loggers know the headers, and with them the token.
        services.AddHttpClient(ApiSender.HttpClientName, client => client.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(CreateHandler)
            .RemoveAllLoggers();

        services.AddSingleton<RequestPacer>();
        services.AddSingleton<ApiSender>();
        services.AddSingleton<BillyLists>();
        services.AddSingleton(provider => new BillyReader(
            provider.GetRequiredService<ApiSender>(), provider.GetRequiredService<BillyLists>()));
        services.AddSingleton(provider => new BillyDrafts(
            provider.GetRequiredService<ApiSender>(), provider.GetRequiredService<IOptions<BillyOptions>>()));
        services.AddSingleton(provider => new BillyRecords(
            provider.GetRequiredService<ApiSender>(), provider.GetRequiredService<IOptions<BillyOptions>>()));
        return services;
    }

    private static SocketsHttpHandler CreateHandler() => new()
    {
        // The token must not travel to where a redirect points.
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.GZip | DecompressionMethods.Deflate,
        ConnectTimeout = TimeSpan.FromSeconds(10),
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
        // Billy gets no trace ids of ours.
        ActivityHeadersPropagator = null,
    };
}
