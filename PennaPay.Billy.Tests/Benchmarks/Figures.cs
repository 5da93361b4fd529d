using System.Text.Encodings.Web;
using System.Text.Json;

namespace PennaPay.Billy.Tests.Benchmarks;

/// <summary>Prints what a benchmark measured, one JSON line a figure.</summary>
internal sealed class Figures(string benchmark)
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public void Print(string metric, double value, string unit) => Console.WriteLine(JsonSerializer.Serialize(
        new { bench = benchmark, metric, value = Math.Round(value, 3), unit }, Plain));

    /// <summary>Prints the 50th and, if asked for, the 95th percentile.</summary>
    public void PrintPercentiles(string metric, IEnumerable<double> samples, string unit, bool withP95 = true, string suffix = "")
    {
        double[] sorted = [.. samples.Order()];
        Print($"{metric}_p50{suffix}", At(0.50), unit);
        if (withP95)
            Print($"{metric}_p95{suffix}", At(0.95), unit);

        double At(double share) => sorted[(int)Math.Ceiling(share * sorted.Length) - 1];
    }
}
