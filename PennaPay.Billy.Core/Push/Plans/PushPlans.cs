using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Links;
using PennaPay.Billy.Core.Push.Ledger;
using PennaPay.Billy.Core.Push.Queue;
using PennaPay.Billy.Core.Push.Targets;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Storage;

namespace PennaPay.Billy.Core.Push.Plans;

/// <summary>
/// Says what pushing many invoices would come to, without queueing anything. A set costs the same few queries however many
/// invoices are in it. <see cref="InvoicePusher"/> judges each anew when they are queued.
/// </summary>
public sealed class PushPlans(Database database, ConnectionOpener opener, PushTargets targets, TakenInvoices taken, TimeProvider time)
{
    /// <summary>Plans a push into a connection: the one that lists are about, unless another is named. The other system is not asked.</summary>
    public async Task<PushPlanResult> MakeAsync(WorkspaceId workspace, IReadOnlyCollection<Guid> invoiceIds, CancellationToken cancellationToken, Guid? into = null)
    {
        var (opened, refusal) = into is { } named
            ? await opener.OpenAsync(workspace, named, cancellationToken)
            : await opener.OpenListedAsync(workspace, cancellationToken);
        if (opened is null)
            return new PushPlanResult.Refused(refusal!);

        var connection = opened.Connection;
        await using var db = database.Read(workspace);
        var asked = await ReadAsync(db, connection.Id, invoiceIds, cancellationToken);
        var going = asked.Where(invoice => invoice.State.CanBePushed()).ToList();
        // What the books have, and what somebody changed or deleted over there, is not pushed over in a heap.
        var there = asked.Count(invoice => !invoice.State.CanBePushed() && invoice.State is not (CopyState.Waiting or CopyState.Sending));
        var waiting = await db.Set<LedgerEntry>().CountAsync(
            push => push.ConnectionId == connection.Id && PushStates.Open.Contains(push.State), cancellationToken);
        var notTaken = await taken.RefusalsAsync(
            db, connection, going.Select(invoice => (invoice.Id, new InvoiceOrigin(invoice.Origin))), cancellationToken);
        return new PushPlanResult.Planned(new(
            connection.Id,
            connection.AccountName,
            connection.UsesSandbox,
            [.. going.Select(invoice => invoice.Id)],
            there,
            asked.Count - there - going.Count,
            SumsOf(going),
            StopsOf(going, notTaken),
            waiting + RequestsOf(going),
            opened.Access.Profile.RequestsPerSecond,
            connection.PauseAt(time.GetUtcNow())));
    }

    /// <summary>Holds a plan against the books of the other system, which are read at most once for all of it.</summary>
    public async Task<PlanCheck> CheckAsync(WorkspaceId workspace, PushPlan plan, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var (opened, refusal) = await opener.OpenAsync(workspace, plan.Connection, cancellationToken);
        if (opened is null)
            return new(plan.Stops, refusal);
        try
        {
            var foreseen = await targets.Of(opened.Connection.System).ForeseeAsync(opened.Urgently(), plan.Invoices, cancellationToken);
            return new(PlannedStop.Group([
                .. plan.Stops.SelectMany(stop => stop.Invoices, (stop, invoice) => (invoice, stop.Failure)),
                .. foreseen.Select(stop => (new StoppedInvoice(stop.InvoiceId, stop.Number), stop.Failure)),
            ]));
        }
        catch (ApiException failure)
        {
            return new(plan.Stops, ApiFailures.DescribeRead(failure));
        }
    }

    private static Task<List<PlannedInvoice>> ReadAsync(
        WorkspaceDbContext db, Guid connection, IReadOnlyCollection<Guid> invoiceIds, CancellationToken cancellationToken)
    {
        var workspace = db.Workspace.Value;
        // CROSS JOIN: the asked ones come first and in their order, whatever the planner thinks.
        return db.Database.SqlQuery<PlannedInvoice>(Sql.Of($"""
            SELECT i."Id", i."Number", i."Kind", i."Currency", i."Origin", i."CustomerId", i."Gross",
                COALESCE(c."State", {(int)CopyState.NotPushed}) AS "State", c."RemoteId" IS NOT NULL AS "HasDocument",
                l."RemoteId" IS NOT NULL AS "IsPartyKnown"
            FROM {Sqlite.Ids(invoiceIds.Distinct())} AS asked
            CROSS JOIN "Invoices" AS i ON i."Id" = asked."Id"
            LEFT JOIN "InvoiceCopies" AS c ON c."InvoiceId" = i."Id" AND c."ConnectionId" = {connection}
            LEFT JOIN "RecordLinks" AS l ON l."WorkspaceId" = i."WorkspaceId" AND l."ConnectionId" = {connection}
                AND l."Kind" = {(int)RecordKind.Contact} AND l."LocalId" = i."CustomerId"
            WHERE i."WorkspaceId" = {workspace} AND NOT i."IsArchived"
            ORDER BY asked."Position"
            """)).ToListAsync(cancellationToken);
    }

    private static List<CurrencySum> SumsOf(IEnumerable<PlannedInvoice> invoices) =>
    [
        .. invoices.GroupBy(invoice => invoice.Currency)
            .Select(alike => new CurrencySum(
                alike.Key, alike.Sum(invoice => invoice.Kind == InvoiceKind.CreditNote ? -invoice.Gross : invoice.Gross) / 100m))
            .OrderByDescending(sum => sum.Gross),
    ];

    // As QueueRules has it; without what depends on every earlier push of the invoice.
    private static IReadOnlyList<PlannedStop> StopsOf(IEnumerable<PlannedInvoice> invoices, IReadOnlyDictionary<Guid, Failure> notTaken) =>
        PlannedStop.Group(invoices.Select(invoice => (invoice.AsStopped(), Failure: invoice switch
        {
            { State: CopyState.NeedsAttention } => new Failure(FailureCodes.OutcomeUnknown),
            _ => notTaken.GetValueOrDefault(invoice.Id),
        })).Where(stop => stop.Failure is not null).Select(stop => (stop.Item1, stop.Failure!)));

    // One document each; what it replaces is looked at and deleted before; who is not known there is made known once.
    private static int RequestsOf(List<PlannedInvoice> invoices) =>
        invoices.Count + 2 * invoices.Count(invoice => invoice.HasDocument)
        + invoices.Where(invoice => !invoice.IsPartyKnown).DistinctBy(invoice => invoice.CustomerId).Count();
}
