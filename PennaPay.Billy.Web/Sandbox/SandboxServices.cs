using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using PennaPay.Billy.Web.Sandbox.Billit;
using PennaPay.Billy.Web.Sandbox.Billy;
using PennaPay.Billy.Web.Sandbox.Engine;
using PennaPay.Billy.Web.Sandbox.Pennylane;
using PennaPay.Billy.Web.Sandbox.PlugAndPay;

namespace PennaPay.Billy.Web.Sandbox;

/// <summary>Puts systems to try things on into the program: real HTTP, in memory, and kept in a file where one is named.</summary>
public static class SandboxServices
{
    public static IServiceCollection AddSandbox(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<SandboxOptions>()
            .Configure<IHostEnvironment>((options, environment) => options.Enabled = environment.IsDevelopment())
            .Bind(configuration.GetSection(SandboxOptions.Section))
            .Validate(options => !string.IsNullOrWhiteSpace(options.Token), "Sandbox:Token must not be empty.")
            .Validate(options => !string.IsNullOrWhiteSpace(options.Pennylane.DeveloperToken), "Sandbox:Pennylane:DeveloperToken must not be empty.")
            .Validate(options => !string.IsNullOrWhiteSpace(options.Billit.ApiKey), "Sandbox:Billit:ApiKey must not be empty.")
            .Validate(options => !string.IsNullOrWhiteSpace(options.PlugAndPay.ApiKey), "Sandbox:PlugAndPay:ApiKey must not be empty.")
            .ValidateOnStart();
        services.TryAddSingleton<BillySandbox>();
        services.TryAddSingleton<PennylaneSandbox>();
        services.TryAddSingleton<BillitSandbox>();
        services.TryAddSingleton<PlugAndPaySandbox>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPractice, BillyPractice>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ISourcePractice, PennylanePractice>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ISourcePractice, PlugAndPayPractice>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ISourcePractice, BillitPractice>());
        return services;
    }

    /// <summary>Lets somebody who is signed in play the people in a sandbox.</summary>
    public static IServiceCollection AddPractice(this IServiceCollection services) => services.AddSingleton<PracticeDesk>();

    /// <summary>Tells the clients of the systems where their sandboxes are, once that is known, and calls their webhooks.</summary>
    public static IServiceCollection AddSandboxAnnouncers(this IServiceCollection services) =>
        services.AddHostedService<BillyAnnouncer>().AddHostedService<PennylaneAnnouncer>().AddHostedService<PlugAndPayAnnouncer>().AddHostedService<BillitAnnouncer>().AddHostedService<BillitPump>();

    /// <summary>
    /// Maps the sandboxes and their control planes when <see cref="SandboxOptions.Enabled"/> says so; otherwise nothing is
    /// reachable. Both are open to everyone: a sandbox checks its system's access tokens itself.
    /// </summary>
    public static IEndpointRouteBuilder MapSandbox(this IEndpointRouteBuilder endpoints)
    {
        if (!endpoints.ServiceProvider.GetRequiredService<IOptions<SandboxOptions>>().Value.Enabled)
            return endpoints;
        var billy = endpoints.ServiceProvider.GetRequiredService<BillySandbox>();
        endpoints.MapSystem(billy);
        var pennylane = endpoints.ServiceProvider.GetRequiredService<PennylaneSandbox>();
        endpoints.MapSystem(pennylane);
        var billit = endpoints.ServiceProvider.GetRequiredService<BillitSandbox>();
        endpoints.MapSystem(billit);
        BillitControlPlane.Map(Open(endpoints.MapGroup(BillitSandbox.ControlPath)).FromOwnMachineOnly(), billit);
        var plugAndPay = endpoints.ServiceProvider.GetRequiredService<PlugAndPaySandbox>();
        endpoints.MapSystem(plugAndPay);
        PlugAndPayControlPlane.Map(Open(endpoints.MapGroup(PlugAndPaySandbox.ControlPath)).FromOwnMachineOnly(), plugAndPay);
        PennylaneControlPlane.Map(Open(endpoints.MapGroup(PennylaneSandbox.ControlPath)).FromOwnMachineOnly(), pennylane);
        BillyControlPlane.Map(Open(endpoints.MapGroup(BillySandbox.ControlPath)).FromOwnMachineOnly(), billy);
        Open(endpoints.MapGet(BillySandbox.AppPath + "/invoices/{id}", InvoicePage.Show));
        return endpoints;
    }

    /// <summary>Maps one system's API.</summary>
    internal static void MapSystem(this IEndpointRouteBuilder endpoints, SandboxSystem system)
    {
        var endpoint = ActivatorUtilities.CreateInstance<SandboxEndpoint>(endpoints.ServiceProvider, system);
        Open(endpoints.Map(system.BasePath + "/{**path}", endpoint.HandleAsync));
    }

    private static TBuilder Open<TBuilder>(TBuilder endpoints)
        where TBuilder : IEndpointConventionBuilder =>
        endpoints.AllowAnonymous().DisableAntiforgery().DisableRateLimiting().ExcludeFromDescription();
}
