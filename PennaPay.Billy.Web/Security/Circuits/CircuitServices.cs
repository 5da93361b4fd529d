using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Options;

namespace PennaPay.Billy.Web.Security.Circuits;

/// <summary>Who may open pages, how many, and what each may ask of the server.</summary>
internal static class CircuitServices
{
    /// <summary>Where pages connect to their circuits.</summary>
    public static readonly PathString Path = "/_blazor";

    public static IServiceCollection AddCircuits(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<CircuitLimits>()
            .Bind(configuration.GetSection(CircuitLimits.Section))
            .Validate(o => o.PerSession > 0, "Security:Circuits:PerSession must be at least 1.")
            .Validate(o => o.PerUser > 0, "Security:Circuits:PerUser must be at least 1.")
            .Validate(o => o.PerAddress > 0, "Security:Circuits:PerAddress must be at least 1.")
            .Validate(o => o.MostLost >= 0, "Security:Circuits:MostLost must not be negative.")
            .Validate(o => o.LostSeconds > 0, "Security:Circuits:LostSeconds must be at least 1.")
            .Validate(o => o.Origin is null || o.OriginAddress is { Scheme: "http" or "https", PathAndQuery: "/" },
                "Security:Circuits:Origin must be an address such as https://books.example.dk, without a path.")
            .ValidateOnStart();
        services.AddSingleton(provider => new CircuitPlaces(provider.GetRequiredService<IOptions<CircuitLimits>>().Value));
        services.AddSingleton(provider => new ConnectionPlaces(provider.GetRequiredService<IOptions<CircuitLimits>>().Value));
        services.AddScoped<CircuitHandler, CircuitStart.Keeper>();
        services.AddSingleton<CircuitStart>();
        services.AddOptions<HubOptions>().Configure<CircuitStart>(Limit);
        services.AddOptions<CircuitOptions>().Configure<IOptions<CircuitLimits>>(Limit);
        return services;
    }

    /// <summary>Refuses foreign pages before anybody asks who is there.</summary>
    public static IApplicationBuilder UseCircuitOrigin(this IApplicationBuilder app) => app.UseMiddleware<CircuitOrigin>();

    /// <summary>Counts pages once it is known whose they are.</summary>
    public static IApplicationBuilder UseCircuitLimits(this IApplicationBuilder app) =>
        app.UseMiddleware<CrowdedPages>().UseMiddleware<CircuitConnections>();

    /// <summary>
    /// Connections are not compressed: each would hold a compressor's windows, and what is compressed together with what somebody
    /// else may choose can be guessed from its length.
    /// </summary>
    public static void Limit(ServerComponentsEndpointOptions options) => options.DisableWebSocketCompression = true;

    private static void Limit(HubOptions hub, CircuitStart start)
    {
        hub.AddFilter(start);
        hub.MaximumReceiveMessageSize = 32 * 1024; // files come in pieces, and no text in a form is longer
        hub.MaximumParallelInvocationsPerClient = 1; // what a page does happens in its order
        hub.StreamBufferCapacity = 10;
        hub.HandshakeTimeout = TimeSpan.FromSeconds(10);
        hub.KeepAliveInterval = TimeSpan.FromSeconds(15);
        hub.ClientTimeoutInterval = TimeSpan.FromSeconds(30);
    }

    private static void Limit(CircuitOptions circuit, IOptions<CircuitLimits> limits)
    {
        circuit.DisconnectedCircuitMaxRetained = limits.Value.MostLost;
        circuit.DisconnectedCircuitRetentionPeriod = TimeSpan.FromSeconds(limits.Value.LostSeconds);
        circuit.PersistedCircuitInMemoryMaxRetained = 0; // no page asks for what would be kept longer than its circuit
        circuit.JSInteropDefaultCallTimeout = TimeSpan.FromSeconds(30);
        circuit.MaxBufferedUnacknowledgedRenderBatches = 10;
    }
}
