#if CRASH_POINTS
using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Records.Invoices.Import;
using PennaPay.Billy.Core.Records.Invoices.Import.Planning;
using PennaPay.Billy.Core.Records.Invoices.Import.Undoing;
using PennaPay.Billy.Tests.Support;

namespace PennaPay.Billy.Tests.Push.Crash;

/// <summary>A program is killed in the middle of an import. The next one says so, goes on without bringing a row twice, and takes all of it back.</summary>
public sealed class ImportCrashTests
{
    private const int Rows = 450;

    [Theory]
    [InlineData(1, true)]
    [InlineData(3, true)]
    [InlineData(1, false)]
    [InlineData(3, false)]
    [Trait("Category", "Crash")]
    public async Task Import_KilledAfterASlice_IsBrokenOff_GoesOn_AndIsUndone(int slices, bool underTheSameImport)
    {
        await using var host = await PushHost.StartAsync(connected: false);
        var file = await CrashingChild.ImportFileAsync(Rows);

        await CrashMatrixTests.RunChildAsync(host, Guid.Empty, $"import.after-slice#{slices}", $"{CrashingChild.Import}:{Rows}");

        await host.RestartAsync();
        var import = Assert.Single(await LatestAsync(host));
        Assert.Equal((slices * 100, Rows, ImportState.Running), (import.Invoices, import.Planned, import.StateAt(host.Clock.GetUtcNow())));
        host.Clock.Advance(InvoiceImport.Silence + TimeSpan.FromSeconds(1));
        Assert.Equal(ImportState.BrokenOff, import.StateAt(host.Clock.GetUtcNow()));
        Assert.Equal(slices * 100, (await InvoicesAsync(host)).Count);

        var importer = host.Get<InvoiceImporter>();
        var plan = await importer.PlanAsync(host.Owner, file);
        Assert.Equal((Rows - slices * 100, slices * 100), (plan.Count(ImportFate.New), plan.Count(ImportFate.Known)));
        var rest = Assert.IsType<ImportResult.Imported>(
            await importer.ImportAsync(host.Owner, [file], plan, default, underTheSameImport ? import.Id : null));
        Assert.Equal(Rows - slices * 100, rest.Count);
        Assert.Equal(
            Enumerable.Range(1, Rows).Select(number => $"{number}").Order(), (await InvoicesAsync(host)).Select(invoice => invoice.Number).Order());
        var imports = await LatestAsync(host);
        Assert.Equal(underTheSameImport ? 1 : 2, imports.Count);
        Assert.Equal((ImportState.Done, rest.Id), (imports[0].State, imports[0].Id));

        foreach (var one in imports)
            Assert.Empty(Assert.IsType<UndoImportResult.Undone>(await host.Get<InvoiceImports>().UndoAsync(host.Owner, one.Id, default)).Kept);
        Assert.Empty(await InvoicesAsync(host));
        Assert.Empty(await LatestAsync(host));
        await using var db = host.Database.Read(host.Workspace);
        Assert.Empty(await db.Set<Customer>().ToListAsync());
    }

    [Fact]
    [Trait("Category", "Crash")]
    public async Task Import_KilledAfterASlice_IsUndoneAsItStands()
    {
        await using var host = await PushHost.StartAsync(connected: false);

        await CrashMatrixTests.RunChildAsync(host, Guid.Empty, "import.after-slice#2", $"{CrashingChild.Import}:{Rows}");

        await host.RestartAsync();
        var import = Assert.Single(await LatestAsync(host));
        Assert.IsType<UndoImportResult.StillRunning>(await host.Get<InvoiceImports>().UndoAsync(host.Owner, import.Id, default));
        host.Clock.Advance(InvoiceImport.Silence + TimeSpan.FromSeconds(1));
        var undone = Assert.IsType<UndoImportResult.Undone>(await host.Get<InvoiceImports>().UndoAsync(host.Owner, import.Id, default));
        Assert.Equal((200, 7, 0), (undone.Invoices, undone.Customers, undone.Kept.Count));
        Assert.Empty(await InvoicesAsync(host));
        Assert.Empty(await LatestAsync(host));
    }

    private static Task<IReadOnlyList<InvoiceImport>> LatestAsync(PushHost host) => host.Get<InvoiceImports>().LatestAsync(host.Workspace, 10, default);

    private static async Task<List<Invoice>> InvoicesAsync(PushHost host)
    {
        await using var db = host.Database.Read(host.Workspace);
        return await db.Set<Invoice>().ToListAsync();
    }
}
#endif
