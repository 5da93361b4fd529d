using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using PennaPay.Billy.Core.Http.Outgoing;
using PennaPay.Billy.Core.Http.Pace;
using PennaPay.Billy.Core.Http.Writes;

namespace PennaPay.Billy.Core.Http;

/// <summary>Registration of the way out.</summary>
internal static class ApiServices
{
    /// <summary>Adds <see cref="ApiSender"/> and <see cref="ApiReader"/>, once however many systems ask for it.</summary>
    public static IServiceCollection AddApiSender(this IServiceCollection services)
    {
        if (services.Any(service => service.ServiceType == typeof(ApiSender)))
            return services;

        // The factory's own loggers know the headers, and with them the token.
        services.AddHttpClient(ApiSender.HttpClientName, client => client.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(services => CreateHandler(services.GetRequiredService<OutgoingConnector>()))
            .RemoveAllLoggers();

        services.AddMetrics().TryAddSingleton(TimeProvider.System);
        return services.AddSingleton<OutgoingConnector>().AddSingleton<RequestPacer>().AddSingleton<RequestMeter>().AddSingleton<ApiSender>().AddSingleton<ApiReader>();
    }

    /// <summary>Adds where requests may go, checked at start; once however many systems ask for it.</summary>
    public static IServiceCollection AddOutgoing(this IServiceCollection services, IConfiguration configuration)
    {
        if (services.Any(service => service.ServiceType == typeof(Asked)))
            return services;
        services.AddSingleton<Asked>().AddOptions<OutgoingOptions>().Bind(configuration.GetSection(OutgoingOptions.Section))
            .Validate(o => o.Unreadable is null, "Outgoing:AllowedHosts takes host names and addresses without ports, such as 'api.example.dk;10.0.3.7'.")
            .ValidateOnStart();
        return services;
    }

    private sealed class Asked;

    private static SocketsHttpHandler CreateHandler(OutgoingConnector connector) => new()
    {
        ConnectCallback = (context, cancellationToken) => connector.ConnectAsync(context.DnsEndPoint, cancellationToken),
        // The token must not travel to where a redirect points.
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.GZip | DecompressionMethods.Deflate,
        ConnectTimeout = TimeSpan.FromSeconds(10),
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
        // Nobody outside gets trace ids of ours.
        ActivityHeadersPropagator = null,
        PlaintextStreamFilter = (context, _) => ValueTask.FromResult<Stream>(new DeadlineStream(context.PlaintextStream)),
    };
}
