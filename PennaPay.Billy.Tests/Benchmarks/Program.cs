using System.Globalization;
using PennaPay.Billy.Tests.Mcp.Conformance;
using PennaPay.Billy.Tests.SupplyChain;

namespace PennaPay.Billy.Tests.Benchmarks;

/// <summary>
/// The benchmarks' command line: <c>bench NAME …</c>, <c>bench NAME NUMBER</c>, <c>bench all</c>; <c>bench list</c> also names them all.
/// <c>sbom FILE</c> writes what the product is made of, <c>mcp-conformance</c> serves the conformance suite. The tests are run by <c>dotnet test</c>.
/// </summary>
internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
#if CRASH_POINTS
        if (args is [Push.Crash.CrashingChild.Command, .. var scene])
            return await Push.Crash.CrashingChild.RunAsync(scene);
        if (args is [Upgrade.StartingChild.Command, .. var start])
            return await Upgrade.StartingChild.RunAsync(start);
#endif
        if (args is [CircuitServer.Command, var filled])
            return await CircuitServer.RunAsync(int.Parse(filled, CultureInfo.InvariantCulture));
        if (args is [ConformanceProgram.Command])
            return await ConformanceProgram.RunAsync();
        if (args is [Sbom.Command, var file])
            return await Sbom.WriteAsync(file);
        if (args is not ["bench", var first, .. var rest])
        {
            Console.Error.WriteLine("Usage: bench list | bench all | bench NAME [NUMBER] [NAME [NUMBER] …]");
            return 2;
        }

        if (first == "list")
        {
            // On the side, because "list" is also the name of the benchmark that then runs.
            foreach (var (name, benchmark) in Benchmark.All)
                Console.Error.WriteLine($"{name,-14} {benchmark.About}");
        }

        string[] asked = first == "all" ? [.. Benchmark.All.Keys] : [first, .. rest];
        var names = asked.Where(word => Number(word) is null);
        if (names.FirstOrDefault(name => !Benchmark.All.ContainsKey(name)) is { } unknown)
        {
            Console.Error.WriteLine($"There is no benchmark '{unknown}'. 'bench list' names them.");
            return 2;
        }

        for (var i = 0; i < asked.Length; i++)
        {
            if (!Benchmark.All.TryGetValue(asked[i], out var benchmark))
                continue;
            var invoices = Number(asked.ElementAtOrDefault(i + 1));
            if (invoices is not null && benchmark.Invoices is null)
            {
                Console.Error.WriteLine($"'{asked[i]}' takes no number.");
                return 2;
            }
            await benchmark.RunAsync(new Figures(asked[i]), invoices ?? benchmark.Invoices ?? 0);
        }
        return 0;
    }

    private static int? Number(string? word) =>
        int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null;
}
