using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using PennaPay.Billy.Web.Sandbox;
using PennaPay.Billy.Web.Sandbox.Pennylane;

namespace PennaPay.Billy.Tests.Support;

/// <summary>Pennylane's sandbox on a real port of this machine, with a clock that moves only when told.</summary>
public sealed class PennylaneServer : IAsyncDisposable
{
    private readonly WebApplication app;

    private PennylaneServer(WebApplication app, TestClock time) => (this.app, Time) = (app, time);

    public TestClock Time { get; }

    public PennylaneSandbox Control => app.Services.GetRequiredService<PennylaneSandbox>();

    /// <summary>Where sign-in and tokens are.</summary>
    public Uri Root => new(app.Urls.Single() + PennylaneSandbox.RootPath + "/");

    /// <summary>What a client takes for Pennylane's API.</summary>
    public Uri BaseAddress => new(app.Urls.Single() + PennylaneSandbox.ApiPath + "/");

    public static async Task<PennylaneServer> StartAsync(TestClock? clock = null)
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
