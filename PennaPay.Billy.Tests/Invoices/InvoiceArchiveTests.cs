using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Access.Refusals;
using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Core.Push.Plans;
using PennaPay.Billy.Core.Push.Queue;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Records.Invoices.Editing;
using PennaPay.Billy.Core.Records.Invoices.Lists;
using PennaPay.Billy.Core.Systems.Billy.Settings;
using PennaPay.Billy.Tests.Push;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Tests.Upgrade;

namespace PennaPay.Billy.Tests.Invoices;

public sealed class InvoiceArchiveTests : IAsyncLifetime
{
    private PushHost host = null!;

    private InvoiceArchive Archive => host.Get<InvoiceArchive>();

    private InvoiceList List => host.Get<InvoiceList>();

    public async Task InitializeAsync() => host = await PushHost.StartAsync();

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Fact]
    public async Task Archived_IsInNoListAndNoCount_ButInTheArchive_UntilItIsRestored()
    {
        var customer = await host.AddCustomerAsync();
        var (aside, left) = (await host.AddInvoiceAsync(customer: customer, number: "1"), await host.AddInvoiceAsync(customer: customer, number: "2"));
        var before = await SeenAsync();

        Assert.Equal(ArchiveResult.Done, await Archive.ArchiveAsync(host.Owner, aside.Id, default));

        Assert.Equal(
            (1, left.Id, 1, 1, 1),
            await SeenAsync() is var seen ? (seen.Total, seen.First, seen.Counted, seen.Sent, await List.CountArchivedAsync(host.Workspace, default)) : default);
        var archive = await List.PageAsync(host.Workspace, new(IsArchived: true), default);
        Assert.Equal((1, aside.Id), (archive.Total, archive.Rows[0].Id));
        Assert.Equal([left.Id], await host.Pusher.SentIdsAsync(host.Workspace, null, default));
        // A search finds what is in the list that it searches.
        Assert.Equal(1, (await List.PageAsync(host.Workspace, new(Search: "nordlys"), default)).Total);

        Assert.Equal(ArchiveResult.Done, await Archive.RestoreAsync(host.Owner, aside.Id, default));
        Assert.Equal(before, await SeenAsync());
    }

    [Fact]
    public async Task Archived_IsPushedByNoWay()
    {
        var invoice = await host.AddInvoiceAsync();
        var draft = await host.AddInvoiceAsync(i => i.Status = InvoiceStatus.Draft, number: "1043");
        Assert.Equal(ArchiveResult.Done, await Archive.ArchiveAsync(host.Owner, invoice.Id, default));
        Assert.Equal(ArchiveResult.Done, await Archive.ArchiveAsync(host.Owner, draft.Id, default));

        Assert.Equal(FailureCodes.InvoiceArchived, Assert.IsType<QueueResult.Refused>(await host.QueueAsync(invoice)).Failure.Code);
        var bulk = await host.Pusher.PushManyAsync(host.Owner, [invoice.Id], PushCause.Bulk, default);
        Assert.Equal((0, 1, FailureCodes.InvoiceArchived), (bulk.Queued, bulk.Refused, bulk.Failure?.Code));
        Assert.Equal(0, (await host.Pusher.PushSentAsync(host.Owner, null, PushCause.Bulk, default)).Queued);
        Assert.Equal(0, (await host.Pusher.PushMatchingAsync(host.Owner, new(), PushCause.Bulk, default)).Queued);
        var plan = Assert.IsType<PushPlanResult.Planned>(await host.Get<PushPlans>().MakeAsync(host.Workspace, [invoice.Id], default)).Plan;
        Assert.Empty(plan.Invoices);
        await host.Get<BillySettingsEditor>().SaveAsync(host.Owner, new BillySettings(null, AutoPush: true, new(2026, 1, 1)), default);
        await host.Get<InvoiceEditor>().MarkAsSentAsync(host.Owner, draft.Id, default);
        Assert.Empty(await host.EntriesAsync());
    }

    [Fact]
    public async Task Invoice_OfWhichAPushIsUnderWayOrUndecided_IsNotArchived()
    {
        var (waiting, undecided) = (await host.AddInvoiceAsync(number: "1"), await host.AddInvoiceAsync(number: "2"));
        await host.PushDoubtfullyAsync(undecided);
        Assert.IsType<QueueResult.Queued>(await host.QueueAsync(waiting));

        Assert.Equal(ArchiveResult.Busy, await Archive.ArchiveAsync(host.Owner, waiting.Id, default));
        Assert.Equal(ArchiveResult.Busy, await Archive.ArchiveAsync(host.Owner, undecided.Id, default));

        await host.DrainAsync();
        Assert.Equal(ArchiveResult.Done, await Archive.ArchiveAsync(host.Owner, waiting.Id, default));
        Assert.Equal(CopyState.Present, (await host.InvoiceAsync(waiting.Id)).CopyState);
    }

    [Fact]
    public async Task Archiving_TellsOpenPages_AndKeepsTheFormsVersion()
    {
        var invoice = await host.AddInvoiceAsync();
        var told = new TaskCompletionSource();
        using var heard = host.Get<InvoiceFeed>().Subscribe(host.Workspace, _ =>
        {
            told.TrySetResult();
            return Task.CompletedTask;
        });
        var form = InvoiceForm.From(await host.InvoiceAsync(invoice.Id));

        await Archive.ArchiveAsync(host.Owner, invoice.Id, default);

        await told.Task.WaitAsync(PageHost.Patience);
        form.Message = "Tak";
        Assert.IsType<SaveResult.Saved>(await host.Get<InvoiceEditor>().SaveAsync(host.Owner, form, default));
        Assert.True((await host.InvoiceAsync(invoice.Id)).IsArchived);
    }

    [Fact]
    public async Task Invoice_OfAnotherWorkspace_IsNotFound_AndAViewerMayNot()
    {
        var invoice = await host.AddInvoiceAsync();
        Assert.Equal(ArchiveResult.NotFound, await Archive.ArchiveAsync(TestActors.OwnerOf(WorkspaceId.New()), invoice.Id, default));
        await Assert.ThrowsAsync<NotPermittedException>(() => Archive.ArchiveAsync(TestActors.PersonOf(host.Workspace, Role.Viewer), invoice.Id, default));
        Assert.False((await host.InvoiceAsync(invoice.Id)).IsArchived);
    }

    [Fact]
    public async Task Deleting_IsForeseen_AndRefusedForWhatIsElsewhereOrCredited()
    {
        var editor = host.Get<InvoiceEditor>();
        var (free, pushed, credited) = (
            await host.AddInvoiceAsync(number: "1"), await host.AddInvoiceAsync(number: "2"), await host.AddInvoiceAsync(number: "3"));
        await host.PushAsync(pushed);
        await host.AddInvoiceAsync(note => (note.Kind, note.CreditedInvoiceId, note.CreditedInvoiceNumber) = (InvoiceKind.CreditNote, credited.Id, "3"), number: "4");

        foreach (var (invoice, expected) in new[]
                 {
                     (pushed, DeleteInvoiceResult.Present), (credited, DeleteInvoiceResult.Credited), (free, DeleteInvoiceResult.Deleted),
                 })
        {
            Assert.Equal(expected, await editor.ForeseeDeletingAsync(host.Workspace, invoice.Id, default));
            Assert.Equal(expected, await editor.DeleteAsync(host.Owner, invoice.Id, default));
        }

        Assert.Equal(["2", "3", "4"], (await List.PageAsync(host.Workspace, new(Sort: InvoiceSort.Number, Descending: false), default)).Rows.Select(row => row.Number));
    }

    [Fact]
    public async Task KeptCounts_FollowTheArchive()
    {
        var invoice = await host.AddInvoiceAsync();
        await Archive.ArchiveAsync(host.Owner, invoice.Id, default);
        Assert.Equal(
            ["1|1"], new SqliteFile(host.DataDirectory).Rows("""SELECT "IsArchived", "Count" FROM "InvoiceCounts" WHERE "Count" <> 0"""));
    }

    private async Task<(int Total, Guid First, int Counted, int Sent)> SeenAsync()
    {
        var page = await List.PageAsync(host.Workspace, new(Sort: InvoiceSort.Number), default);
        return (
            page.Total, page.Rows[0].Id, (await List.CountByStateAsync(host.Workspace, default)).Values.Sum(),
            await host.Pusher.CountSentAsync(host.Workspace, null, default));
    }
}
