using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Core.Push.Decisions;
using PennaPay.Billy.Core.Push.Queue;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Sync.Sources.Pushing;
using PennaPay.Billy.Web.Components.Shared;
using PennaPay.Billy.Web.Resources;
using PennaPay.Billy.Web.Security;

namespace PennaPay.Billy.Web.Components.Push;

/// <summary>Tells how pushes end, whichever window or rule of the workspace started them: one toast a push, one a batch.</summary>
public sealed partial class PushToasts
{
    // Batches that were seen under way, and the latest that was heard of each.
    private readonly Dictionary<Guid, PushEvent?> underWay = [];

    // When batches were told. The ledger may say that a batch has ended before the news of its last push is here.
    private readonly Dictionary<Guid, DateTimeOffset> told = [];
    private readonly Dictionary<Guid, bool> elsewhere = [];
    private SignedInUser? user;

    [Inject] public required PushFeed Feed { get; init; }

    [Inject] public required BatchFeed BatchFeed { get; init; }

    [Inject] public required InvoiceDetails Invoices { get; init; }

    [Inject] public required Connector Connector { get; init; }

    [Inject] public required ShopPairs Pairs { get; init; }

    [Inject] public required PushBatches Batches { get; init; }

    [Inject] public required UserPreferences Preferences { get; init; }

    [Inject] public required PushDecisions Decisions { get; init; }

    [Inject] public required Toasts Toasts { get; init; }

    [Inject] public required PushWords Words { get; init; }

    [Inject] public required IStringLocalizer<PushTexts> Texts { get; init; }

    [Inject] public required ILogger<PushToasts> Logger { get; init; }

    protected override async Task OnInitializedAsync()
    {
        await base.OnInitializedAsync();
        user = await CurrentUser.GetAsync();
        Listen(Feed, TellAsync);
        Listen(BatchFeed, FollowBatchAsync);
    }

    private async Task TellAsync(PushEvent happened)
    {
        // What a look through the account found may be hundreds; the pages tell it as one.
        if (happened.IsLook || happened.Cause == PushCause.Reconciled || !happened.IsListed && await IsToldElsewhereAsync(happened.ConnectionId))
            return;
        if (happened.BatchId is { } ended && told.TryGetValue(ended, out var at) && happened.At <= at)
            return;
        // A single push that is taken back was somebody's own decision, whatever batch it came from.
        if (happened is { BatchId: { } batch, State: not PushState.Cancelled } && (!happened.HasEnded || underWay.ContainsKey(batch)))
        {
            underWay[batch] = happened;
            if (happened.HasEnded)
                RunSoon(TellEndedBatchesAsync);
        }
        else if (happened.HasEnded && !IsMuted(happened, await MutedAsync()))
        {
            await TellEndAsync(happened);
        }
    }

    private Task FollowBatchAsync(BatchEvent happened)
    {
        underWay.TryAdd(happened.BatchId, null);
        RunSoon(TellEndedBatchesAsync);
        return Task.CompletedTask;
    }

    private async Task TellEndedBatchesAsync()
    {
        foreach (var batch in underWay.Keys.ToList())
        {
            if (await ProgressAsync(batch) is not { HasEnded: true } progress || !underWay.Remove(batch, out var latest))
                continue;
            told[batch] = Time.GetUtcNow();
            if (!await IsToldElsewhereAsync(progress.Connection) && !IsMuted(progress, latest, await MutedAsync()))
                await TellBatchAsync(progress, latest);
        }
    }

    // A shop's orders go by the hundred, and their own page tells what came of each.
    private async Task<bool> IsToldElsewhereAsync(Guid connection)
    {
        if (!elsewhere.TryGetValue(connection, out var isTold))
            elsewhere[connection] = isTold = await TryAsync(async () => (IReadOnlyList<Connection>?)await Pairs.CompaniesAsync(Workspace, Closed)) is { } companies && companies.Any(company => company.Id == connection);
        return isTold;
    }

    // These stand outside of what shows a page's faults: a read that fails must not take the page along.
    private async Task<BatchProgress?> ProgressAsync(Guid batch)
    {
        try
        {
            return await Batches.ProgressAsync(Workspace, batch, Closed);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            Log.ProgressUnknown(Logger, fault, batch);
            return null;
        }
    }

    // Another window may have changed it since this one was opened.
    private async Task<MutedToasts> MutedAsync()
    {
        try
        {
            return await Preferences.MutedAsync(user!, Closed);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            Log.ChoiceUnknown(Logger, fault);
            return MutedToasts.None;
        }
    }

    private static bool IsMuted(PushEvent end, MutedToasts muted) =>
        end.State == PushState.Succeeded && muted.HasFlag(end.Cause == PushCause.AutoPush ? MutedToasts.Automatic : MutedToasts.ByHand);

    private static bool IsMuted(BatchProgress batch, PushEvent? latest, MutedToasts muted) =>
        batch.Total == 1 && latest is not null ? IsMuted(latest, muted) : batch.Failed == 0 && muted.HasFlag(MutedToasts.Batches);

    /// <summary>Whom it is made out to and what it comes to; null where that cannot be read.</summary>
    private async Task<string?> WhoseAsync(PushEvent end) =>
        await TryAsync(() => Invoices.FindAsync(Workspace, end.InvoiceId, Closed)) is { } invoice
            ? $"{invoice.CustomerName} · {Format.Money(invoice.Kind == InvoiceKind.CreditNote ? -invoice.Gross : invoice.Gross, invoice.Currency)}"
            : null;

    /// <summary>Which account it went to, where that is the one that lists are about.</summary>
    private async Task<string?> WhereAsync(bool isListed) =>
        isListed ? Words.Where(await TryAsync(async () => (ConnectionView?)await Connector.ViewListedAsync(Workspace, Closed))) : null;

    private async Task<T?> TryAsync<T>(Func<Task<T?>> read)
        where T : class
    {
        try
        {
            return await read();
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            Log.MoreUnknown(Logger, fault);
            return null;
        }
    }

    private static string? Line(params string?[] parts) => parts.OfType<string>().ToList() is { Count: > 0 } known ? string.Join(" · ", known) : null;

    private async Task TellEndAsync(PushEvent end)
    {
        var key = $"push:{end.PushId}";
        var whose = await WhoseAsync(end);
        switch (end.State)
        {
            case PushState.Succeeded:
                Toasts.Show(ToastTone.Success, Texts["Toast.Succeeded", end.InvoiceNumber], Line(whose, await WhereAsync(end.IsListed)), Words.OpenDocument(end.Link), key,
                    await MayUndoAsync(end) ? new(Texts["Undo.What", end.InvoiceNumber], () => UndoAsync(end, whose)) : null);
                break;
            case PushState.Cancelled:
                Toasts.Show(ToastTone.Info, Texts[end.IsUndone ? "Toast.Undone" : "Toast.Cancelled", end.InvoiceNumber], whose, key: key);
                break;
            default:
                var tone = end.State == PushState.NeedsAttention ? ToastTone.Warning : ToastTone.Failure;
                var text = Line(whose, end.Failure is null ? null : Words.SayWithNextStep(end.Failure));
                var action = end.State == PushState.NeedsAttention ? new ToastAction(Texts["Action.Decide"], "/attention")
                    : end.Failure is null ? null : Words.WayOn(end.Failure, end.InvoiceId);
                var title = Texts[end.State == PushState.NeedsAttention ? "Toast.NeedsAttention" : "Toast.Failed", end.InvoiceNumber];
                Toasts.Show(tone, title, text, action, key);
                break;
        }
    }

    /// <summary>Whether the draft is one that the person at the page may delete again.</summary>
    private async Task<bool> MayUndoAsync(PushEvent end) =>
        end is { Purpose: PushPurpose.Document, IsListed: true, RemoteId: not null } && end.InvoiceState.IsOurDraft()
        && await TryAsync(async () => (SignedInUser?)await CurrentUser.GetAsync()) is { } now && now.Actor.May(Permission.DecidePushes);

    // Asked once more is nobody: an unchanged draft is made anew by another push, and any other is refused.
    private async Task UndoAsync(PushEvent end, string? whose)
    {
        var key = $"push:{end.PushId}";
        if (await Decisions.UndoPushAsync((await CurrentUser.GetAsync()).Actor, end.PushId, CancellationToken.None) is DecisionResult.Refused refused)
        {
            Toasts.Show(ToastTone.Failure, Texts["Undo.Refused", end.InvoiceNumber], Line(Words.SayWithNextStep(refused.Failure), refused.Failure.Code),
                Words.WayOn(refused.Failure), key);
        }
        else
        {
            Toasts.Show(ToastTone.Info, Texts["Toast.Undone", end.InvoiceNumber], whose, key: key);
        }
    }

    private async Task TellBatchAsync(BatchProgress batch, PushEvent? latest)
    {
        var key = $"batch:{batch.BatchId}";
        if (batch.Total == 1 && latest is not null)
        {
            await TellEndAsync(latest);
        }
        else if (batch.Failed > 0)
        {
            Toasts.Show(ToastTone.Warning, Texts["Toast.BatchFailed", Format.Count(batch.Done), Format.Count(batch.Failed)], await WhereAsync(IsListed(latest)),
                new(Texts["Action.SeeWhy"], "/attention"), key);
        }
        else if (batch.Cancelled > 0)
        {
            Toasts.Show(ToastTone.Info, Texts["Toast.BatchCancelled", Format.Count(batch.Done), Format.Count(batch.Cancelled)], await WhereAsync(IsListed(latest)), key: key);
        }
        else
        {
            Toasts.Show(ToastTone.Success, Texts["Toast.BatchSucceeded", Format.Count(batch.Done)], await WhereAsync(IsListed(latest)),
                new(Texts["Action.SeeThem"], $"/invoices?state={nameof(CopyState.Present)}"), key);
        }
    }

    // A batch of which no push was heard was told before any began.
    private static bool IsListed(PushEvent? latest) => latest?.IsListed ?? true;

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "How far batch {BatchId} has come could not be read.")]
        public static partial void ProgressUnknown(ILogger logger, Exception fault, Guid batchId);

        [LoggerMessage(LogLevel.Error, "What else a message says could not be read.")]
        public static partial void MoreUnknown(ILogger logger, Exception fault);

        [LoggerMessage(LogLevel.Error, "Which messages somebody sees could not be read; all are shown.")]
        public static partial void ChoiceUnknown(ILogger logger, Exception fault);
    }
}
