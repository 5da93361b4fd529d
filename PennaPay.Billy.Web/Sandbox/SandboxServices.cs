using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace PennaPay.Billy.Web.Sandbox;

/// <summary>Puts a Billy to try things on into the program: real HTTP, in memory, gone at the next start.</summary>
public static class SandboxServices
{
    public static IServiceCollection AddSandbox(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<SandboxOptions>()
            .Configure<IHostEnvironment>((options, environment) => options.Enabled = environment.IsDevelopment())
            .Bind(configuration.GetSection(SandboxOptions.Section))
            .Validate(options => !string.IsNullOrWhiteSpace(options.Token), "Sandbox:Token must not be empty.")
            .ValidateOnStart();
        services.TryAddSingleton<SandboxControl>();
        services.TryAddSingleton<SandboxEndpoint>();
        return services;
    }

    /// <summary>
    /// Maps the sandbox and its control plane when <see cref="SandboxOptions.Enabled"/> says so; otherwise nothing is
    /// reachable. Both are open to everyone: the sandbox checks Billy's access tokens itself.
    /// </summary>
    public static IEndpointRouteBuilder MapSandbox(this IEndpointRouteBuilder endpoints)
    {
        if (!endpoints.ServiceProvider.GetRequiredService<IOptions<SandboxOptions>>().Value.Enabled)
            return endpoints;
        var sandbox = endpoints.ServiceProvider.GetRequiredService<SandboxEndpoint>();
        endpoints.Map(SandboxOptions.BasePath + "/{**path}", sandbox.HandleAsync)
            .AllowAnonymous().DisableAntiforgery().DisableRateLimiting().ExcludeFromDescription();
        var control = endpoints.MapGroup(SandboxOptions.ControlPath)
            .AllowAnonymous().DisableAntiforgery().DisableRateLimiting().ExcludeFromDescription();
        endpoints.MapGet(SandboxOptions.AppPath + "/invoices/{id}", SandboxInvoicePage.Show)
            .AllowAnonymous().DisableRateLimiting().ExcludeFromDescription();
        SandboxControlPlane.Map(control, endpoints.ServiceProvider.GetRequiredService<SandboxControl>());
        return endpoints;
    }
}
