using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Core.Push.History;
using PennaPay.Billy.Web.Components.Push;
using PennaPay.Billy.Web.Resources;

namespace PennaPay.Billy.Web.Components.History;

/// <summary>Everything that happened to one push, live.</summary>
public sealed partial class PushPage
{
    private PushTimeline? push;
    private bool isMissing, hasFailed;

    [Inject] public required PushHistory History { get; init; }

    [Inject] public required PushFeed Feed { get; init; }

    [Inject] public required IStringLocalizer<HistoryTexts> Texts { get; init; }

    [Inject] public required IStringLocalizer<PushTexts> PushTexts { get; init; }

    [Inject] public required PushWords Words { get; init; }

    [Inject] public required ILogger<PushPage> Logger { get; init; }

    [Parameter] public Guid PushId { get; set; }

    private string Title => push is null ? Texts["Push.Title"] : Texts["Push.TitleOf", push.InvoiceNumber];

    public static string At(Guid pushId) => $"/history/{pushId}";

    protected override async Task OnInitializedAsync()
    {
        await base.OnInitializedAsync();
        Listen(Feed, FollowAsync);
    }

    protected override Task OnParametersSetAsync() => push?.PushId == PushId ? Task.CompletedTask : LoadAsync();

    private async Task LoadAsync()
    {
        try
        {
            push = await History.TimelineAsync(Workspace, PushId, Closed);
            (isMissing, hasFailed) = (push is null, false);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            Log.LoadFailed(Logger, fault, PushId);
            hasFailed = true;
        }
    }

    private Task FollowAsync(PushEvent happened)
    {
        if (happened.PushId == PushId)
        {
            RunSoon(async () =>
            {
                await LoadAsync();
                StateHasChanged();
            });
        }
        return Task.CompletedTask;
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "Push {Push} could not be read.")]
        public static partial void LoadFailed(ILogger logger, Exception fault, Guid push);
    }
}
