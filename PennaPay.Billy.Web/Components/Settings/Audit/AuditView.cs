using Microsoft.AspNetCore.WebUtilities;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Audit;
using PennaPay.Billy.Web.Components.Shared;

namespace PennaPay.Billy.Web.Components.Settings.Audit;

/// <summary>
/// What the page of the audit shows, as its address says it; the export takes the same words. Who is a user's id, or
/// <see cref="ActorKind.Clock"/> or <see cref="ActorKind.Visitor"/> by name.
/// </summary>
public sealed record AuditView(
    AuditTopic? Topic = null, string? Who = null, AuditResult? Result = null, DateOnly? From = null, DateOnly? To = null, int Page = 1)
{
    public const int PageSize = 50;

    public const string Path = "/settings/audit";

    public static AuditView All { get; } = new();

    public bool IsFiltered => this with { Page = 1 } != All;

    public AuditQuery Query => new(
        Topic, Enum.TryParse<ActorKind>(Who, out var kind) ? kind : null, Guid.TryParse(Who, out var user) ? user : null, Result, From, To,
        (Page - 1) * PageSize, PageSize);

    public string Href => At(Path, Page);

    public string ExportHref => At(AuditExport.Path, 1);

    /// <summary>Reads an address; what it does not know is left out.</summary>
    public static AuditView Read(string? topic, string? who, string? result, string? from, string? to, int? page = null) => new(
        AddressWords.ReadChoice<AuditTopic>(topic),
        who is nameof(ActorKind.Clock) or nameof(ActorKind.Visitor) || Guid.TryParse(who, out _) ? who : null,
        AddressWords.ReadChoice<AuditResult>(result),
        AddressWords.ReadDay(from),
        AddressWords.ReadDay(to),
        AddressWords.ReadPage(page, PageSize));

    private string At(string path, int page) => QueryHelpers.AddQueryString(path, new Dictionary<string, string?>
    {
        ["topic"] = Topic?.ToString(),
        ["who"] = Who,
        ["result"] = Result?.ToString(),
        ["from"] = AddressWords.Of(From),
        ["to"] = AddressWords.Of(To),
        ["page"] = AddressWords.OfPage(page),
    });
}
