using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Web.Sandbox;
using PennaPay.Billy.Web.Sandbox.Billy;

namespace PennaPay.Billy.Tests.Sandbox;

/// <summary>The sandbox alone on a real port.</summary>
public sealed class SandboxHost : IAsyncLifetime
{
    private WebApplication? app;

    public HttpClient Http { get; } = new();

    public TestClock Time { get; } = new();

    public BillySandbox Control => app!.Services.GetRequiredService<BillySandbox>();

    /// <summary>The server's root; Billy is at <c>sandbox/billy/v2/</c> below it.</summary>
    public Uri Root { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Configuration["Sandbox:Enabled"] = "true";
        builder.Services.AddSingleton<TimeProvider>(Time);
        builder.Services.AddSandbox(builder.Configuration);
        app = builder.Build();
        app.MapSandbox();
        await app.StartAsync();
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        Root = new(addresses.Single() + "/");
    }

    public async Task DisposeAsync()
    {
        Http.Dispose();
        await app!.DisposeAsync();
    }

    /// <summary>A company of the test's own, seen by its client.</summary>
    public SandboxCaller NewCompany(SandboxCompanyOptions? options = null) => new(this, Control.CreateCompany(options));

    /// <summary>Somebody with this token, or with none.</summary>
    public SandboxCaller WithToken(string? token) => new(this, token);
}

[CollectionDefinition(Name)]
public sealed class SharedSandbox : ICollectionFixture<SandboxHost>
{
    public const string Name = "Sandbox";
}
