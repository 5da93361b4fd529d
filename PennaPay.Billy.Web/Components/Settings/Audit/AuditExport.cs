using System.Globalization;
using Microsoft.Extensions.Localization;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Audit;
using PennaPay.Billy.Core.Values;
using PennaPay.Billy.Web.Components.Shared;
using PennaPay.Billy.Web.Resources;
using PennaPay.Billy.Web.Security;

namespace PennaPay.Billy.Web.Components.Settings.Audit;

/// <summary>The audit as a file: what the page shows, all of it, with each entry's hash.</summary>
internal static class AuditExport
{
    public const string Path = "/settings/audit/export.csv";

    public static void MapAuditExport(this IEndpointRouteBuilder endpoints) => endpoints.MapCsv(Path, ExportAsync);

    private static async Task<IResult> ExportAsync(
        HttpContext context, CurrentUser users, AuditLog audit, TimeProvider time, AuditWords words, IStringLocalizer<AuditTexts> texts,
        string? topic, string? who, string? result, string? from, string? to, CancellationToken cancellationToken)
    {
        if (await users.CheckAsync(context.User, cancellationToken) is not { } user)
            return Results.Challenge();
        if (!user.Actor.May(Permission.ReadAudit))
            return Results.StatusCode(StatusCodes.Status403Forbidden);
        var view = AuditView.Read(topic, who, result, from, to);
        var format = new CsvTable<AuditRow>(CultureInfo.CurrentCulture, Columns(words, texts));
        return CsvDownload.Of(context, target => audit.ExportAsync(user.Actor, view.Query, format, target, cancellationToken), texts["Export.FileName"], time);
    }

    private static IReadOnlyList<CsvColumn<AuditRow>> Columns(AuditWords words, IStringLocalizer<AuditTexts> texts) =>
    [
        new(texts["Column.Number"], row => row.Number.ToString(CultureInfo.InvariantCulture)),
        new(texts["Column.Time"], row => CsvDownload.Time(row.At)),
        new(texts["Column.What"], words.What),
        new(texts["Column.Result"], words.Result),
        new(texts["Column.Who"], words.Who),
        new(texts["Column.Where"], words.Where),
        new(texts["Column.Code"], row => row.Action),
        new(texts["Column.Refusal"], row => row.Refusal),
        new(texts["Column.ActorId"], row => row.ActorId),
        new(texts["Column.Session"], row => row.SessionId?.ToString()),
        new(texts["Column.Subject"], row => row.SubjectKind),
        new(texts["Column.SubjectId"], row => row.SubjectId),
        new(texts["Column.Count"], row => row.Count?.ToString(CultureInfo.InvariantCulture)),
        new(texts["Column.Hash"], row => row.Hash),
    ];
}
