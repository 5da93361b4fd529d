using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using PennaPay.Billy.Tests.Support;

namespace PennaPay.Billy.Tests.Benchmarks;

/// <summary>How long a stranger waits: an empty data folder, the program started, the first page answered.</summary>
internal static class StartupBenchmark
{
    private const int Rounds = 5;

    public static async Task RunAsync(Figures figures)
    {
        var seconds = new List<double>();
        var megabytes = new List<double>();
        for (var i = 0; i < Rounds; i++)
        {
            using var folder = new TemporaryFolder();
            var address = $"http://127.0.0.1:{FreePort()}";
            var started = Stopwatch.GetTimestamp();
            using var program = Start(address, folder.Path);
            try
            {
                await UntilAnsweredAsync(address, program);
                seconds.Add(Stopwatch.GetElapsedTime(started).TotalSeconds);
                program.Refresh();
                megabytes.Add(program.WorkingSet64 / 1024d / 1024d);
            }
            finally
            {
                program.Kill(entireProcessTree: true);
                await program.WaitForExitAsync();
            }
        }

        figures.Print("seconds_to_first_page", Median(seconds), "s");
        figures.Print("rss_mb", Median(megabytes), "MB");
    }

    private static Process Start(string address, string dataDirectory)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "PennaPay.Billy.Web.dll");
        var start = new ProcessStartInfo("dotnet", [program])
        {
            WorkingDirectory = AppContext.BaseDirectory,
            RedirectStandardOutput = true,
            Environment =
            {
                ["ASPNETCORE_URLS"] = address,
                ["ASPNETCORE_ENVIRONMENT"] = "Production",
                ["AllowedHosts"] = "127.0.0.1",
                ["Security__PlainHttpOnThisHost"] = "true",
                ["Storage__DataDirectory"] = dataDirectory,
            },
        };
        foreach (var (key, value) in TestKeys.For("Production"))
            start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        return Process.Start(start)!;
    }

    private static async Task UntilAnsweredAsync(string address, Process program)
    {
        using var client = new HttpClient();
        while (!program.HasExited)
        {
            try
            {
                if ((await client.GetAsync(new Uri(address))).StatusCode == HttpStatusCode.OK)
                    return;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(10);
            }
        }

        throw new InvalidOperationException("The program ended before it answered.");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
