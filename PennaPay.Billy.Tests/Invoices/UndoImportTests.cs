using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Push.Queue;
using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Records.Invoices.Editing;
using PennaPay.Billy.Core.Records.Invoices.Import;
using PennaPay.Billy.Core.Records.Invoices.Import.Undoing;
using PennaPay.Billy.Core.Records.Payments;
using PennaPay.Billy.Tests.Push;
using PennaPay.Billy.Tests.Support;

namespace PennaPay.Billy.Tests.Invoices;

public sealed class UndoImportTests : IAsyncLifetime
{
    private const string Headings = "Kunde;CVR;Fakturanr;Type;Krediterer;Dato;Vare;Pris;Moms\n";

    private static readonly string[] Names = ["Pushed", "Edited", "Paid", "Credited", "Gone"];

    private PushHost host = null!;

    private InvoiceImporter Importer => host.Get<InvoiceImporter>();

    private InvoiceImports Imports => host.Get<InvoiceImports>();

    public async Task InitializeAsync() => host = await PushHost.StartAsync();

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Fact]
    public async Task Undo_LeavesNothing()
    {
        await ImportAsync("Ærø ApS;31119103;1;;;2026-01-02;T;100;25");
        var before = await RowsAsync();

        var import = await ImportAsync(
            "Ærø ApS;31119103;2;;;2026-01-02;T;100;25\nNy ApS;35408002;3;;;2026-01-02;T;100;25\nNy ApS;35408002;4;Kreditnota;3;2026-01-03;T;50;25");
        Assert.NotEqual(before, await RowsAsync());
        var undone = Assert.IsType<UndoImportResult.Undone>(await UndoAsync(import));

        Assert.Equal((3, 1, 0), (undone.Invoices, undone.Customers, undone.Kept.Count));
        Assert.Equal(before, await RowsAsync());
        Assert.IsType<UndoImportResult.NotFound>(await UndoAsync(import));
        // What was taken back can come again.
        await ImportAsync("Ny ApS;35408002;3;;;2026-01-02;T;100;25");
    }

    [Fact]
    public async Task Latest_SaysWhoWhenAndWhat()
    {
        var import = await ImportAsync("Ærø ApS;31119103;1;;;2026-01-02;T;100;25\nNy ApS;35408002;2;;;2026-01-02;T;100;25");
        var latest = Assert.Single(await Imports.LatestAsync(host.Workspace, 10, default));
        Assert.Equal(
            (import, PushHost.By, host.Clock.GetUtcNow(), 1, 2, 2, null),
            (latest.Id, latest.StartedBy, latest.At, latest.FileCount, latest.Invoices, latest.Customers, latest.UndoneAt));
        Assert.Equal(["fakturaer.csv"], latest.FileNames);
        Assert.Empty(await Imports.LatestAsync(new(Guid.NewGuid()), 10, default));
    }

    [Fact]
    public async Task Undo_KeepsWhatWasPushedEditedPaidOrCredited_AndSaysWhy()
    {
        var import = await ImportAsync(string.Join('\n', Names.Select((name, at) => $"{name} ApS;;{at + 1};;;2026-01-02;T;100;25")));
        var invoices = await InvoicesAsync();
        Assert.IsType<QueueResult.Queued>(await host.QueueAsync(invoices["1"]));
        await EditAsync(invoices["2"].Id);
        await host.Database.WriteAsync(host.Workspace, (db, _) =>
        {
            db.Add(new Payment
            {
                Id = Guid.CreateVersion7(), WorkspaceId = host.Workspace, InvoiceId = invoices["3"].Id, Day = new(2026, 1, 5), Amount = 125, Currency = "DKK",
                Origin = InvoiceOrigin.Csv, OriginId = "1",
            });
            return Task.CompletedTask;
        }, default);
        await ImportAsync("Credited ApS;;9;Kreditnota;4;2026-01-03;T;50;25");

        var undone = Assert.IsType<UndoImportResult.Undone>(await UndoAsync(import));

        Assert.Equal((1, 1), (undone.Invoices, undone.Customers));
        Assert.Equal(
            [
                ("1", KeptReason.Pushed), ("2", KeptReason.Edited), ("3", KeptReason.Paid), ("4", KeptReason.Credited),
                ("Credited ApS", KeptReason.HasInvoices), ("Edited ApS", KeptReason.HasInvoices), ("Paid ApS", KeptReason.HasInvoices), ("Pushed ApS", KeptReason.HasInvoices),
            ],
            undone.Kept.Select(kept => (kept.Name, kept.Reason)).Order());
        Assert.Equal(["1", "2", "3", "4", "9"], (await InvoicesAsync()).Keys.Order());
        var left = (await Imports.LatestAsync(host.Workspace, 10, default)).Single(latest => latest.Id == import);
        Assert.Equal((4, 4, host.Clock.GetUtcNow()), (left.Invoices, left.Customers, left.UndoneAt!.Value));
    }

    [Fact]
    public async Task Undo_KeepsACustomerThatWasEdited_OrThatOthersUse()
    {
        var import = await ImportAsync("Ret ApS;31119103;1;;;2026-01-02;T;100;25\nDel ApS;35408002;2;;;2026-01-02;T;100;25");
        await ImportAsync("Del ApS;35408002;3;;;2026-01-02;T;100;25");
        var customers = await CustomersAsync();
        var form = CustomerForm.From(customers["Ret ApS"]);
        form.City = "Marstal";
        Assert.IsType<SaveResult.Saved>(await host.Get<CustomerEditor>().SaveAsync(host.Owner, form, default));

        var undone = Assert.IsType<UndoImportResult.Undone>(await UndoAsync(import));

        Assert.Equal((2, 0), (undone.Invoices, undone.Customers));
        Assert.Equal([("Del ApS", KeptReason.HasInvoices), ("Ret ApS", KeptReason.Edited)], undone.Kept.Select(kept => (kept.Name, kept.Reason)).Order());
    }

    private async Task<Guid> ImportAsync(string rows)
    {
        var file = await Importing.FileAsync("fakturaer.csv", Headings + rows);
        return Assert.IsType<ImportResult.Imported>(
            await Importer.ImportAsync(host.Owner, [file], await Importer.PlanAsync(host.Owner, file), default)).Id;
    }

    private Task<UndoImportResult> UndoAsync(Guid import) => Imports.UndoAsync(host.Owner, import, default);

    private async Task EditAsync(Guid id)
    {
        var form = InvoiceForm.From(await host.InvoiceAsync(id));
        form.Message = "Tak";
        Assert.IsType<SaveResult.Saved>(await host.Get<InvoiceEditor>().SaveAsync(host.Owner, form, default));
    }

    private async Task<Dictionary<string, Invoice>> InvoicesAsync()
    {
        await using var db = host.Database.Read(host.Workspace);
        return await db.Set<Invoice>().ToDictionaryAsync(invoice => invoice.Number);
    }

    private async Task<Dictionary<string, Customer>> CustomersAsync()
    {
        await using var db = host.Database.Read(host.Workspace);
        return await db.Set<Customer>().ToDictionaryAsync(customer => customer.Name);
    }

    // The audit keeps what happened, the index of a search is a table of its own making, and triggers leave counts of none.
    private async Task<List<string>> RowsAsync() =>
        [.. (await DatabaseDump.OfAsync(host.Database)).Where(row => row.Split(':')[0] is var table
            && table != "AuditEntries" && !table.Contains("Search", StringComparison.Ordinal)
            && !(table.EndsWith("Counts", StringComparison.Ordinal) && row.EndsWith(" | 0", StringComparison.Ordinal)))];
}
