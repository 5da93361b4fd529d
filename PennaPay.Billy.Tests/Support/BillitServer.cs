using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using PennaPay.Billy.Web.Sandbox;
using PennaPay.Billy.Web.Sandbox.Billit;

namespace PennaPay.Billy.Tests.Support;

/// <summary>Billit's sandbox on a real port of this machine, with a clock that moves only when told.</summary>
public sealed class BillitServer : IAsyncDisposable
{
    private readonly WebApplication app;

    private BillitServer(WebApplication app, TestClock time) => (this.app, Time) = (app, time);

    public TestClock Time { get; }

    public BillitSandbox Control => app.Services.GetRequiredService<BillitSandbox>();

    /// <summary>Where the portal and tokens are, and what a client takes for Billit's API.</summary>
    public Uri Root => new(app.Urls.Single() + BillitSandbox.RootPath + "/");

    public static async Task<BillitServer> StartAsync(TestClock? clock = null)
    {
        var time = clock ?? new TestClock();
        return new(
            await LocalServer.StartAsync(
                builder =>
                {
                    builder.Configuration["Sandbox:Enabled"] = "true";
                    builder.Services.AddSingleton<TimeProvider>(time);
                    builder.Services.AddSandbox(builder.Configuration);
                },
                app => app.MapSandbox()),
            time);
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }
}
