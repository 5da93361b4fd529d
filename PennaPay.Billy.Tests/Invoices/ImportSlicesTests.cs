using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using PennaPay.Billy.Core.Access.Auditing;
using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Records.Invoices.Editing;
using PennaPay.Billy.Core.Records.Invoices.Import;
using PennaPay.Billy.Core.Records.Invoices.Import.Csv;
using PennaPay.Billy.Core.Records.Invoices.Import.Planning;
using PennaPay.Billy.Core.Records.Invoices.Import.Undoing;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Tests.Support;

namespace PennaPay.Billy.Tests.Invoices;

/// <summary>A large import lets others write in between, and can be broken off at any moment.</summary>
public sealed class ImportSlicesTests : IAsyncLifetime
{
    private const string Headings = "Kunde;Fakturanr;Type;Krediterer;Dato;Vare;Pris;Moms\n";

    private readonly TestClock clock = new();
    private TestDatabase database = null!;

    public async Task InitializeAsync() => database = await TestDatabase.CreateAsync(clock);

    public Task DisposeAsync() => database.DisposeAsync().AsTask();

    [Fact]
    public async Task Import_IsStoredInSlices_UnderOneImport()
    {
        var imported = await ImportAsync(Rows(1, 450, _ => "Samme ApS"));

        Assert.Equal((450, 1), (imported.Count, imported.Customers));
        // What is said in the audit is said once a transaction.
        Assert.Equal([100, 100, 100, 100, 50], await SaidAsync("invoices.imported"));
        Assert.Equal([1], await SaidAsync("customers.created"));
        var import = Assert.Single(await Imports.LatestAsync(database.Workspace, 10, default));
        Assert.Equal((imported.Id, ImportState.Done, 450, 450, 1), (import.Id, import.State, import.Planned, import.Invoices, import.Customers));
        // The report is in the order of the file.
        Assert.Equal(Enumerable.Range(1, 450).Select(number => $"{number}"), imported.Files[0].Invoices.Select(invoice => invoice.Number));
    }

    [Fact]
    public async Task Slices_AreOfBoundedLinesToo()
    {
        var rows = string.Join('\n', Enumerable.Range(1, 6).SelectMany(number => Enumerable.Range(0, 400).Select(line => Row("A ApS", $"{number}", $"Vare {line}"))));
        Assert.Equal(6, (await ImportAsync(rows)).Count);
        Assert.Equal([1, 1, 1, 1, 1, 1], await SaidAsync("invoices.imported"));
    }

    [Fact]
    public async Task CreditNote_BeforeTheInvoiceThatItCredits_IsTiedToIt_ThoughSlicesAreBetween()
    {
        await ImportAsync("A ApS;K1;Kreditnota;300;2026-01-03;Retur;50;25\n" + Rows(1, 300, _ => "A ApS"));
        var stored = await InvoicesAsync();
        Assert.Equal(stored["300"].Id, stored["K1"].CreditedInvoiceId);
    }

    [Fact]
    public async Task OthersWrite_BetweenTheSlices()
    {
        List<int> seen = [];
        var spy = new Handler(async (invoice, count) =>
        {
            if (count == 101)
            {
                // The first slice is committed: a reader of its own sees it, and not the second one.
                await using var db = database.Database.Read(database.Workspace);
                seen.Add(await db.Set<Invoice>().CountAsync());
            }
        });
        await ImportAsync(Rows(1, 250, _ => "A ApS"), spy);
        Assert.Equal([100], seen);
    }

    [Fact]
    public async Task BrokenOff_SaysHowFar_AndTheSameFilesBringTheRest_NeverTwice()
    {
        var fault = new Handler((_, count) => count == 401 ? throw new IOException("The disk is full.") : Task.CompletedTask);
        var file = await FileAsync(Rows(1, 450, number => $"Kunde {number % 7} ApS"));
        var importer = Importing.ImporterOf(database.Database, fault);

        var broken = Assert.IsType<ImportResult.BrokenOff>(
            await importer.ImportAsync(database.Owner, [file], await importer.PlanAsync(database.Owner, file), default));

        Assert.Equal((400, 450), (broken.Done, broken.Planned));
        Assert.Equal((ImportState.BrokenOff, 400, 450), StateOf(await OnlyAsync()));
        Assert.Equal(400, (await InvoicesAsync()).Count);

        var plan = await importer.PlanAsync(database.Owner, file);
        Assert.Equal((50, 400), (plan.Count(ImportFate.New), plan.Count(ImportFate.Known)));
        var rest = Assert.IsType<ImportResult.Imported>(await importer.ImportAsync(database.Owner, [file], plan, default, broken.Id));
        Assert.Equal((broken.Id, 50), (rest.Id, rest.Count));
        Assert.Equal((ImportState.Done, 450, 450), StateOf(await OnlyAsync()));
        Assert.Equal(450, (await InvoicesAsync()).Count);
        Assert.Equal(7, (await CustomersAsync()).Count);
    }

    [Fact]
    public async Task BrokenOffBeforeAnything_StoresNothing_AndThrows()
    {
        var fault = new Handler((_, _) => throw new IOException("The disk is full."));
        await Assert.ThrowsAsync<IOException>(() => ImportAsync(Rows(1, 3, _ => "A ApS"), fault));
        Assert.Empty(await Imports.LatestAsync(database.Workspace, 10, default));
    }

    [Fact]
    public async Task KilledWithTheProgram_ItIsBrokenOff_OnceItHasBeenSilent_AndCanBeUndone()
    {
        var id = (await ImportAsync(Rows(1, 3, _ => "A ApS"))).Id;
        // As the last committed slice leaves it.
        await database.Database.WriteAsync(database.Workspace, async (db, ct) =>
        {
            var import = await db.Set<InvoiceImport>().SingleAsync(ct);
            (import.State, import.Planned, import.SteppedAt) = (ImportState.Running, 100, clock.GetUtcNow());
        }, default);

        Assert.Equal(ImportState.Running, (await OnlyAsync()).StateAt(clock.GetUtcNow()));
        Assert.IsType<UndoImportResult.StillRunning>(await Imports.UndoAsync(database.Owner, id, default));
        clock.Advance(InvoiceImport.Silence + TimeSpan.FromSeconds(1));
        Assert.Equal(ImportState.BrokenOff, (await OnlyAsync()).StateAt(clock.GetUtcNow()));
        Assert.Equal(3, Assert.IsType<UndoImportResult.Undone>(await Imports.UndoAsync(database.Owner, id, default)).Invoices);
    }

    [Fact]
    public async Task SomethingChangedMeanwhile_ThatMakesAnotherPlanOfTheRest_BreaksItOff()
    {
        // Somebody writes an invoice of a number that the second slice has.
        var importer = Importing.ImporterOf(database.Database, Interrupting(200, () => CreateAsync("250")));
        var file = await FileAsync(Rows(1, 300, _ => "A ApS"));

        var result = await RunWithAsync(importer, file);

        Assert.Equal((200, 300), Assert.IsType<ImportResult.BrokenOff>(result) is var broken ? (broken.Done, broken.Planned) : default);
        var plan = await importer.PlanAsync(database.Owner, file);
        Assert.Equal(ImportQuestionKind.NumberInUse, Assert.Single(plan.Questions).Kind);
    }

    [Fact]
    public async Task SomethingChangedMeanwhile_ThatChangesNothingOfThePlan_IsNotNoticed()
    {
        var importer = Importing.ImporterOf(database.Database, Interrupting(200, () => CreateAsync("9999")));
        var file = await FileAsync(Rows(1, 300, number => $"Kunde {number % 3} ApS"));

        Assert.Equal(300, Assert.IsType<ImportResult.Imported>(await RunWithAsync(importer, file)).Count);
        Assert.Equal(301, (await InvoicesAsync()).Count);
        Assert.Equal(4, (await CustomersAsync()).Count);
        Assert.Equal((ImportState.Done, 300, 300), StateOf(await OnlyAsync()));
    }

    [Fact]
    public async Task SomethingChangedAfterEverySlice_DoesNotBreakItOff_AsLongAsItGetsOn()
    {
        List<Task> changes = [];
        var importer = Importing.ImporterOf(database.Database, new Handler((_, count) =>
        {
            if (count % 100 == 0)
                changes.Add(CreateAsync($"X{count}"));
            return Task.CompletedTask;
        }));

        var imported = Assert.IsType<ImportResult.Imported>(await RunWithAsync(importer, await FileAsync(Rows(1, 2200, _ => "A ApS"))));

        await Task.WhenAll(changes);
        Assert.Equal(2200, imported.Count);
        Assert.Equal(2222, (await InvoicesAsync()).Count);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(150)]
    [InlineData(300)]
    public async Task WhatIsDeletedWhileItRuns_DoesNotComeBack_AndBreaksNothingOff(int customers)
    {
        var importer = Importing.ImporterOf(database.Database, Interrupting(200, () => DeleteAsync("3")));
        var file = await FileAsync(Rows(1, 300, number => $"Kunde {number % customers} ApS"));

        Assert.Equal(300, Assert.IsType<ImportResult.Imported>(await RunWithAsync(importer, file)).Count);

        var stored = await InvoicesAsync();
        Assert.Equal((299, false), (stored.Count, stored.ContainsKey("3")));
        Assert.Equal((ImportState.Done, 300, 300), StateOf(await OnlyAsync()));
    }

    [Fact]
    public async Task ColumnsThatSomebodyElseChose_AfterThePlanWasSeen_ChangeThePlan()
    {
        var importer = Importing.ImporterOf(database.Database);
        var file = await Importing.FileAsync("fakturaer.csv", "Kunde;Nr;Ordre;Dag;Dag2;Vare;Pris;Moms\nA ApS;1;901;2026-01-02;2026-11-11;T;100;25\n");
        var templates = new ColumnTemplates(database.Database, clock);
        var asked = Assert.Single((await importer.PlanAsync(database.Owner, file)).Files).Columns!;
        await templates.SaveAsync(database.Owner, asked, ["Customer", "Number", null, "IssueDate", null, "Description", "UnitPrice", "VatRate"], default);
        var seen = await importer.PlanAsync(database.Owner, file);
        Assert.Equal("1", seen.Files[0].Invoices[0].Number);
        await templates.SaveAsync(database.Owner, asked, ["Customer", null, "Number", null, "IssueDate", "Description", "UnitPrice", "VatRate"], default);

        var changed = Assert.IsType<ImportResult.Changed>(await importer.ImportAsync(database.Owner, [file], seen, default));

        Assert.Equal("901", changed.Plan.Files[0].Invoices[0].Number);
        Assert.Empty(await InvoicesAsync());
    }

    [Fact]
    public async Task Undo_TakesBackInSlices_AndAsksTheKeeperForAllOfOneAtOnce()
    {
        var import = await ImportAsync(Rows(1, 450, number => $"Kunde {number} ApS") + "\nKunde 450 ApS;K1;Kreditnota;450;2026-01-03;Retur;50;25");
        var keeper = new Keeper();

        var undone = Assert.IsType<UndoImportResult.Undone>(await ImportsWith(keeper).UndoAsync(database.Owner, import.Id, default));

        Assert.Equal((451, 450, 0), (undone.Invoices, undone.Customers, undone.Kept.Count));
        Assert.All(keeper.Asked, count => Assert.InRange(count, 0, 100));
        Assert.Equal(451, keeper.Asked.Sum());
        Assert.All(await SaidAsync("import.undone"), count => Assert.InRange(count, 0, 100));
        Assert.Empty(await InvoicesAsync());
        Assert.Empty(await CustomersAsync());
        Assert.Empty(await Imports.LatestAsync(database.Workspace, 10, default));
    }

    [Fact]
    public async Task Undo_KeepsWhatStays_AcrossSlices()
    {
        var import = await ImportAsync(Rows(1, 250, number => $"Kunde {number} ApS") + "\nKunde 3 ApS;K1;Kreditnota;3;2026-01-03;Retur;50;25");
        var stored = await InvoicesAsync();
        var keeper = new Keeper(stored["K1"].Id, stored["240"].Id);

        var undone = Assert.IsType<UndoImportResult.Undone>(await ImportsWith(keeper).UndoAsync(database.Owner, import.Id, default));

        Assert.Equal(
            [("240", KeptReason.Pushed), ("3", KeptReason.Credited), ("K1", KeptReason.Pushed), ("Kunde 240 ApS", KeptReason.HasInvoices), ("Kunde 3 ApS", KeptReason.HasInvoices)],
            undone.Kept.Select(kept => (kept.Name, kept.Reason)).OrderBy(kept => kept.Name, StringComparer.Ordinal));
        Assert.Equal(["240", "3", "K1"], (await InvoicesAsync()).Keys.Order(StringComparer.Ordinal));
        Assert.Equal((3, 2), (await OnlyAsync()) is var left ? (left.Invoices, left.Customers) : default);
    }

    private InvoiceImports Imports => ImportsWith();

    private InvoiceImports ImportsWith(params IInvoiceKeeper[] keepers) =>
        new(database.Database, keepers, new(NullLogger<InvoiceFeed>.Instance), clock);

    private static (ImportState State, int Invoices, int Planned) StateOf(InvoiceImport import) => (import.State, import.Invoices, import.Planned);

    private static string Row(string customer, string number, string item = "T") => $"{customer};{number};;;2026-01-02;{item};100;25";

    private static string Rows(int first, int count, Func<int, string> customer) => string.Join(
        '\n', Enumerable.Range(first, count).Select(number => Row(customer(number), number.ToString(CultureInfo.InvariantCulture))));

    private static Task<ImportFile> FileAsync(string rows) => Importing.FileAsync("fakturaer.csv", Encoding.UTF8.GetBytes(Headings + rows));

    private async Task<ImportResult.Imported> ImportAsync(string rows, params IInvoiceSentHandler[] handlers)
    {
        var (importer, file) = (Importing.ImporterOf(database.Database, handlers), await FileAsync(rows));
        return Assert.IsType<ImportResult.Imported>(await RunWithAsync(importer, file));
    }

    private async Task<ImportResult> RunWithAsync(InvoiceImporter importer, ImportFile file) =>
        await importer.ImportAsync(database.Owner, [file], await importer.PlanAsync(database.Owner, file), default);

    /// <summary>Has somebody act once the writer is free after so many documents: whoever asked for it then is next.</summary>
    private static Handler Interrupting(int after, Func<Task> act)
    {
        var task = Task.CompletedTask;
        return new Handler((_, count) =>
        {
            if (count == after)
                task = act();
            return Task.CompletedTask;
        });
    }

    private Task CreateAsync(string number) => database.Database.WriteAsync(database.Owner, Core.Access.Permission.EditInvoices, async (db, ct) =>
    {
        var customer = new Customer { Id = Guid.CreateVersion7(), WorkspaceId = database.Workspace, Name = "Imens ApS", CreatedAt = clock.GetUtcNow(), UpdatedAt = clock.GetUtcNow() };
        customer.RefreshSearchText();
        var invoice = new Invoice
        {
            Id = Guid.CreateVersion7(), WorkspaceId = database.Workspace, Number = number, IssueDate = new(2026, 1, 2), OriginId = number,
            CreatedAt = clock.GetUtcNow(), UpdatedAt = clock.GetUtcNow(),
            Lines = [new() { Id = Guid.CreateVersion7(), Description = "Æbler", Quantity = 1, UnitPrice = 10, VatRate = 25 }],
        };
        invoice.SetCustomer(customer);
        invoice.Seal();
        db.AddRange(customer, invoice);
        db.Audit("invoice.created", nameof(Invoice), invoice.Id);
        await db.SaveChangesAsync(ct);
    }, default);

    private Task DeleteAsync(string number) => database.Database.WriteAsync(database.Owner, Core.Access.Permission.EditInvoices, async (db, ct) =>
    {
        var invoice = await db.Set<Invoice>().SingleAsync(i => i.Number == number, ct);
        db.Remove(invoice);
        db.Audit("invoice.deleted", nameof(Invoice), invoice.Id);
        await db.SaveChangesAsync(ct);
    }, default);

    private async Task<List<int>> SaidAsync(string action)
    {
        await using var db = database.Database.Read(database.Workspace);
        return await db.Set<AuditEntry>().Where(entry => entry.Action == action).OrderBy(entry => entry.Id).Select(entry => entry.Count ?? 0).ToListAsync();
    }

    private async Task<InvoiceImport> OnlyAsync() => Assert.Single(await Imports.LatestAsync(database.Workspace, 10, default));

    private async Task<Dictionary<string, Invoice>> InvoicesAsync()
    {
        await using var db = database.Database.Read(database.Workspace);
        return await db.Set<Invoice>().ToDictionaryAsync(invoice => invoice.Number);
    }

    private async Task<List<Customer>> CustomersAsync()
    {
        await using var db = database.Database.Read(database.Workspace);
        return await db.Set<Customer>().ToListAsync();
    }

    /// <summary>Hears of each document that is being stored, counted from 1.</summary>
    private sealed class Handler(Func<Invoice, int, Task> heard) : IInvoiceSentHandler
    {
        private int count;

        public Task InvoiceSentAsync(WorkspaceDbContext db, Invoice invoice, CancellationToken cancellationToken) => heard(invoice, ++count);
    }

    private sealed class Keeper(params Guid[] kept) : IInvoiceKeeper
    {
        public List<int> Asked { get; } = [];

        public Task RevisedAsync(WorkspaceDbContext db, Invoice invoice, CancellationToken cancellationToken) => Task.CompletedTask;

        public Task<IReadOnlySet<Guid>> MustStayAsync(WorkspaceDbContext db, IReadOnlyCollection<Guid> invoiceIds, CancellationToken cancellationToken)
        {
            Asked.Add(invoiceIds.Count);
            return Task.FromResult<IReadOnlySet<Guid>>(invoiceIds.Intersect(kept).ToHashSet());
        }

        public Task<IReadOnlySet<Guid>> BusyAsync(WorkspaceDbContext db, IReadOnlyCollection<Guid> invoiceIds, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlySet<Guid>>(new HashSet<Guid>());
    }
}
