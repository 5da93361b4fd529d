using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Core.Push.Decisions;
using PennaPay.Billy.Core.Push.Ledger;
using PennaPay.Billy.Core.Push.Queue;
using PennaPay.Billy.Core.Push.Reconciling;
using PennaPay.Billy.Core.Push.Strays;
using PennaPay.Billy.Core.Push.Targets;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Systems.Billy;
using PennaPay.Billy.Tests.Push;

namespace PennaPay.Billy.Tests.Access;

/// <summary>The operations that push, and that decide what becomes of pushes.</summary>
internal static class PushOperations
{
    public static IEnumerable<Operation> All =>
    [
        new("InvoicePusher.PushAsync", "one", Permission.Push, async (host, _) =>
        {
            var invoice = await ConnectedWithInvoiceAsync(host);
            return async actor =>
            {
                Assert.IsType<QueueResult.Queued>(await host.Pusher.PushAsync(actor, invoice.Id, PushCause.Manual, default));
                return [new("invoice.pushed", nameof(Invoice), invoice.Id)];
            };
        }),
        Many("InvoicePusher.PushManyAsync", (pusher, actor, ids) => pusher.PushManyAsync(actor, ids, PushCause.Manual, default)),
        Many("InvoicePusher.PushMatchingAsync", (pusher, actor, _) => pusher.PushMatchingAsync(actor, new(), PushCause.Manual, default)),
        Many("InvoicePusher.PushSentAsync", (pusher, actor, _) => pusher.PushSentAsync(actor, null, PushCause.Manual, default)),
        new("PushBatches.CancelAsync", "cancel", Permission.Push, async (host, owner) =>
        {
            var invoice = await ConnectedWithInvoiceAsync(host);
            var batch = await host.Pusher.PushManyAsync(owner, [invoice.Id], PushCause.Manual, default);
            return async actor =>
            {
                Assert.Equal(1, await host.Get<PushBatches>().CancelAsync(actor, batch.BatchId, default));
                return [new("pushes.cancelled", nameof(LedgerEntry), Count: 1)];
            };
        }),
        Decision("AdoptAsync", "push.adopted", DoubtfulAsync, (host, actor, push) => host.Get<PushDecisions>().AdoptAsync(
            actor, push.Id, Assert.Single(host.Billy.Invoices(host.Token)).GetProperty("id").GetString()!, default)),
        Decision("SendAgainAsync", "push.sent_again", DoubtfulAndGoneAsync, (host, actor, push) =>
            host.Get<PushDecisions>().SendAgainAsync(actor, push.Id, default)),
        Decision("DeleteNewerAsync", "push.adopted", TwiceAsync, (host, actor, push) =>
            host.Get<PushDecisions>().DeleteNewerAsync(actor, push.Id, default)),
        new("ReconcileReports.SeeAsync", "see", Permission.DecidePushes, async (host, _) =>
        {
            await UnknownDocumentAsync(host);
            return async actor =>
            {
                await host.Get<ReconcileReports>().SeeAsync(actor, default);
                Assert.Null(await host.Get<ReconcileReports>().UnseenAsync(host.Workspace, default));
                return [new("documents.seen", nameof(StrayDocument), Count: 1)];
            };
        }),
        Decision("GiveUpAsync", "push.given_up", DoubtfulAsync, (host, actor, push) =>
            host.Get<PushDecisions>().GiveUpAsync(actor, push.Id, default)),
        Decision("CancelAsync", "push.cancelled", QueuedAsync, (host, actor, push) =>
            host.Get<PushDecisions>().CancelAsync(actor, push.InvoiceId, default)),
        Decision("UndoAsync", "push.undone", PushedAsync, (host, actor, push) =>
            host.Get<PushDecisions>().UndoAsync(actor, push.InvoiceId, default)),
        Decision("UndoPushAsync", "push.undone", PushedAsync, (host, actor, push) =>
            host.Get<PushDecisions>().UndoPushAsync(actor, push.Id, default)),
        Decision("ForgetMissingAsync", "push.undone", PushedAndGoneAsync, (host, actor, push) =>
            host.Get<PushDecisions>().ForgetMissingAsync(actor, push.InvoiceId, default)),
    ];

    internal static async Task<Invoice> ConnectedWithInvoiceAsync(PushHost host)
    {
        await host.ConnectAsync(host.Token);
        return await host.AddInvoiceAsync();
    }

    private static Operation Many(
        string method, Func<InvoicePusher, Actor, IReadOnlyCollection<Guid>, Task<BulkQueueResult>> push) =>
        new(method, "several", Permission.Push, async (host, _) =>
        {
            var first = await ConnectedWithInvoiceAsync(host);
            var second = await host.AddInvoiceAsync(number: "1002");
            return async actor =>
            {
                Assert.Equal(2, (await push(host.Pusher, actor, [first.Id, second.Id])).Queued);
                return [new("invoices.pushed", nameof(Invoice), Count: 2)];
            };
        });

    private static Operation Decision(
        string method, string action, Func<PushHost, Task<LedgerEntry>> prepare,
        Func<PushHost, Actor, LedgerEntry, Task<DecisionResult>> decide) =>
        new($"PushDecisions.{method}", "decide", Permission.DecidePushes, async (host, _) =>
        {
            var push = await prepare(host);
            return async actor =>
            {
                Assert.Equal(new DecisionResult.Done(), await decide(host, actor, push));
                return [new(action, nameof(LedgerEntry), push.Id)];
            };
        });

    private static async Task<LedgerEntry> QueuedAsync(PushHost host)
    {
        await host.QueueAsync(await ConnectedWithInvoiceAsync(host));
        return (await host.EntriesAsync()).Single();
    }

    private static async Task<LedgerEntry> PushedAsync(PushHost host) => await host.PushAsync(await ConnectedWithInvoiceAsync(host));

    private static async Task<LedgerEntry> PushedAndGoneAsync(PushHost host)
    {
        var push = await PushedAsync(host);
        host.Billy.Delete(host.Token, push.RemoteId!);
        return push;
    }

    private static async Task<LedgerEntry> TwiceAsync(PushHost host)
    {
        var push = await PushedAsync(host);
        await host.MakeTwinAsync(push);
        host.Clock.Advance(TimeSpan.FromHours(1));
        await host.Get<Aftercare>().RunAsync(host.Queue, default);
        return await host.EntryAsync(push.Id);
    }

    private static async Task UnknownDocumentAsync(PushHost host)
    {
        var invoice = await ConnectedWithInvoiceAsync(host);
        var copy = host.CopyDatabase(withLog: true);
        await host.PushAsync(await host.AddInvoiceAsync(number: "unknown"));
        await host.PutBackAsync(copy);
        await host.PushAsync(invoice);
    }

    private static async Task<LedgerEntry> DoubtfulAsync(PushHost host) =>
        await host.PushDoubtfullyAsync(await ConnectedWithInvoiceAsync(host));

    private static async Task<LedgerEntry> DoubtfulAndGoneAsync(PushHost host)
    {
        var push = await DoubtfulAsync(host);
        host.Billy.Delete(host.Token, Assert.Single(host.Billy.Invoices(host.Token)).GetProperty("id").GetString()!);
        host.Clock.Advance(host.Get<PushTargets>().Of(BillySystem.SystemId).Traits.SettleTime);
        return push;
    }
}
