using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using PennaPay.Billy.Core.Sync.Questions;

namespace PennaPay.Billy.Web.Components.Sync.Questions;

/// <summary>What the page of questions shows, as its address says it.</summary>
/// <param name="Tab">Which of them.</param>
/// <param name="Page">Counted from one.</param>
public sealed record SyncQuestionsView(QuestionTab Tab = QuestionTab.Fields, int Page = 1)
{
    public const int PageSize = 25;

    public string Href => QueryHelpers.AddQueryString("/attention/sync", new Dictionary<string, string?>
    {
        ["show"] = Tab == QuestionTab.Fields ? null : Tab.ToString().ToLowerInvariant(),
        ["page"] = Page == 1 ? null : Page.ToString(CultureInfo.InvariantCulture),
    });

    /// <summary>What waits for an answer; null where answers are shown.</summary>
    public QuestionGroup? Group => Tab switch
    {
        QuestionTab.Fields => QuestionGroup.Fields,
        QuestionTab.Matches => QuestionGroup.Matches,
        QuestionTab.Deletions => QuestionGroup.Deletions,
        _ => null,
    };

    /// <summary>Reads an address; what it does not know is left out.</summary>
    public static SyncQuestionsView From(string? show, int? page) => new(
        Enum.TryParse<QuestionTab>(show, ignoreCase: true, out var tab) && Enum.IsDefined(tab) ? tab : QuestionTab.Fields,
        Math.Clamp(page ?? 1, 1, int.MaxValue / PageSize));
}

/// <summary>What the page of questions can show.</summary>
public enum QuestionTab
{
    Fields,
    Matches,
    Deletions,
    Answered,
    Left,
}
