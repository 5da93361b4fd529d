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
/// How long a large CSV file or many files of UBL take from their bytes, by way of its plan, to the last invoice stored, and to be undone; how much memory it takes, and
/// how long somebody else who writes meanwhile waits at most.
/// </summary>
internal static class ImportBenchmark
{
    private const int RowsOfAnInvoice = 2;
    private const int Customers = 1_000;
    private const int Rounds = 3;
    private const int UblFilesAtOnce = 5_000;

    public static async Task RunAsync(Figures figures)
    {
        await ImportAsync(Csv(500), 250);
        foreach (var rows in new[] { 20_000, 100_000 })
            await MeasureAsync(figures, $"csv_{rows}_rows", () => ImportAsync(Csv(rows), rows / RowsOfAnInvoice));
        await MeasureAsync(figures, $"ubl_{UblFilesAtOnce}_files", () => ImportAsync(Ubl(UblFilesAtOnce), UblFilesAtOnce));
    }

    private static async Task MeasureAsync(Figures figures, string what, Func<Task<Round>> import)
    {
        var rounds = new List<Round>();
        for (var round = 0; round < Rounds; round++)
            rounds.Add(await import());
        figures.PrintPercentiles($"{what}_seconds", [.. rounds.Select(round => round.Seconds)], "s", withP95: false);
        figures.Print($"{what}_memory", rounds.Max(round => round.Megabytes), "MB");
        Print("wait_to_write", [.. rounds.SelectMany(round => round.Waits)]);
        figures.PrintPercentiles($"{what}_undo_seconds", [.. rounds.Select(round => round.UndoSeconds)], "s", withP95: false);
        Print("undo_wait_to_write", [.. rounds.SelectMany(round => round.UndoWaits)]);

        void Print(string which, List<double> waits)
        {
            figures.PrintPercentiles($"{what}_{which}", waits, "ms");
            figures.Print($"{what}_{which}_longest", waits.Max(), "ms");
        }
    }

    private static async Task<Round> ImportAsync(IReadOnlyList<(string Name, byte[] Content)> contents, int invoices)
    {
        await using var test = await TestDatabase.CreateAsync();
        var importer = Importing.ImporterOf(test.Database);
        var imports = new InvoiceImports(test.Database, [new InvoiceKeeper()], new(NullLogger<InvoiceFeed>.Instance), TimeProvider.System);
        GC.Collect();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        await using var importing = new OtherWriter(test);
        var started = Stopwatch.GetTimestamp();
        List<ImportFile> files = [];
        foreach (var (name, content) in contents)
            files.Add(await Importing.FileAsync(name, content));
        var result = await importer.ImportAsync(test.Owner, files, await importer.PlanAsync(test.Owner, [.. files]), default);
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        if (result is not ImportResult.Imported { Count: var count, Id: var id } || count != invoices)
            throw new InvalidOperationException($"The files were not imported: {result}");
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

    private static List<(string Name, byte[] Content)> Csv(int rows)
    {
        var text = new StringBuilder("Fakturanr;Kunde;CVR;Fakturadato;Forfaldsdato;Beskrivelse;Antal;Enhedspris;Rabat %;Moms %\n");
        for (var row = 0; row < rows; row++)
        {
            var invoice = row / RowsOfAnInvoice;
            text.Append(CultureInfo.InvariantCulture, $"{invoice + 10_000};Kunde {invoice % Customers} ApS;{10_000_000 + invoice % Customers};")
                .Append(CultureInfo.InvariantCulture, $"05-11-2026;19-11-2026;Rådgivning {row % 7};{row % 5 + 1},5;{row % 900},25;{row % 3 * 5};25\n");
        }
        return [("invoices.csv", Encoding.UTF8.GetBytes(text.ToString()))];
    }

    private static List<(string Name, byte[] Content)> Ubl(int files)
    {
        var one = File.ReadAllText(UblFiles.Own("invoice.xml"));
        var number = one[(one.IndexOf("<cbc:ID>", StringComparison.Ordinal) + 8)..one.IndexOf("</cbc:ID>", StringComparison.Ordinal)];
        return [.. Enumerable.Range(0, files).Select(at => ($"{at}.xml", Encoding.UTF8.GetBytes(one.Replace(number, $"U-{at}", StringComparison.Ordinal))))];
    }
}
