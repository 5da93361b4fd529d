using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Systems.Billy;
using PennaPay.Billy.Core.Systems.Billy.Settings;
using PennaPay.Billy.Tests.Support;

namespace PennaPay.Billy.Tests.Connections;

/// <summary>The connection as the product registers it, on a database of its own and against the sandbox.</summary>
internal sealed class ConnectionHost : IAsyncDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly ServiceProvider services;

    private readonly int requestsPerSecond;

    private ConnectionHost(SandboxServer sandbox, int requestsPerSecond)
    {
        (Sandbox, this.requestsPerSecond) = (sandbox, requestsPerSecond);
        services = Build(DataDirectory);
        services.GetRequiredService<BillyEndpoints>().Sandbox = sandbox.BaseAddress;
    }

    public SandboxServer Sandbox { get; }

    public WorkspaceId Workspace { get; } = WorkspaceId.New();

    public Actor Owner => TestActors.OwnerOf(Workspace);

    public TestClock Clock { get; } = new(new(2026, 11, 20, 23, 30, 0, TimeSpan.Zero));

    public LogCollector Logs { get; } = new();

    public string DataDirectory => folder.Path;

    public string Token => Sandbox.Control.DefaultToken;

    public BillyConnector Connector => Get<BillyConnector>();

    public BillySettingsEditor Settings => Get<BillySettingsEditor>();

    public T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    public static async Task<ConnectionHost> StartAsync(int requestsPerSecond = 0)
    {
        var host = new ConnectionHost(await SandboxServer.StartAsync(), requestsPerSecond);
        await TemplateDatabase.CopyToAsync(host.DataDirectory);
        return host;
    }

    public static async Task<ConnectionHost> StartConnectedAsync(int requestsPerSecond = 0)
    {
        var host = await StartAsync(requestsPerSecond);
        Assert.IsType<ConnectResult.Connected>(await host.Connector.ConnectAsync(host.Owner, host.Token, sandbox: true, default));
        return host;
    }

    /// <summary>The same database opened by a program that has lost its key ring.</summary>
    public async Task WithoutKeysAsync(Func<BillyConnector, BillySettingsEditor, Task> act)
    {
        Directory.Delete(Path.Combine(DataDirectory, "keys"), recursive: true);
        await using var other = Build(DataDirectory);
        other.GetRequiredService<BillyEndpoints>().Sandbox = Sandbox.BaseAddress;
        await act(other.GetRequiredService<BillyConnector>(), other.GetRequiredService<BillySettingsEditor>());
    }

    public async Task<Connection> StoredAsync() =>
        (await Get<ConnectionStore>().CurrentAsync(Workspace, BillySystem.SystemId, default))!;

    public async Task PauseAsync(Failure failure, DateTimeOffset? until, CancellationToken cancellationToken) =>
        await Get<QueuePauses>().PauseAsync(Workspace, (await StoredAsync()).Id, failure, until, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await services.ReleaseDatabaseAsync();
        await services.DisposeAsync();
        Sandbox.Tokens.Verify(Logs.Lines, DataDirectory);
        await Sandbox.DisposeAsync();
        folder.Dispose();
    }

    private ServiceProvider Build(string dataDirectory)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Storage:DataDirectory"] = dataDirectory,
            ["Outgoing:ThisHost"] = "true",
            ["Billy:BaseAddress"] = Sandbox.BaseAddress.AbsoluteUri,
            ["Billy:RequestsPerSecond"] = $"{requestsPerSecond}",
            ["Billy:MaxReadRetries"] = "0",
        }).Build();
        var collection = new ServiceCollection();
        collection.AddSingleton<IConfiguration>(configuration);
        collection.AddSingleton<IHostEnvironment>(new HostingEnvironment());
        collection.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(Logs));
        collection.AddSingleton<TimeProvider>(Clock);
        collection.AddCore(configuration);
        return collection.BuildServiceProvider();
    }

    private sealed class HostingEnvironment : IHostEnvironment
    {
        public string EnvironmentName { get; set; } = Environments.Development;
        public string ApplicationName { get; set; } = "PennaPay.Billy.Tests";
        public string ContentRootPath { get; set; } = AppContext.BaseDirectory;
        public Microsoft.Extensions.FileProviders.IFileProvider ContentRootFileProvider { get; set; } = new Microsoft.Extensions.FileProviders.NullFileProvider();
    }
}
