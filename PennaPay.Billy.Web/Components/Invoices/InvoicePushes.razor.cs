using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Core.Push.Attention;
using PennaPay.Billy.Core.Push.History;
using PennaPay.Billy.Core.Push.Looks;
using PennaPay.Billy.Core.Push.Queue;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Web.Resources;

namespace PennaPay.Billy.Web.Components.Invoices;

/// <summary>Everything between one invoice and the books: what would be sent, the button, the draft, and what became of each push.</summary>
public sealed partial class InvoicePushes
{
    private const int HistoryShown = 20;

    private (Guid?, int)? shown;
    private PageOf<HistoryRow>? history;
    private Uri? draftLink;
    private DateTimeOffset? seenAt;
    private bool isPaused;
    private bool hasFailed;
    private ShownInvoices.Showing? showing;

    [Inject] public required InvoiceDetails Details { get; init; }

    [Inject] public required Connector Connector { get; init; }

    [Inject] public required CopiesElsewhere Elsewhere { get; init; }

    [Inject] public required DocumentLooks Looks { get; init; }

    [Inject] public required ShownInvoices OnPages { get; init; }

    [Inject] public required PushHistory History { get; init; }

    [Inject] public required PushFeed Feed { get; init; }

    [Inject] public required BatchFeed BatchFeed { get; init; }

    [Inject] public required ConnectionFeed Connections { get; init; }

    [Inject] public required IStringLocalizer<InvoiceTexts> Texts { get; init; }

    [Inject] public required IStringLocalizer<PushTexts> PushTexts { get; init; }

    [Inject] public required ILogger<InvoicePushes> Logger { get; init; }

    /// <summary>Null while the invoice was never saved.</summary>
    [Parameter] public Guid? InvoiceId { get; set; }

    [Parameter] public string Number { get; set; } = "";

    /// <summary>The stored version.</summary>
    [Parameter] public int Version { get; set; }

    /// <summary>Whether the form holds what is not stored.</summary>
    [Parameter] public bool IsTouched { get; set; }

    /// <summary>Whether the invoice is put aside, so that it is not pushed.</summary>
    [Parameter] public bool IsArchived { get; set; }

    [Parameter, EditorRequired] public ShownCopy Copy { get; set; } = default!;

    [Parameter] public EventCallback<ShownCopy> CopyChanged { get; set; }

    /// <summary>Saves the form before a push; null stops it.</summary>
    [Parameter] public Func<Task<Guid?>>? Prepare { get; set; }

    /// <summary>What else stands in the bar.</summary>
    [Parameter] public RenderFragment? ChildContent { get; set; }

    protected override async Task OnInitializedAsync()
    {
        await base.OnInitializedAsync();
        showing = Keep(OnPages.Open(Workspace));
        Listen(Feed, FollowAsync);
        Listen(BatchFeed, _ => ReadAgainAsync());
        // Another account may be the one that lists are about now.
        Listen(Connections, _ => ReadAgainAsync());
    }

    protected override Task OnParametersSetAsync()
    {
        if (shown == (InvoiceId, Version))
            return Task.CompletedTask;
        if (shown?.Item1 != InvoiceId)
        {
            (history, draftLink, seenAt) = (null, null, null);
            showing!.Invoices = InvoiceId is { } id ? [id] : [];
            _ = GuardAsync(LookAsync);
        }

        shown = (InvoiceId, Version);
        return LoadAsync();
    }

    // What has become of the draft comes as news, like everything that happens to it.
    private async Task LookAsync()
    {
        if (InvoiceId is not { } id)
            return;
        var seen = await Looks.LookAtAsync(Workspace, id, Closed);
        if (id != InvoiceId)
            return;
        seenAt = seen;
        StateHasChanged();
    }

    private Task LoadAsync() => InvoiceId is null ? Task.CompletedTask : TryAsync(() => TellAsync(Copy));

    // What became of pushes is beside the invoice: where it cannot be read, the half-written form stays.
    private async Task TryAsync(Func<Task> work)
    {
        try
        {
            await work();
            hasFailed = false;
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            Log.LoadFailed(Logger, fault);
            hasFailed = true;
            StateHasChanged();
        }
    }

    private Task FollowAsync(PushEvent happened)
    {
        if (happened.InvoiceId != InvoiceId || !happened.IsListed)
            return Task.CompletedTask;
        draftLink = happened.Link ?? draftLink;
        if (happened.IsLook || happened.State == PushState.Succeeded)
            seenAt = happened.At;
        return TryAsync(() => TellAsync(new(
            happened.InvoiceState,
            happened.InvoiceState == CopyState.NotPushed ? null : happened.RemoteId ?? Copy.RemoteId,
            happened.RemoteNumber,
            happened.Failure)));
    }

    private Task ReadAgainAsync() => TryAsync(async () =>
    {
        if (InvoiceId is { } id && await Details.FindAsync(Workspace, id, Closed) is { } current)
            await TellAsync(ShownCopy.Of(current));
    });

    /// <summary>Tells the page at once, and again with what history knows of the latest push.</summary>
    private async Task TellAsync(ShownCopy copy)
    {
        await CopyChanged.InvokeAsync(Copy = copy);
        copy = Copy = copy with { Organization = (await Elsewhere.SwitchAsync(Workspace, Closed))?.AccountName };
        isPaused = (await Connector.ViewListedAsync(Workspace, Closed)).IsHeld;
        history = await History.PageAsync(Workspace, new(InvoiceId: InvoiceId, Take: HistoryShown), Closed);
        draftLink = history.Rows.FirstOrDefault(row => row.Link is not null && row.RemoteId == copy.RemoteId)?.Link;
        await CopyChanged.InvokeAsync(Copy = copy with { LatestFailure = history.Rows is [var latest, ..] ? latest.Failure : null });
        StateHasChanged();
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "What became of an invoice's pushes could not be read.")]
        public static partial void LoadFailed(ILogger logger, Exception fault);
    }
}
