using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Core.Push.History;
using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Web.Components.History;

/// <summary>What the history shows, as its address says it; the export takes the same words.</summary>
public sealed record HistoryView(
    string? Search = null,
    Guid? Invoice = null,
    PushState? State = null,
    PushCause? Cause = null,
    DateOnly? From = null,
    DateOnly? To = null,
    int Page = 1)
{
    public const int PageSize = 50;

    private const string Day = "yyyy-MM-dd";

    public static HistoryView All { get; } = new();

    public bool IsFiltered => this with { Page = 1 } != All;

    public HistoryQuery Query => new(Search, Invoice, State, Cause, From, To, (Page - 1) * PageSize, PageSize);

    public string Href => At("/history", Page);

    public string ExportHref => At(HistoryExport.Path, 1);

    /// <summary>Reads an address; what it does not know is left out.</summary>
    public static HistoryView Read(
        string? search, string? invoice, string? state, string? cause, string? from, string? to, int? page = null) => new(
        SearchText.Tidy(search),
        Guid.TryParse(invoice, out var id) ? id : null,
        ReadChoice<PushState>(state),
        ReadChoice<PushCause>(cause),
        ReadDay(from),
        ReadDay(to),
        Math.Clamp(page ?? 1, 1, int.MaxValue / PageSize));

    private string At(string path, int page) => QueryHelpers.AddQueryString(path, new Dictionary<string, string?>
    {
        ["q"] = Search,
        ["invoice"] = Invoice?.ToString(),
        ["state"] = State?.ToString(),
        ["cause"] = Cause?.ToString(),
        ["from"] = From?.ToString(Day, CultureInfo.InvariantCulture),
        ["to"] = To?.ToString(Day, CultureInfo.InvariantCulture),
        ["page"] = page == 1 ? null : page.ToString(CultureInfo.InvariantCulture),
    });

    private static T? ReadChoice<T>(string? text) where T : struct, Enum =>
        Enum.TryParse<T>(text, ignoreCase: true, out var value) && Enum.IsDefined(value) ? value : null;

    // The ends of the calendar have no instant on either side of them.
    private static DateOnly? ReadDay(string? text) =>
        DateOnly.TryParseExact(text, Day, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is > 1 and < 9999
            ? day
            : null;
}
