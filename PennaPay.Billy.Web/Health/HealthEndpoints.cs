using Microsoft.AspNetCore.Components.Server.Circuits;
using PennaPay.Billy.Core.Health;

namespace PennaPay.Billy.Web.Health;

/// <summary>Whether the process lives, and whether it can serve. Open to everyone, and telling nothing else.</summary>
internal static class HealthEndpoints
{
    public static IServiceCollection AddProgramHealth(this IServiceCollection services) =>
        services.AddSingleton<CircuitHandler, CircuitMeter>();

    public static void MapProgramHealth(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/health/live", context => AnswerAsync(context, isWell: true)).AllowAnonymous();
        endpoints.MapGet("/health/ready", async context => await AnswerAsync(context, await IsReadyAsync(context))).AllowAnonymous();
    }

    /// <summary>A look goes on for the next who asks, also where this one has given up.</summary>
    private static Task<bool> IsReadyAsync(HttpContext context) =>
        context.RequestServices.GetRequiredService<ProgramHealth>().IsReadyAsync(default).WaitAsync(context.RequestAborted);

    public static Task AnswerAsync(HttpContext context, bool isWell)
    {
        context.Response.StatusCode = isWell ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        context.Response.Headers.CacheControl = "no-store";
        context.Response.ContentType = "text/plain";
        return context.Response.WriteAsync(isWell ? "Healthy" : "Unhealthy", context.RequestAborted);
    }
}
