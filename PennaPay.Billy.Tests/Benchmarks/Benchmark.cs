namespace PennaPay.Billy.Tests.Benchmarks;

/// <summary>Something that is measured on request and judged by nobody.</summary>
/// <param name="About">What it does, in one line.</param>
/// <param name="RunAsync">Measures and prints, over as many invoices as is said.</param>
/// <param name="Invoices">How many invoices it is over when nobody says; null where that is not for the caller to say.</param>
internal sealed record Benchmark(string About, Func<Figures, int, Task> RunAsync, int? Invoices)
{
    private Benchmark(string about, Func<Figures, Task> runAsync)
        : this(about, (figures, _) => runAsync(figures), null)
    {
    }

    public static IReadOnlyDictionary<string, Benchmark> All { get; } = new SortedDictionary<string, Benchmark>(StringComparer.Ordinal)
    {
        ["lifecycle"] = new("how soon the list says what is booked in Billy, with 10,000 open drafts or as many as are named", LifecycleBenchmark.RunAsync, 10_000),
        ["pennylane"] = new("the first load of a company of Pennylane's with 50,000 invoices or as many as are named, and a round without changes", PennylaneBenchmark.RunAsync, 50_000),
        ["orders"] = new("10,000 orders of a shop, or as many as are named, on their way into Billit, one in ten of them on to the customer", OrdersBenchmark.RunAsync, 10_000),
        ["push-warm"] = new("pushes whose customer and products are linked", PushBenchmarks.WarmAsync),
        ["push-cold"] = new("the first push of a workspace", PushBenchmarks.ColdAsync),
        ["mcp"] = new("programs that ask the books of 10,000 contacts, 20,000 invoices and 50,000 postings", McpBenchmark.RunAsync),
        ["list"] = new("every list, over 100,000 invoices or as many as are named", ListBenchmark.RunAsync, 100_000),
        ["push-overhead"] = new("our own part of a warm push, against a Billy that answers at once", PushBenchmarks.OverheadAsync),
        ["soak"] = new("10,000 invoices while one request in twenty goes wrong", SoakBenchmark.RunAsync),
        ["import"] = new("CSV files of 20,000 and 100,000 rows and 5,000 files of UBL, from bytes to stored invoices and back", ImportBenchmark.RunAsync),
        ["queue"] = new("queueing 10,000 invoices, and a start with 1,000 waiting", QueueBenchmark.RunAsync),
        ["sync"] = new("the first and the second run with 10,000 contacts or as many as are named, and half as many products", SyncBenchmark.RunAsync, 10_000),
        ["sweep"] = new("checks of 100,000 drafts or as many as are named, and what whoever works meanwhile notices", SweepBenchmark.RunAsync, 100_000),
        ["ui"] = new("what a user waits for in Chromium, with as many invoices as are named", UiBenchmark.RunAsync, UiBenchmark.Invoices),
        ["circuits"] = new("200 open pages of the invoice list: what each holds, and what is left when they are gone", CircuitBenchmark.RunAsync),
        ["startup"] = new("a fresh program until its first page", StartupBenchmark.RunAsync),
    };
}
