using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Systems.Billy;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Web.Sandbox.Billy;

namespace PennaPay.Billy.Tests.Benchmarks;

/// <summary>
/// The program in a process of its own, so that its memory is not mixed with that of those who visit it. It says its address,
/// and then after each line that it reads what it holds.
/// </summary>
internal sealed class CircuitServer : IAsyncDisposable
{
    public const string Command = "circuit-server";

    /// <summary>How long a page that lost its connection is kept.</summary>
    public const int LostSeconds = 20;

    private readonly Process process;

    private CircuitServer(Process process, Uri url) => (this.process, Url) = (process, url);

    public Uri Url { get; }

    public static async Task<CircuitServer> StartAsync(int invoices)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(CircuitServer).Assembly.Location, Command, invoices.ToString(CultureInfo.InvariantCulture)])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        var process = Process.Start(start) ?? throw new InvalidOperationException("The program could not be started.");
        var url = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The program ended before it listened.");
        return new(process, new Uri(url));
    }

    /// <summary>What it holds after a full collection.</summary>
    public async Task<Held> CollectAsync()
    {
        await process.StandardInput.WriteLineAsync("collect");
        await process.StandardInput.FlushAsync();
        return JsonSerializer.Deserialize<Held>(await process.StandardOutput.ReadLineAsync() ?? "null")
            ?? throw new InvalidOperationException("The program ended.");
    }

    /// <summary>The same once it holds no less than a moment before: circuits end beside the requests that end them.</summary>
    public async Task<Held> SettleAsync()
    {
        for (var held = await CollectAsync(); ;)
        {
            await Task.Delay(TimeSpan.FromSeconds(2));
            var next = await CollectAsync();
            if (next.ManagedKb > held.ManagedKb - 100)
                return next;
            held = next;
        }
    }

    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    /// <summary>The other side: serves until its input ends.</summary>
    public static async Task<int> RunAsync(int invoices)
    {
        await using var app = TestApp.Start(
            new Dictionary<string, string?>
            {
                ["Billy:RequestsPerSecond"] = "0", ["Security:Circuits:PerSession"] = "1000", ["Security:Circuits:PerUser"] = "1000",
                ["Security:Circuits:PerAddress"] = "1000", ["Security:Circuits:LostSeconds"] = LostSeconds.ToString(CultureInfo.InvariantCulture),
            },
            services: services => services.RemoveAll<ILoggerProvider>().Configure<LoggerFilterOptions>(filter => filter.MinLevel = LogLevel.Warning));
        var owner = await app.CreateOwnerAsync();
        await UiBenchmark.AddInvoicesAsync(app, owner.Workspace, invoices);
        var token = app.Services.GetRequiredService<BillySandbox>().DefaultToken;
        Assert.IsType<ConnectResult.Connected>(
            await app.Services.GetRequiredService<BillyConnector>().ConnectAsync(owner, token, sandbox: true, default));
        using var measured = Measurements.Of(app.Services.GetRequiredService<IMeterFactory>());
        Console.WriteLine(app.Url);
        while (await Console.In.ReadLineAsync() is not null)
            Console.WriteLine(JsonSerializer.Serialize(Held.Now(measured.Sums("pennapay.circuits").Sum(sum => sum.Value))));
        return 0;
    }

    /// <param name="Circuits">How many there are, also those whose browser is gone.</param>
    /// <param name="ManagedKb">What the heap holds.</param>
    /// <param name="RssKb">What the machine has given to the process.</param>
    internal sealed record Held(double Circuits, double ManagedKb, double RssKb)
    {
        public static Held Now(double circuits)
        {
            // What is freed by a finalizer is gone at the second.
            for (var i = 0; i < 2; i++)
            {
                GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
                GC.WaitForPendingFinalizers();
            }

            using var self = Process.GetCurrentProcess();
            return new(circuits, GC.GetTotalMemory(forceFullCollection: true) / 1024d, self.WorkingSet64 / 1024d);
        }
    }
}
