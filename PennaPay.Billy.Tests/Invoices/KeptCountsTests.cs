using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Core.Push.History;
using PennaPay.Billy.Core.Push.Queue;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Records.Invoices.Lists;
using PennaPay.Billy.Tests.Push;
using PennaPay.Billy.Tests.Upgrade;
using PennaPay.Billy.Web.Sandbox.Engine;

namespace PennaPay.Billy.Tests.Invoices;

/// <summary>What lists show as counted is what counting comes to.</summary>
public sealed class KeptCountsTests
{
    private const string KeptInvoices =
        """SELECT "WorkspaceId", "CopyState", "Status", "Kind", "Origin", "HasCopy", "IsArchived", "Count" FROM "InvoiceCounts" WHERE "Count" <> 0 ORDER BY 1, 2, 3, 4, 5, 6, 7""";

    private const string CountedInvoices =
        """SELECT "WorkspaceId", "CopyState", "Status", "Kind", "Origin", "RemoteId" IS NOT NULL, "IsArchived", COUNT(*) FROM "Invoices" GROUP BY 1, 2, 3, 4, 5, 6, 7 ORDER BY 1, 2, 3, 4, 5, 6, 7""";

    private const string KeptOutcomes =
        """SELECT "WorkspaceId", "State", "Cause", "Count" FROM "OutcomeCounts" WHERE "Count" <> 0 ORDER BY 1, 2, 3""";

    private const string CountedOutcomes =
        """SELECT "WorkspaceId", "State", "Cause", COUNT(*) FROM "PushHistory" WHERE "IsOutcome" GROUP BY 1, 2, 3 ORDER BY 1, 2, 3""";

    [Fact]
    public async Task WhateverHappensToInvoices_TheCountsAreTrue()
    {
        await using var host = await PushHost.StartAsync();
        var file = new SqliteFile(host.DataDirectory);
        var customer = await host.AddCustomerAsync();
        var invoice = await host.AddInvoiceAsync(customer: customer, number: "1001");
        var draft = await host.AddInvoiceAsync(i => i.Status = InvoiceStatus.Draft, customer, "1002");
        var failing = await host.AddInvoiceAsync(customer: customer, number: "1003");
        await host.AddInvoiceAsync(i => (i.Kind, i.Origin) = (InvoiceKind.CreditNote, InvoiceOrigin.Csv), customer, "1004");
        AssertTrue(file);
        Assert.Equal(3, await host.Pusher.CountSentAsync(host.Workspace, null, default));

        await host.PushAsync(invoice);
        host.Plan(SandboxFaultKind.Invalid);
        await host.PushAsync(failing);
        AssertTrue(file);
        Assert.Equal(2, await host.Pusher.CountSentAsync(host.Workspace, null, default));

        await host.EditAsync(invoice.Id, i => i.Message = "Tak for ordren");
        AssertTrue(file);
        var batch = await host.Pusher.PushSentAsync(host.Owner, null, PushCause.Bulk, default);
        AssertTrue(file);
        await host.Get<PushBatches>().CancelAsync(host.Owner, batch.BatchId, default);
        AssertTrue(file);

        await host.Database.WriteAsync(
            host.Workspace, (db, ct) => db.Set<Invoice>().Where(i => i.Id == draft.Id).ExecuteUpdateAsync(set => set.SetProperty(i => i.Status, InvoiceStatus.Sent), ct), default);
        AssertTrue(file);
        await host.Database.WriteAsync(
            host.Workspace, (db, ct) => db.Set<Invoice>().Where(i => i.Id == draft.Id).ExecuteDeleteAsync(ct), default);
        AssertTrue(file);
        var counts = await host.Get<InvoiceList>().CountByStateAsync(host.Workspace, default);
        Assert.Equal(3, counts.Values.Sum());
        Assert.DoesNotContain(0, counts.Values);
    }

    [Fact]
    public async Task ChangeThatIsUndone_CountsForNothing()
    {
        await using var host = await PushHost.StartAsync();
        var invoice = await host.AddInvoiceAsync();

        await Assert.ThrowsAsync<NotSupportedException>(() => host.Database.WriteAsync(host.Workspace, async (db, ct) =>
        {
            await db.Set<Invoice>().Where(i => i.Id == invoice.Id).ExecuteDeleteAsync(ct);
            throw new NotSupportedException();
        }, default));

        AssertTrue(new SqliteFile(host.DataDirectory));
        Assert.Equal(1, await host.Pusher.CountSentAsync(host.Workspace, null, default));
    }

    [Fact]
    public async Task UpgradedDatabase_HasCountedWhatWasThere_AndGoesOn()
    {
        await using var old = await OldInstallation.OpenUpgradedAsync();
        var file = new SqliteFile(old.DataDirectory);
        AssertTrue(file);
        Assert.NotEmpty(file.Rows(KeptOutcomes));

        file.Run("""UPDATE "Invoices" SET "CopyState" = 6; DELETE FROM "PushHistory" WHERE "State" = 3;""");

        AssertTrue(file);
    }

    [Fact]
    public async Task HistoryFromEitherEnd_IsOneOrder()
    {
        await using var host = await PushHost.StartAsync();
        var customer = await host.AddCustomerAsync();
        for (var number = 1; number <= 7; number++)
            await host.PushAsync(await host.AddInvoiceAsync(customer: customer, number: $"{number}"));
        var history = host.Get<PushHistory>();

        var whole = await history.PageAsync(host.Workspace, new(), default);
        var pages = new List<long>();
        for (var skip = 0; skip < 7; skip += 2)
            pages.AddRange((await history.PageAsync(host.Workspace, new(Skip: skip, Take: 2), default)).Rows.Select(row => row.Id));

        Assert.Equal(["7", "6", "5", "4", "3", "2", "1"], whole.Rows.Select(row => row.InvoiceNumber));
        Assert.Equal(whole.Rows.Select(row => row.Id), pages);
        var beyond = await history.PageAsync(host.Workspace, new(Skip: 7), default);
        Assert.Equal((7, 0), (beyond.Total, beyond.Rows.Count));
        Assert.Equal(7, (await history.PageAsync(host.Workspace, new(State: PushState.Succeeded, Cause: PushCause.Manual), default)).Total);
        Assert.Equal(0, (await history.PageAsync(host.Workspace, new(Cause: PushCause.AutoPush), default)).Total);
    }

    [Fact]
    public async Task Counts_AreOfOneWorkspace()
    {
        await using var host = await PushHost.StartAsync();
        await host.AddInvoiceAsync();
        Assert.Empty(await host.Get<InvoiceList>().CountByStateAsync(Core.Access.WorkspaceId.New(), default));
    }

    private static void AssertTrue(SqliteFile file)
    {
        Assert.Equal(file.Rows(CountedInvoices), file.Rows(KeptInvoices));
        Assert.Equal(file.Rows(CountedOutcomes), file.Rows(KeptOutcomes));
        Assert.Equal(
            file.Rows("""SELECT "WorkspaceId", "CustomerId", COUNT(*) FROM "Invoices" GROUP BY 1, 2 ORDER BY 1, 2"""),
            file.Rows("""SELECT "WorkspaceId", "CustomerId", "Count" FROM "CustomerInvoiceCounts" WHERE "Count" <> 0 ORDER BY 1, 2"""));
    }
}
