using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Web.Components;
using Radzen;

namespace PennaPay.Billy.Web;

internal static class WebServices
{
    /// <summary>Adds the dashboard.</summary>
    public static void AddBillyWeb(this WebApplicationBuilder builder)
    {
        builder.Services.AddRazorComponents().AddInteractiveServerComponents();
        builder.Services.AddRadzenComponents();
    }

    /// <summary>Prepares the database and maps everything that the program serves.</summary>
    public static async Task UseBillyWebAsync(this WebApplication app)
    {
        await app.Services.GetRequiredService<DatabaseMigration>().RunAsync(app.Lifetime.ApplicationStopping);
        app.UseAntiforgery();
        app.MapStaticAssets();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode();
    }
}
