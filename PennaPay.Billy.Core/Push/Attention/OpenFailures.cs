using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Push.Plans;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Records.Invoices.Lists;
using PennaPay.Billy.Core.Storage;

namespace PennaPay.Billy.Core.Push.Attention;

/// <summary>
/// The invoices whose present state, in the connection that lists are about, is that their latest push failed; and why. What the
/// books have is never among them, nor what was pushed with success since.
/// </summary>
public sealed class OpenFailures(Database database)
{
    /// <summary>How many of a group are told one by one.</summary>
    public const int MostOfEach = 5;

    /// <summary>How many causes are told. A system that answers differently each time still has one code.</summary>
    private const int MostCauses = 100;

    /// <summary>How many there are, but for archived ones: from the counts that are kept, since every page asks.</summary>
    public async Task<int> CountAsync(WorkspaceId workspace, CancellationToken cancellationToken)
    {
        await using var db = database.Read(workspace);
        return await db.Set<InvoiceCount>().Where(count => count.CopyState == CopyState.Failed && !count.IsArchived).SumAsync(count => count.Count, cancellationToken);
    }

    /// <summary>All of them by cause, the most frequent first. It reads what failed, however many invoices there are beside.</summary>
    public async Task<IReadOnlyList<FailureGroup>> GroupsAsync(WorkspaceId workspace, CancellationToken cancellationToken)
    {
        await using var db = database.Read(workspace);
        var failed = Failed(db.Workspace);
        var sums = await db.Database.SqlQuery<Sum>(Sql.Of($"""
            SELECT f."Code", f."Cause", f."Currency", COUNT(*) AS "Count",
                SUM(CASE WHEN f."Kind" = {(int)InvoiceKind.CreditNote} THEN -f."Gross" ELSE f."Gross" END) AS "Gross"
            FROM ({failed}) AS f
            GROUP BY f."Code", f."Cause", f."Currency"
            """)).ToListAsync(cancellationToken);
        if (sums.Count == 0)
            return [];
        var first = await db.Database.SqlQuery<Row>(Sql.Of($"""
            SELECT r."Id", r."Code", r."Cause", r."Detail"
            FROM (
                SELECT f.*, ROW_NUMBER() OVER (PARTITION BY f."Code", f."Cause" ORDER BY f."IssueDate", f."Id") AS "Place"
                FROM ({failed}) AS f) AS r
            WHERE r."Place" <= {MostOfEach}
            ORDER BY r."Place"
            """)).ToListAsync(cancellationToken);
        var invoices = await InvoicesAsync(db, first, cancellationToken);
        return
        [
            .. sums.GroupBy(sum => new FailureCause(sum.Code, sum.Cause))
                .Select(alike => new FailureGroup(
                    alike.Key,
                    alike.Sum(sum => sum.Count),
                    [.. alike.Select(sum => new CurrencySum(sum.Currency, sum.Gross / 100m)).OrderByDescending(sum => sum.Gross)],
                    [.. first.Where(row => new FailureCause(row.Code, row.Cause) == alike.Key).Select(row => invoices.GetValueOrDefault(row.Id)).OfType<FailedInvoice>()]))
                .OrderByDescending(group => group.Count).ThenBy(group => group.Cause.Code, StringComparer.Ordinal)
                .Take(MostCauses),
        ];
    }

    /// <summary>Every invoice that failed for a cause, the oldest first.</summary>
    public async Task<IReadOnlyList<Guid>> IdsAsync(WorkspaceId workspace, FailureCause cause, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(cause);
        await using var db = database.Read(workspace);
        return await db.Database.SqlQuery<Guid>(Sql.Of($"""
            SELECT f."Id" AS "Value" FROM ({Failed(db.Workspace)}) AS f
            WHERE f."Code" = {cause.Code} AND f."Cause" IS NOT DISTINCT FROM {cause.Detail}
            ORDER BY f."IssueDate", f."Id"
            """)).ToListAsync(cancellationToken);
    }

    /// <summary>Why those of these invoices failed that are among them.</summary>
    public async Task<IReadOnlyDictionary<Guid, Failure>> OfAsync(
        WorkspaceId workspace, IReadOnlyCollection<Guid> invoices, CancellationToken cancellationToken)
    {
        if (invoices.Count == 0)
            return new Dictionary<Guid, Failure>();
        await using var db = database.Read(workspace);
        var rows = await db.Database.SqlQuery<Row>(Sql.Of($"""
            SELECT f."Id", f."Code", f."Cause", f."Detail" FROM ({Failed(db.Workspace, Sqlite.Ids(invoices))}) AS f
            """)).ToListAsync(cancellationToken);
        return rows.ToDictionary(row => row.Id, row => row.Failure);
    }

    private static async Task<Dictionary<Guid, FailedInvoice>> InvoicesAsync(
        WorkspaceDbContext db, IReadOnlyCollection<Row> rows, CancellationToken cancellationToken)
    {
        var failures = rows.ToDictionary(row => row.Id, row => row.Failure);
        var found = await db.Set<Invoice>().Where(invoice => failures.Keys.Contains(invoice.Id))
            .Select(invoice => new { invoice.Id, invoice.Kind, invoice.Number, invoice.CustomerId, invoice.CustomerName, invoice.Currency, invoice.Gross })
            .ToListAsync(cancellationToken);
        return found.ToDictionary(i => i.Id, i => new FailedInvoice(i.Id, i.Kind, i.Number, i.CustomerId, i.CustomerName, i.Currency, i.Gross, failures[i.Id]));
    }

    /// <summary>
    /// What failed, each with its latest push. CROSS JOIN: the connection first, then the invoices of that state by their index, then
    /// their pushes by theirs, whatever the planner thinks.
    /// </summary>
    private static FormattableString Failed(WorkspaceId workspace, FormattableString? among = null) => Sql.Of($"""
        SELECT i."Id", i."Kind", i."Currency", i."Gross", i."IssueDate", p."FailureCode" AS "Code", p."FailureDetail" AS "Detail",
            CASE WHEN p."FailureCode" IN {Sqlite.Texts(FailureCause.WithDetail)} THEN p."FailureDetail" END AS "Cause"
        FROM "Connections" AS c {(among is null ? Nothing : Sql.Of($"""CROSS JOIN {among} AS asked"""))}
        CROSS JOIN "Invoices" AS i
        CROSS JOIN "Pushes" AS p
        WHERE c."WorkspaceId" = {workspace.Value} AND c."IsListed"
            AND i."WorkspaceId" = {workspace.Value} AND i."CopyState" = {(int)CopyState.Failed} AND NOT i."IsArchived" {(among is null ? Nothing : IsAsked)}
            AND p."WorkspaceId" = i."WorkspaceId" AND p."InvoiceId" = i."Id" AND p."ConnectionId" = c."Id"
            AND p."Purpose" = {(int)PushPurpose.Document} AND p."State" = {(int)PushState.Rejected} AND p."FailureCode" IS NOT NULL
            AND NOT EXISTS (
                SELECT 1 FROM "Pushes" AS later
                WHERE later."WorkspaceId" = p."WorkspaceId" AND later."InvoiceId" = p."InvoiceId" AND later."ConnectionId" = p."ConnectionId"
                    AND later."Purpose" = p."Purpose" AND (later."QueuedAt", later."Revision") > (p."QueuedAt", p."Revision"))
        """);

    private static readonly FormattableString Nothing = $"";

    private static readonly FormattableString IsAsked = $"""AND i."Id" = asked."Id" """;

    private sealed record Sum
    {
        public required string Code { get; init; }
        public string? Cause { get; init; }
        public required string Currency { get; init; }
        public required int Count { get; init; }

        /// <summary>Hundredths.</summary>
        public required long Gross { get; init; }
    }

    private sealed record Row
    {
        public required Guid Id { get; init; }
        public required string Code { get; init; }
        public string? Cause { get; init; }
        public string? Detail { get; init; }

        public Failure Failure => new(Code, Detail);
    }
}
