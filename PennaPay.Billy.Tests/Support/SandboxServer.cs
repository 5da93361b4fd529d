using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using PennaPay.Billy.Web.Sandbox;
using PennaPay.Billy.Web.Sandbox.Billit;
using PennaPay.Billy.Web.Sandbox.Billy;
using PennaPay.Billy.Web.Sandbox.Pennylane;
using PennaPay.Billy.Web.Sandbox.PlugAndPay;

namespace PennaPay.Billy.Tests.Support;

/// <summary>The sandbox alone, on a real port of this machine.</summary>
public sealed class SandboxServer : IAsyncDisposable
{
    private readonly WebApplication app;

    private SandboxServer(WebApplication app, TokenWatch tokens) => (this.app, Tokens) = (app, tokens);

    /// <summary>The access tokens that came.</summary>
    internal TokenWatch Tokens { get; }

    /// <summary>What a client takes for Billy.</summary>
    public Uri BaseAddress => new(app.Urls.Single() + BillySandbox.ApiPath + "/");

    public BillySandbox Control => app.Services.GetRequiredService<BillySandbox>();

    /// <summary>The Billit beside it.</summary>
    public BillitSandbox Billit => app.Services.GetRequiredService<BillitSandbox>();

    /// <summary>The Pennylane beside it.</summary>
    public PennylaneSandbox Pennylane => app.Services.GetRequiredService<PennylaneSandbox>();

    /// <summary>The Plug&amp;Pay beside it.</summary>
    public PlugAndPaySandbox PlugAndPay => app.Services.GetRequiredService<PlugAndPaySandbox>();

    public static async Task<SandboxServer> StartAsync()
    {
        var tokens = new TokenWatch();
        return new(
            await LocalServer.StartAsync(
                builder =>
                {
                    builder.Configuration["Sandbox:Enabled"] = "true";
                    builder.Services.AddSandbox(builder.Configuration).AddSingleton<IStartupFilter>(tokens);
                },
                app => app.MapSandbox()),
            tokens);
    }

    public async ValueTask DisposeAsync()
    {
        DraftsOnly.Verify(Control);
        await app.StopAsync();
        await app.DisposeAsync();
    }
}
