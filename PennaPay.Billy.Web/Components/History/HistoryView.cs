using Microsoft.AspNetCore.WebUtilities;
using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Core.Push.History;
using PennaPay.Billy.Core.Values;
using PennaPay.Billy.Web.Components.Shared;

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
        AddressWords.ReadChoice<PushState>(state),
        AddressWords.ReadChoice<PushCause>(cause),
        AddressWords.ReadDay(from),
        AddressWords.ReadDay(to),
        AddressWords.ReadPage(page, PageSize));

    private string At(string path, int page) => QueryHelpers.AddQueryString(path, new Dictionary<string, string?>
    {
        ["q"] = Search,
        ["invoice"] = Invoice?.ToString(),
        ["state"] = State?.ToString(),
        ["cause"] = Cause?.ToString(),
        ["from"] = AddressWords.Of(From),
        ["to"] = AddressWords.Of(To),
        ["page"] = AddressWords.OfPage(page),
    });
}
