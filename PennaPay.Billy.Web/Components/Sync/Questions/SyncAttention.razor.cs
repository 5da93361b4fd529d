using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Sync;
using PennaPay.Billy.Core.Sync.Questions;
using PennaPay.Billy.Core.Sync.Standings;
using PennaPay.Billy.Web.Resources;

namespace PennaPay.Billy.Web.Components.Sync.Questions;

/// <summary>The questions of keeping alike, and what failed, live.</summary>
public sealed partial class SyncAttention
{
    private const int MostShown = 20, MostTitles = 5;

    private List<(QuestionGroup Group, PageOf<OpenQuestion> Page)> pages = [];
    private FailedRun? failed;

    [Inject] public required SyncQuestions Questions { get; init; }

    [Inject] public required FailedRecords Failures { get; init; }

    [Inject] public required SyncFeed Feed { get; init; }

    [Inject] public required ConnectionFeed Connections { get; init; }

    [Inject] public required IStringLocalizer<SyncQuestionTexts> Texts { get; init; }

    protected override async Task OnInitializedAsync()
    {
        await base.OnInitializedAsync();
        ListenSoon(Feed, LoadAsync);
        // Another account may be the one that questions are about now.
        ListenSoon(Connections, LoadAsync);
        await GuardAsync(LoadAsync);
    }

    private async Task LoadAsync()
    {
        List<(QuestionGroup, PageOf<OpenQuestion>)> read = [];
        foreach (var group in (await Questions.CountsAsync(Workspace, Closed)).Keys.Order())
            read.Add((group, await Questions.PageAsync(Workspace, group, 0, MostShown, Closed)));
        failed = await Failures.GroupsAsync(Workspace, MostTitles, Closed);
        pages = read;
        StateHasChanged();
    }
}
