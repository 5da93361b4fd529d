using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Audit;

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

    private const string Day = "yyyy-MM-dd";

    public static AuditView All { get; } = new();

    public bool IsFiltered => this with { Page = 1 } != All;

    public AuditQuery Query => new(
        Topic, Enum.TryParse<ActorKind>(Who, out var kind) ? kind : null, Guid.TryParse(Who, out var user) ? user : null, Result, From, To,
        (Page - 1) * PageSize, PageSize);

    public string Href => At(Path, Page);

    public string ExportHref => At(AuditExport.Path, 1);

    /// <summary>Reads an address; what it does not know is left out.</summary>
    public static AuditView Read(string? topic, string? who, string? result, string? from, string? to, int? page = null) => new(
        ReadChoice<AuditTopic>(topic),
        who is nameof(ActorKind.Clock) or nameof(ActorKind.Visitor) || Guid.TryParse(who, out _) ? who : null,
        ReadChoice<AuditResult>(result),
        ReadDay(from),
        ReadDay(to),
        Math.Clamp(page ?? 1, 1, int.MaxValue / PageSize));

    private string At(string path, int page) => QueryHelpers.AddQueryString(path, new Dictionary<string, string?>
    {
        ["topic"] = Topic?.ToString(),
        ["who"] = Who,
        ["result"] = Result?.ToString(),
        ["from"] = From?.ToString(Day, CultureInfo.InvariantCulture),
        ["to"] = To?.ToString(Day, CultureInfo.InvariantCulture),
        ["page"] = page == 1 ? null : page.ToString(CultureInfo.InvariantCulture),
    });

    private static T? ReadChoice<T>(string? text) where T : struct, Enum =>
        Enum.TryParse<T>(text, ignoreCase: true, out var value) && Enum.IsDefined(value) ? value : null;

    // The ends of the calendar have no instant on either side of them.
    private static DateOnly? ReadDay(string? text) =>
        DateOnly.TryParseExact(text, Day, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is > 1 and < 9999 ? day : null;
}
