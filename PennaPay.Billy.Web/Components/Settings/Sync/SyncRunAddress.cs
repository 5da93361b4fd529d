using Microsoft.AspNetCore.WebUtilities;
using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Sync;
using PennaPay.Billy.Core.Sync.Runs;
using PennaPay.Billy.Core.Sync.Runs.Lists;
using PennaPay.Billy.Core.Values;
using PennaPay.Billy.Web.Components.Shared;

namespace PennaPay.Billy.Web.Components.Settings.Sync;

/// <summary>What the page of a run shows of its records, as its address says it; the export takes the same words.</summary>
public sealed record SyncRunAddress(
    Guid Run, SyncSection? Section = null, SyncModule? Module = null, SyncSide? Side = null, SyncOutcome? Outcome = null, string? Code = null, string? Search = null, int Page = 1)
{
    public const int PageSize = 50;

    public bool IsFiltered => this with { Page = 1 } != new SyncRunAddress(Run);

    public SyncItemQuery Query => new(Run)
    {
        Section = Section, Module = Module, Side = Side, Outcome = Outcome, Code = Code, Search = Search, Skip = (Page - 1) * PageSize, Take = PageSize,
    };

    public string Href => At(Of(Run), Page);

    public string ExportHref => At($"{Of(Run)}/export.csv", 1);

    public static string Of(Guid run) => $"{SyncRunsPage.Path}/{run}";

    /// <summary>Reads an address; what it does not know is left out.</summary>
    public static SyncRunAddress Read(
        Guid run, string? section, string? module, string? side, string? outcome, string? code, string? search, int? page = null) => new(
        run,
        AddressWords.ReadChoice<SyncSection>(section),
        AddressWords.ReadChoice<SyncModule>(module),
        AddressWords.ReadChoice<SyncSide>(side),
        AddressWords.ReadChoice<SyncOutcome>(outcome),
        FailureCodes.All.Contains(code) ? code : null,
        SearchText.Tidy(search),
        AddressWords.ReadPage(page, PageSize));

    private string At(string path, int page) => QueryHelpers.AddQueryString(path, new Dictionary<string, string?>
    {
        ["section"] = Section?.ToString(),
        ["module"] = Module?.ToString(),
        ["side"] = Side?.ToString(),
        ["outcome"] = Outcome?.ToString(),
        ["code"] = Code,
        ["q"] = Search,
        ["page"] = AddressWords.OfPage(page),
    });
}
