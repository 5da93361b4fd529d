using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Connection;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Core.Workspaces;

namespace PennaPay.Billy.Core.Push;

/// <summary>Which outcomes to show, the newest first.</summary>
/// <param name="Search">Part of an invoice number or of Billy's id, or what Billy said.</param>
/// <param name="InvoiceId">Only this invoice's.</param>
/// <param name="State">Only those that ended so.</param>
/// <param name="Skip">How many to pass over.</param>
/// <param name="Take">How many to return.</param>
public sealed record HistoryQuery(string? Search = null, Guid? InvoiceId = null, PushState? State = null, int Skip = 0, int Take = 50);

/// <summary>One page of history.</summary>
public sealed record HistoryPage(int Total, IReadOnlyList<HistoryRow> Rows);

/// <summary>How one attempt ended.</summary>
public sealed record HistoryRow(
    long Id,
    DateTimeOffset At,
    Guid PushId,
    Guid InvoiceId,
    string InvoiceNumber,
    PushCause Cause,
    string StartedBy,
    PushState State,
    Failure? Failure,
    string? BillyInvoiceId,
    Uri? Link,
    TimeSpan? Duration,
    int Attempt);

/// <summary>Reads what became of every attempt.</summary>
public sealed class PushHistory(Database database)
{
    private const int LargestPage = 500;

    /// <summary>One page of outcomes, the newest first.</summary>
    public async Task<HistoryPage> PageAsync(WorkspaceId workspace, HistoryQuery query, CancellationToken cancellationToken)
    {
        await using var db = database.Read(workspace);
        var connection = await db.Set<BillyConnection>().FirstOrDefaultAsync(cancellationToken);
        var outcomes = db.Set<PushHistoryEntry>().Where(h => h.IsOutcome);
        if (query.InvoiceId is { } invoice)
            outcomes = outcomes.Where(h => h.InvoiceId == invoice);
        if (query.State is { } state)
            outcomes = outcomes.Where(h => h.State == state);
        if (!string.IsNullOrWhiteSpace(query.Search))
        {
            var pattern = $"%{Escape(query.Search.Trim())}%";
            outcomes = outcomes.Where(h =>
                EF.Functions.Like(h.InvoiceNumber, pattern, "\\")
                || EF.Functions.Like(h.BillyInvoiceId!, pattern, "\\")
                || EF.Functions.Like(h.FailureDetail!, pattern, "\\"));
        }

        var total = await outcomes.CountAsync(cancellationToken);
        var rows = await outcomes
            .OrderByDescending(h => h.At).ThenByDescending(h => h.Id)
            .Skip(query.Skip).Take(Math.Clamp(query.Take, 1, LargestPage))
            .Select(h => new
            {
                h.Id, h.At, h.PushId, h.InvoiceId, h.InvoiceNumber, h.Cause, h.StartedBy, h.State,
                h.FailureCode, h.FailureDetail, h.FailureFields, h.BillyInvoiceId, h.DurationMs, h.Attempt,
            })
            .ToListAsync(cancellationToken);
        return new HistoryPage(total, rows.ConvertAll(h => new HistoryRow(
            h.Id, h.At, h.PushId, h.InvoiceId, h.InvoiceNumber, h.Cause, h.StartedBy, h.State,
            h.FailureCode is null ? null : new Failure(h.FailureCode, h.FailureDetail, h.FailureFields),
            h.BillyInvoiceId, BillyPages.Invoice(connection, h.BillyInvoiceId),
            h.DurationMs is { } ms ? TimeSpan.FromMilliseconds(ms) : null, h.Attempt)));
    }

    private static string Escape(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal);
}
