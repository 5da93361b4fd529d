using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;

namespace PennaPay.Billy.Web.Health;

/// <summary>Whether the process lives, and whether it can serve. Open to everyone, and telling nothing else.</summary>
internal static class HealthEndpoints
{
    private const string Ready = "ready";

    public static IServiceCollection AddProgramHealth(this IServiceCollection services)
    {
        services.AddSingleton<CircuitHandler, CircuitMeter>();
        services.AddHealthChecks().AddCheck<DatabaseReady>("database", tags: [Ready]);
        return services;
    }

    public static void MapProgramHealth(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous();
        endpoints.MapHealthChecks("/health/ready", new HealthCheckOptions { Predicate = check => check.Tags.Contains(Ready) }).AllowAnonymous();
    }
}
