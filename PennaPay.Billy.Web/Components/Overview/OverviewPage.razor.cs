using Microsoft.AspNetCore.Components;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Core.Push.Attention;
using PennaPay.Billy.Core.Push.History;
using PennaPay.Billy.Core.Push.Queue;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Records.Invoices.Lists;

namespace PennaPay.Billy.Web.Components.Overview;

/// <summary>Where everything stands: the connection, what waits, what happened last; and the way in for a newcomer.</summary>
public sealed partial class OverviewPage
{
    private const int LatestRows = 8;
    private const int ChartDays = 30;

    private Overview? overview;
    private bool hasFailed;

    [Inject] public required Connector Connector { get; init; }

    [Inject] public required InvoiceList Invoices { get; init; }

    [Inject] public required PushHistory History { get; init; }

    [Inject] public required PushFigures Figures { get; init; }

    [Inject] public required CopiesElsewhere Elsewhere { get; init; }

    [Inject] public required PushFeed Pushes { get; init; }

    [Inject] public required BatchFeed Batches { get; init; }

    [Inject] public required ConnectionFeed Connections { get; init; }

    [Inject] public required ILogger<OverviewPage> Logger { get; init; }

    protected override async Task OnInitializedAsync()
    {
        await base.OnInitializedAsync();
        await LoadAsync();
        ListenSoon(Pushes, LoadAsync);
        ListenSoon(Batches, LoadAsync);
        ListenSoon(Connections, LoadAsync);
    }

    private async Task LoadAsync()
    {
        try
        {
            overview = new(
                await Connector.ViewListedAsync(Workspace, Closed),
                await Invoices.CountByStateAsync(Workspace, Closed),
                (await History.PageAsync(Workspace, new(Take: LatestRows), Closed)).Rows,
                await Figures.LatestDaysAsync(Workspace, ChartDays, Closed),
                await Elsewhere.SwitchAsync(Workspace, Closed));
            hasFailed = false;
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            Log.LoadFailed(Logger, fault);
            hasFailed = true;
        }

        StateHasChanged();
    }

    private sealed record Overview(
        ConnectionView Connection, IReadOnlyDictionary<CopyState, int> Counts, IReadOnlyList<HistoryRow> Latest, IReadOnlyList<PushDay> Days,
        SwitchedAccount? Switched)
    {
        public bool IsConnected => Connection.Status != ConnectionStatus.NotConnected;

        public bool HasInvoices => Counts.Values.Sum() > 0;

        public bool HasHistory => Latest.Count > 0;

        // A draft that was undone since was a success all the same.
        public bool HasPushed => Counts.Any(pair => pair.Value > 0 && (pair.Key.IsBooked() || pair.Key is CopyState.Present or CopyState.Changed or CopyState.ChangedThere or CopyState.Deleted))
            || Days.Any(day => day.Succeeded > 0);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "The overview could not be read.")]
        public static partial void LoadFailed(ILogger logger, Exception fault);
    }
}
