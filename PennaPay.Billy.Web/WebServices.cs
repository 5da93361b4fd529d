using Microsoft.Extensions.Options;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Web.Components;
using PennaPay.Billy.Web.Components.Connections.SignIn;
using PennaPay.Billy.Web.Components.Customers.Sources;
using PennaPay.Billy.Web.Components.History;
using PennaPay.Billy.Web.Components.Invoices;
using PennaPay.Billy.Web.Components.Orders;
using PennaPay.Billy.Web.Components.Settings.Ai.Console;
using PennaPay.Billy.Web.Components.Settings.Audit;
using PennaPay.Billy.Web.Components.Settings.Sync;
using PennaPay.Billy.Web.Components.Shared;
using PennaPay.Billy.Web.Health;
using PennaPay.Billy.Web.Mcp;
using PennaPay.Billy.Web.Sandbox;
using PennaPay.Billy.Web.Security;
using PennaPay.Billy.Web.Security.Circuits;
using PennaPay.Billy.Web.Webhooks;
using Radzen;

namespace PennaPay.Billy.Web;

internal static class WebServices
{
    public static void AddWeb(this WebApplicationBuilder builder)
    {
        builder.Services.Configure<HostOptions>(host =>
        {
            // A container is killed ten seconds after it was asked to stop. All parts stop side by side, so that the time which one
            // takes is not taken from the next.
            host.ServicesStopConcurrently = true;
            if (builder.Configuration["ShutdownTimeoutSeconds"] is null)
                host.ShutdownTimeout = TimeSpan.FromSeconds(8.5);
        });
        builder.AddRequestLimits();
        builder.Services.AddRazorComponents().AddInteractiveServerComponents();
        builder.Services.AddRadzenComponents();
        builder.Services.AddSingleton<ILocalizer, RadzenWords>();
        builder.Services.AddLocalization().Configure<RequestLocalizationOptions>(Preferences.Configure);
        builder.Services.AddScoped<Toasts>();
        builder.Services.AddSingleton<FailureDescriber>();
        builder.Services.AddProgramSecurity(builder.Configuration);
        builder.Services.AddProgramHealth();
        builder.Services.AddInvoicePages();
        builder.Services.AddSyncPages();
        builder.Services.AddMcp(builder.Configuration);
        builder.Services.AddSingleton<AuditWords>();
        builder.Services.AddSingleton<ToolConsole>();
        builder.Services.AddSandbox(builder.Configuration).AddSandboxAnnouncers().AddPractice();
        builder.Services.AddOptions<SandboxOptions>().PostConfigure<IHostEnvironment, IOptions<StorageOptions>>(
            (sandbox, environment, storage) =>
                sandbox.StateDirectory ??= environment.IsDevelopment() ? storage.Value.DataDirectory : null);
    }

    /// <summary>Prepares the database and maps everything that the program serves.</summary>
    public static async Task UseWebAsync(this WebApplication app)
    {
        StartupChecks.Run(app);
        OwnAddress.SayWhenStarted(app);
        await app.Services.GetRequiredService<DatabaseMigration>().RunAsync(app.Lifetime.ApplicationStopping);
        StorageChecks.CloseToOthers(app);
        await SetUp.OfferAsync(app);

        app.UseTransport();
        if (!app.Environment.IsDevelopment())
            app.UseExceptionHandler("/error", createScopeForErrors: true);
        app.UseSecurityHeaders();
        app.UseCircuitOrigin();
        app.UseDamagedPage();
        app.UseWhen(IsPage, pages => pages.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true));
        app.UseRouting(); // after the line above, so that its second run finds the page
        app.UseRequestLocalization();
        app.UseAuthentication();
        app.UseMiddleware<WorkspaceScope>();
        app.UseAuthorization();
        app.UseRateLimiter();
        app.UseRequestTimeouts();
        app.UseCircuitLimits();
        app.UseAntiforgery();

        app.MapStaticAssets().AllowAnonymous();
        app.MapProgramHealth();
        app.MapProgramSecurity();
        app.MapBrowserReports();
        app.MapHistoryExport();
        app.MapImportTemplate();
        app.MapAuditExport();
        app.MapSyncExport();
        app.MapAgedExport();
        app.MapOrderExport();
        app.MapMcp();
        app.MapRecordAddresses();
        app.MapSignInReturn();
        app.MapWebhooks();
        app.MapSandbox();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(options =>
        {
            options.ContentSecurityFrameAncestorsPolicy = null;
            CircuitServices.Limit(options);
        });
    }

    private static bool IsPage(HttpContext context) =>
        HttpMethods.IsGet(context.Request.Method) && context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);
}
