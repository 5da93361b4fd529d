using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Web.Components;
using PennaPay.Billy.Web.Components.Shared;
using PennaPay.Billy.Web.Sandbox;
using PennaPay.Billy.Web.Security;
using Radzen;

namespace PennaPay.Billy.Web;

internal static class WebServices
{
    /// <summary>Adds the dashboard.</summary>
    public static void AddBillyWeb(this WebApplicationBuilder builder)
    {
        builder.Services.AddRazorComponents().AddInteractiveServerComponents();
        builder.Services.AddRadzenComponents();
        builder.Services.AddLocalization();
        builder.Services.AddScoped<Toasts>();
        builder.Services.AddSingleton<FailureDescriber>();
        builder.Services.AddScoped<CurrentUser>();
        builder.Services.AddSandbox(builder.Configuration);
        builder.Services.AddHostedService<SandboxAnnouncer>();
    }

    /// <summary>Prepares the database and maps everything that the program serves.</summary>
    public static async Task UseBillyWebAsync(this WebApplication app)
    {
        await app.Services.GetRequiredService<DatabaseMigration>().RunAsync(app.Lifetime.ApplicationStopping);
        app.UseAntiforgery();
        app.MapStaticAssets();
        app.MapSandbox();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode();
    }
}
