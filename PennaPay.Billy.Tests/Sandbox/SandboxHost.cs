using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Web.Sandbox;
using PennaPay.Billy.Web.Sandbox.Billy;

namespace PennaPay.Billy.Tests.Sandbox;

/// <summary>The sandbox alone on a real port.</summary>
public sealed class SandboxHost : IAsyncLifetime
{
    private WebApplication? app;
    private SandboxCaller? year;

    public HttpClient Http { get; } = new();

    public TestClock Time { get; } = new();

    public BillySandbox Control => app!.Services.GetRequiredService<BillySandbox>();

    /// <summary>The server's root; Billy is at <c>sandbox/billy/v2/</c> below it.</summary>
    public Uri Root { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        app = await LocalServer.StartAsync(
            builder =>
            {
                builder.Configuration["Sandbox:Enabled"] = "true";
                builder.Services.AddSingleton<TimeProvider>(Time);
                builder.Services.AddSandbox(builder.Configuration);
            },
            app => app.MapSandbox());
        Root = new(app.Urls.Single() + "/");
    }

    public async Task DisposeAsync()
    {
        Http.Dispose();
        await app!.DisposeAsync();
    }

    /// <summary>A company of the test's own, seen by its client.</summary>
    public SandboxCaller NewCompany(SandboxCompanyOptions? options = null) => WithToken(Control.CreateCompany(options));

    /// <summary>A company with a year of books, for tests that only read it.</summary>
    public SandboxCaller Year => year ??= NewCompany(new() { YearOfBooks = true });

    /// <summary>Somebody with this token, or with none.</summary>
    public SandboxCaller WithToken(string? token) => new(Http, Root, token);
}

[CollectionDefinition(Name)]
public sealed class SharedSandbox : ICollectionFixture<SandboxHost>
{
    public const string Name = "Sandbox";
}
