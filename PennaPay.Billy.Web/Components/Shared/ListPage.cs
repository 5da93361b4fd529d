using Microsoft.AspNetCore.Components;

namespace PennaPay.Billy.Web.Components.Shared;

/// <summary>A page of a list, read anew whenever its address says that something else is to be shown.</summary>
public abstract partial class ListPage<TView>(TView all) : WorkspaceComponent
    where TView : class, IEquatable<TView>
{
    private bool hasLoaded;
    private int loads;

    [Inject] public required ILoggerFactory Loggers { get; init; }

    [SupplyParameterFromQuery(Name = "q")] public string? SearchText { get; set; }

    [SupplyParameterFromQuery(Name = "sort")] public string? Sort { get; set; }

    [SupplyParameterFromQuery(Name = "page")] public int? PageNumber { get; set; }

    protected TView View { get; private set; } = all;

    protected bool IsLoading { get; private set; }

    protected bool HasFailed { get; private set; }

    protected override async Task OnParametersSetAsync()
    {
        var next = ReadAddress();
        if (hasLoaded && next.Equals(View))
            return;
        OnLeaving(next);
        View = next;
        await LoadAsync();
    }

    protected abstract TView ReadAddress();

    /// <summary>Called before another view takes the place of <see cref="View"/>.</summary>
    protected virtual void OnLeaving(TView next)
    {
    }

    /// <summary>Reads what <see cref="View"/> asks for.</summary>
    /// <returns>What puts it on the page.</returns>
    protected abstract Task<Action> ReadAsync();

    protected async Task LoadAsync()
    {
        var load = ++loads;
        IsLoading = true;
        try
        {
            var show = await ReadAsync();
            // A slower answer to an earlier question is old news.
            if (load != loads)
                return;
            show();
            (hasLoaded, HasFailed, IsLoading) = (true, false, false);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            Log.LoadFailed(Loggers.CreateLogger(GetType()), fault);
            (HasFailed, IsLoading) = (true, false);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "The list could not be read.")]
        public static partial void LoadFailed(ILogger logger, Exception fault);
    }
}
