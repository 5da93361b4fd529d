using System.Diagnostics;
using System.Globalization;
using System.Text;
using PennaPay.Billy.Core.Records.Invoices.Import;
using PennaPay.Billy.Tests.Support;

namespace PennaPay.Billy.Tests.Benchmarks;

/// <summary>How long a large CSV file takes from its bytes, by way of its plan, to the last invoice stored.</summary>
internal static class ImportBenchmark
{
    private const int RowsOfAnInvoice = 2;
    private const int Customers = 1_000;
    private const int Rounds = 3;

    public static async Task RunAsync(Figures figures)
    {
        await ImportAsync(500);
        foreach (var rows in new[] { 20_000, 100_000 })
        {
            var times = new List<double>();
            for (var round = 0; round < Rounds; round++)
                times.Add(await ImportAsync(rows));
            figures.PrintPercentiles($"csv_{rows}_rows_seconds", times, "s", withP95: false);
        }
    }

    private static async Task<double> ImportAsync(int rows)
    {
        await using var test = await TestDatabase.CreateAsync();
        var importer = Importing.ImporterOf(test.Database);
        var content = File(rows);
        var started = Stopwatch.GetTimestamp();
        var file = await Importing.FileAsync("invoices.csv", content);
        var result = await importer.ImportAsync(test.Owner, [file], await importer.PlanAsync(test.Owner, file), default);
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        return result is ImportResult.Imported { Count: var count } && count == rows / RowsOfAnInvoice
            ? seconds
            : throw new InvalidOperationException($"The file was not imported: {result}");
    }

    private static byte[] File(int rows)
    {
        var text = new StringBuilder("Fakturanr;Kunde;CVR;Fakturadato;Forfaldsdato;Beskrivelse;Antal;Enhedspris;Rabat %;Moms %\n");
        for (var row = 0; row < rows; row++)
        {
            var invoice = row / RowsOfAnInvoice;
            text.Append(CultureInfo.InvariantCulture, $"{invoice + 10_000};Kunde {invoice % Customers} ApS;{10_000_000 + invoice % Customers};")
                .Append(CultureInfo.InvariantCulture, $"05-11-2026;19-11-2026;Rådgivning {row % 7};{row % 5 + 1},5;{row % 900},25;{row % 3 * 5};25\n");
        }
        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
