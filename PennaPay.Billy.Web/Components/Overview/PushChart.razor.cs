using System.Globalization;
using Microsoft.AspNetCore.Components;
using PennaPay.Billy.Core.Push.History;
using PennaPay.Billy.Web.Components.History;
using PennaPay.Billy.Web.Components.Shared;

namespace PennaPay.Billy.Web.Components.Overview;

/// <summary>How pushes ended, day by day: bars to see, the same numbers as a table to read; each day leads to its history.</summary>
public sealed partial class PushChart
{
    private const int DaysBetweenLabels = 7;

    /// <summary>The days to show, today last.</summary>
    [Parameter, EditorRequired] public IReadOnlyList<PushDay> Days { get; set; } = [];

    private int Top => ChartScale.TopOf(Days.Max(day => day.Total));

    /// <summary>The days on which anything happened, the latest first.</summary>
    private List<PushDay> Busy => [.. Days.Where(day => day.Total > 0).Reverse()];

    private static string HistoryOf(PushDay day) => (HistoryView.All with { From = day.Day, To = day.Day }).Href;

    // Danish writes 20. nov., English 20 Nov.
    private static string Short(DateOnly day) =>
        day.ToString(CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "da" ? "d. MMM" : "d MMM", CultureInfo.CurrentCulture);

    private string Say(PushDay day) => Texts["Chart.Day", Format.Date(day.Day), Format.Count(day.Succeeded), Format.Count(day.Failed)];

    private RenderFragment Bar(string tone, int count) => builder =>
    {
        if (count == 0)
            return;
        builder.OpenElement(0, "span");
        builder.AddAttribute(1, "class", $"bar {tone}");
        builder.AddAttribute(2, "style", string.Create(CultureInfo.InvariantCulture, $"height: {100m * count / Top:0.##}%"));
        builder.CloseElement();
    };
}
