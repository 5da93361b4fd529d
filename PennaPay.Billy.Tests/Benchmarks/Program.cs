using System.Globalization;

namespace PennaPay.Billy.Tests.Benchmarks;

/// <summary>The benchmarks' command line: <c>bench NAME …</c>, <c>bench all</c>; <c>bench list</c> also names them all. The tests are run by <c>dotnet test</c>.</summary>
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
        if (args is [CircuitServer.Command, var invoices])
            return await CircuitServer.RunAsync(int.Parse(invoices, CultureInfo.InvariantCulture));
        if (args is not ["bench", var first, .. var rest])
        {
            Console.Error.WriteLine("Usage: bench list | bench all | bench NAME [NAME …]");
            return 2;
        }

        if (first == "list")
        {
            // On the side, because "list" is also the name of the benchmark that then runs.
            foreach (var (name, benchmark) in Benchmark.All)
                Console.Error.WriteLine($"{name,-14} {benchmark.About}");
        }

        string[] names = first == "all" ? [.. Benchmark.All.Keys] : [first, .. rest];
        if (names.FirstOrDefault(name => !Benchmark.All.ContainsKey(name)) is { } unknown)
        {
            Console.Error.WriteLine($"There is no benchmark '{unknown}'. 'bench list' names them.");
            return 2;
        }

        foreach (var name in names)
            await Benchmark.All[name].RunAsync(new Figures(name));
        return 0;
    }
}
