using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using PennaPay.Billy.Web.Sandbox;
using PennaPay.Billy.Web.Sandbox.PlugAndPay;

namespace PennaPay.Billy.Tests.Support;

/// <summary>Plug&amp;Pay's sandbox on a real port of this machine, with a clock that moves only when told.</summary>
public sealed class PlugAndPayServer : IAsyncDisposable
{
    private readonly WebApplication app;

    private PlugAndPayServer(WebApplication app, TestClock time) => (this.app, Time) = (app, time);

    public TestClock Time { get; }

    public PlugAndPaySandbox Control => app.Services.GetRequiredService<PlugAndPaySandbox>();

    /// <summary>The root of the server.</summary>
    public Uri Root => new(app.Urls.Single() + "/");

    /// <summary>What a client takes for Plug&amp;Pay's API.</summary>
    public Uri BaseAddress => new(app.Urls.Single() + PlugAndPaySandbox.ApiPath + "/");

    public static async Task<PlugAndPayServer> StartAsync(TestClock? clock = null)
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
