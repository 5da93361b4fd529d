using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Core.Push.Targets;
using PennaPay.Billy.Core.Sync.Planning;
using PennaPay.Billy.Core.Sync.Questions;
using PennaPay.Billy.Core.Sync.Runs;

namespace PennaPay.Billy.Core.Sync.Invoices;

/// <summary>All that a run is going to do with invoices and credit notes.</summary>
/// <param name="Records">In the order in which it is done; what is alike has none.</param>
/// <param name="Unchanged">How many of the account's documents stand here as they stand there.</param>
/// <param name="Doubtful">The subjects of ours that theirs may be; what was asked of others is settled.</param>
internal sealed record InvoicePlan(IReadOnlyList<PlannedInvoice> Records, int Unchanged, IReadOnlySet<string> Doubtful)
{
    /// <summary>Ours that are to be queued.</summary>
    public IReadOnlyList<Guid> Queued => [.. Records.Where(record => record.Step == InvoiceStep.Queue).Select(record => record.LocalId!.Value)];

    /// <summary>The same, but what would be refused is left, with the reason, until that is mended.</summary>
    public InvoicePlan Without(IReadOnlyList<ForeseenStop> stops)
    {
        var reasons = stops.GroupBy(stop => stop.InvoiceId).ToDictionary(alike => alike.Key, alike => alike.First().Failure);
        return this with
        {
            Records =
            [
                .. Records.Select(record => record.Step == InvoiceStep.Queue && reasons.TryGetValue(record.LocalId!.Value, out var reason)
                    ? record with { Step = InvoiceStep.Leave, Left = reason, GoesThere = true }
                    : record).OrderBy(record => record.Step),
            ],
        };
    }

    /// <summary>The same for the same plan alone.</summary>
    public string Hash() => PlanHash.Of(Records.Select(record => record.Line()));
}

/// <summary>What is to be done with one invoice or credit note.</summary>
internal sealed record PlannedInvoice
{
    public required InvoiceStep Step { get; init; }

    public required string Title { get; init; }

    /// <summary>Ours; null as long as it is only there.</summary>
    public Guid? LocalId { get; init; }

    /// <summary>Theirs; null as long as it is only here.</summary>
    public RemoteDocument? Document { get; init; }

    public string? RemoteId => Document?.Id;

    /// <summary>How theirs stands.</summary>
    public DocumentCondition Condition { get; init; }

    public IReadOnlyList<InvoiceChange> Changes { get; init; } = [];

    /// <summary>What was paid on theirs, where that is to be stored; each by its <see cref="PaymentKey"/>.</summary>
    public IReadOnlyList<RemotePayment> Payments { get; init; } = [];

    /// <summary>The ids of stored payments that count no more.</summary>
    public IReadOnlyList<Guid> Withdrawn { get; init; } = [];

    /// <summary>Theirs that ours may be, where that is asked.</summary>
    public IReadOnlyList<MatchCandidate> Candidates { get; init; } = [];

    /// <summary>Why it is left as it is.</summary>
    public Failure? Left { get; init; }

    /// <summary>Whether a person says that the two are one.</summary>
    public bool IsAnswered { get; init; }

    /// <summary>Whether what is left was to be written there.</summary>
    public bool GoesThere { get; init; }

    public SyncSide Side => GoesThere || Step == InvoiceStep.Queue ? SyncSide.There : SyncSide.Here;

    public SyncOutcome Outcome => Step switch
    {
        InvoiceStep.Link => SyncOutcome.Linked,
        InvoiceStep.Refresh => SyncOutcome.Updated,
        InvoiceStep.ComeIn => SyncOutcome.Created,
        InvoiceStep.Queue => SyncOutcome.Queued,
        InvoiceStep.Ask => SyncOutcome.Asked,
        _ => SyncOutcome.Skipped,
    };

    /// <summary>One line that is the same only for the same plan.</summary>
    public string Line() => string.Join(
        '\u001f',
        [
            $"{Step}", $"{LocalId}", RemoteId ?? "", Left?.Code ?? "",
            .. Changes.Select(change => $"{change.Field}\u001e{change.Old}\u001e{change.New}"),
            .. Candidates.Select(candidate => candidate.Id),
        ]);
}

/// <summary>What is done with an invoice or a credit note.</summary>
internal enum InvoiceStep
{
    /// <summary>Theirs is ours: no second one is made.</summary>
    Link,

    /// <summary>How it stands there, its number there and its payments are brought up to date here.</summary>
    Refresh,

    ComeIn,

    /// <summary>It is put into the queue.</summary>
    Queue,

    /// <summary>Nothing until a person has answered.</summary>
    Ask,

    /// <summary>Nothing, for a reason.</summary>
    Leave,
}

/// <summary>What becomes another here.</summary>
/// <param name="Field">Its name, such as <c>state</c>.</param>
/// <param name="Old">What it was.</param>
/// <param name="New">What it becomes.</param>
internal sealed record InvoiceChange(string Field, string? Old, string? New);
