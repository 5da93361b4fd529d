using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using PennaPay.Billy.Core.Push.Decisions;
using PennaPay.Billy.Core.Records.Invoices.Editing;
using PennaPay.Billy.Core.Records.Invoices.Import;
using PennaPay.Billy.Core.Records.Invoices.Import.Undoing;
using PennaPay.Billy.Tests.Support;

namespace PennaPay.Billy.Tests.Benchmarks;

/// <summary>
/// How long a large CSV file takes from its bytes, by way of its plan, to the last invoice stored, and to be undone; how much memory it takes, and
/// how long somebody else who writes meanwhile waits at most.
/// </summary>
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
            var rounds = new List<Round>();
            for (var round = 0; round < Rounds; round++)
                rounds.Add(await ImportAsync(rows));
            figures.PrintPercentiles($"csv_{rows}_rows_seconds", [.. rounds.Select(round => round.Seconds)], "s", withP95: false);
            figures.Print($"csv_{rows}_rows_memory", rounds.Max(round => round.Megabytes), "MB");
            Print("wait_to_write", [.. rounds.SelectMany(round => round.Waits)]);
            figures.PrintPercentiles($"csv_{rows}_rows_undo_seconds", [.. rounds.Select(round => round.UndoSeconds)], "s", withP95: false);
            Print("undo_wait_to_write", [.. rounds.SelectMany(round => round.UndoWaits)]);

            void Print(string what, List<double> waits)
            {
                figures.PrintPercentiles($"csv_{rows}_rows_{what}", waits, "ms");
                figures.Print($"csv_{rows}_rows_{what}_longest", waits.Max(), "ms");
            }
        }
    }

    private static async Task<Round> ImportAsync(int rows)
    {
        await using var test = await TestDatabase.CreateAsync();
        var importer = Importing.ImporterOf(test.Database);
        var imports = new InvoiceImports(test.Database, [new InvoiceKeeper()], new(NullLogger<InvoiceFeed>.Instance), TimeProvider.System);
        var content = File(rows);
        GC.Collect();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        await using var importing = new OtherWriter(test);
        var started = Stopwatch.GetTimestamp();
        var file = await Importing.FileAsync("invoices.csv", content);
        var result = await importer.ImportAsync(test.Owner, [file], await importer.PlanAsync(test.Owner, file), default);
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        if (result is not ImportResult.Imported { Count: var count, Id: var id } || count != rows / RowsOfAnInvoice)
            throw new InvalidOperationException($"The file was not imported: {result}");
        var (waits, most) = await importing.EndAsync();
        await using var undoing = new OtherWriter(test);
        started = Stopwatch.GetTimestamp();
        if (await imports.UndoAsync(test.Owner, id, default) is not UndoImportResult.Undone { Kept.Count: 0 })
            throw new InvalidOperationException("The import was not undone.");
        return new(seconds, (most - before) / 1048576d, waits, Stopwatch.GetElapsedTime(started).TotalSeconds, (await undoing.EndAsync()).Waits);
    }

    private sealed record Round(double Seconds, double Megabytes, List<double> Waits, double UndoSeconds, List<double> UndoWaits);

    /// <summary>Somebody who writes next to nothing, again and again, and sees how long that takes and how much memory is in use.</summary>
    private sealed class OtherWriter : IAsyncDisposable
    {
        private readonly CancellationTokenSource stop = new();
        private readonly Task writing;
        private readonly List<double> waits = [];
        private long most;

        public OtherWriter(TestDatabase test) => writing = Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                var asked = Stopwatch.GetTimestamp();
                await test.Database.WriteAsync(test.Workspace, (_, _) => Task.CompletedTask, default);
                waits.Add(Stopwatch.GetElapsedTime(asked).TotalMilliseconds);
                most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: false));
                await Task.Delay(2);
            }
        });

        public async Task<(List<double> Waits, long MostBytes)> EndAsync()
        {
            await stop.CancelAsync();
            await writing;
            return (waits, most);
        }

        public async ValueTask DisposeAsync()
        {
            await EndAsync();
            stop.Dispose();
        }
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
