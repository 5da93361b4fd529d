using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Records.Invoices.Import;
using PennaPay.Billy.Core.Records.Invoices.Import.Planning;
using PennaPay.Billy.Core.Records.Invoices.Import.Undoing;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Tests.Support;

namespace PennaPay.Billy.Tests.Invoices;

/// <summary>Two people import at the same time, the same file or others: each row comes in once, both end, and each import takes back just its own.</summary>
public sealed class ImportsAtOnceTests : IAsyncLifetime
{
    private TestDatabase database = null!;

    public async Task InitializeAsync() => database = await TestDatabase.CreateAsync();

    public Task DisposeAsync() => database.DisposeAsync().AsTask();

    [Theory]
    [InlineData(1, 450, 1, 450, false)]
    [InlineData(1, 450, 1, 450, true)]
    [InlineData(1, 450, 1001, 450, false)]
    [InlineData(1, 450, 1001, 450, true)]
    [InlineData(1, 450, 301, 450, true)]
    // So many slices of the one come between those of the other.
    [InlineData(1, 300, 1001, 2500, true)]
    [InlineData(1, 1200, 4001, 1200, true)]
    public async Task Both_BringEachRowOnce_AndAreUndoneApart(int first, int firstRows, int second, int secondRows, bool areCustomersKnown)
    {
        if (areCustomersKnown)
            await RunAsync(Importing.ImporterOf(database.Database), await FileAsync("kunder.csv", 1, 7, "kendt"));
        var (one, other) = (await FileAsync("en.csv", first, firstRows), await FileAsync("to.csv", second, secondRows));
        var importer = Importing.ImporterOf(database.Database);
        var seen = await importer.PlanAsync(database.Owner, other);
        Task<ImportResult>? meanwhile = null;
        // It waits for the writer from the first slice on.
        var beginning = Importing.ImporterOf(database.Database, new Handler(() => meanwhile ??= Task.Run(() => RunAsync(importer, other, seen))));

        var results = new List<ImportResult> { await RunAsync(beginning, one), await meanwhile! };

        var numbers = Enumerable.Range(first, firstRows).Union(Enumerable.Range(second, secondRows)).Select(number => $"{number}").Order().ToList();
        Assert.Equal(numbers, (await InvoicesAsync()).Select(invoice => invoice.Number).Where(number => !number.StartsWith("kendt", StringComparison.Ordinal)).Order());
        Assert.All(results, result => Assert.True(result is ImportResult.Imported or ImportResult.Nothing, $"{result}"));
        var imports = await Imports.LatestAsync(database.Workspace, 10, default);
        Assert.All(imports, import => Assert.Equal((ImportState.Done, import.Planned), (import.State, import.Invoices)));
        Assert.Equal(numbers.Count + (areCustomersKnown ? 7 : 0), imports.Sum(import => import.Invoices));

        foreach (var import in imports)
        {
            var others = (await InvoicesAsync()).Where(invoice => invoice.ImportId != import.Id).Select(invoice => invoice.Id).Order().ToList();
            var undone = Assert.IsType<UndoImportResult.Undone>(await Imports.UndoAsync(database.Owner, import.Id, default));
            Assert.Equal(import.Invoices, undone.Invoices);
            Assert.Equal(others, (await InvoicesAsync()).Select(invoice => invoice.Id).Order());
        }

        Assert.Empty(await InvoicesAsync());
        // A customer that one made for both went with the last.
        foreach (var left in await Imports.LatestAsync(database.Workspace, 10, default))
            await Imports.UndoAsync(database.Owner, left.Id, default);
        await using var db = database.Database.Read(database.Workspace);
        Assert.Empty(await db.Set<Customer>().ToListAsync());
    }

    // Where rows of the other change what has been seen, before any of this one is stored, the new plan is shown; it is confirmed again.
    private async Task<ImportResult> RunAsync(InvoiceImporter importer, ImportFile file, ImportPlan? seen = null)
    {
        seen ??= await importer.PlanAsync(database.Owner, file);
        ImportResult result;
        while ((result = await importer.ImportAsync(database.Owner, [file], seen, default)) is ImportResult.Changed changed)
            seen = changed.Plan;
        return result;
    }

    private InvoiceImports Imports => new(database.Database, [], new(NullLogger<Core.Records.Invoices.Editing.InvoiceFeed>.Instance), TimeProvider.System);

    private static Task<ImportFile> FileAsync(string name, int first, int count, string prefix = "") => Importing.FileAsync(name, Encoding.UTF8.GetBytes(
        "Kunde;Fakturanr;Dato;Vare;Pris;Moms\n" + string.Join('\n', Enumerable.Range(first, count).Select(number => $"Kunde {number % 7} ApS;{prefix}{number};2026-01-02;T;100;25"))));

    private async Task<List<Invoice>> InvoicesAsync()
    {
        await using var db = database.Database.Read(database.Workspace);
        return await db.Set<Invoice>().AsNoTracking().ToListAsync();
    }

    private sealed class Handler(Func<Task> heard) : IInvoiceSentHandler
    {
        public Task InvoiceSentAsync(WorkspaceDbContext db, Invoice invoice, CancellationToken cancellationToken)
        {
            _ = heard();
            return Task.CompletedTask;
        }
    }
}
