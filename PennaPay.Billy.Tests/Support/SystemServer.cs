using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using PennaPay.Billy.Web.Sandbox;
using PennaPay.Billy.Web.Sandbox.Engine;

namespace PennaPay.Billy.Tests.Support;

/// <summary>A system's sandbox on a real port of this machine, with a clock that moves only when told.</summary>
public abstract class SystemServer<TSandbox> : IAsyncDisposable
    where TSandbox : SandboxSystem
{
    private readonly WebApplication app;

    protected SystemServer(WebApplication app, TestClock time) => (this.app, Time) = (app, time);

    public TestClock Time { get; }

    public TSandbox Control => app.Services.GetRequiredService<TSandbox>();

    /// <summary>The root of the server.</summary>
    protected Uri Server => new(app.Urls.Single() + "/");

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected static Task<WebApplication> LaunchAsync(TestClock time) => LocalServer.StartAsync(
        builder =>
        {
            builder.Configuration["Sandbox:Enabled"] = "true";
            builder.Services.AddSingleton<TimeProvider>(time);
            builder.Services.AddSandbox(builder.Configuration);
        },
        app => app.MapSandbox());
}
