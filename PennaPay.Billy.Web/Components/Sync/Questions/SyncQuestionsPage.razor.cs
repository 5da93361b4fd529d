using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Sync;
using PennaPay.Billy.Core.Sync.Questions;
using PennaPay.Billy.Web.Components.Shared;
using PennaPay.Billy.Web.Resources;

namespace PennaPay.Billy.Web.Components.Sync.Questions;

/// <summary>All questions and the answers that can still be taken back, one page at a time.</summary>
public sealed partial class SyncQuestionsPage() : ListPage<SyncQuestionsView>(new())
{
    private PageOf<OpenQuestion>? page;
    private IReadOnlyDictionary<QuestionGroup, int> counts = new Dictionary<QuestionGroup, int>();

    [Inject] public required SyncQuestions Questions { get; init; }

    [Inject] public required SyncFeed Feed { get; init; }

    [Inject] public required IStringLocalizer<SyncQuestionTexts> Texts { get; init; }

    [SupplyParameterFromQuery(Name = "show")] public string? Show { get; set; }

    protected override async Task OnInitializedAsync()
    {
        await base.OnInitializedAsync();
        ListenSoon(Feed, async () =>
        {
            await LoadAsync();
            StateHasChanged();
        });
    }

    protected override SyncQuestionsView ReadAddress() => SyncQuestionsView.From(Show, PageNumber);

    protected override async Task<Action> ReadAsync()
    {
        var skip = (View.Page - 1) * SyncQuestionsView.PageSize;
        var shown = View.Group is { } group
            ? await Questions.PageAsync(Workspace, group, skip, SyncQuestionsView.PageSize, Closed)
            : await Questions.AnsweredAsync(Workspace, View.Tab == QuestionTab.Left, skip, SyncQuestionsView.PageSize, Closed);
        var counted = await Questions.CountsAsync(Workspace, Closed);
        return () => (page, counts) = (shown, counted);
    }

    private int CountOf(QuestionTab tab) => new SyncQuestionsView(tab).Group is { } group ? counts.GetValueOrDefault(group) : 0;
}
