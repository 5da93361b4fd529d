using System.Globalization;
using Microsoft.Extensions.Localization;
using PennaPay.Billy.Core.Records.CustomFields;
using PennaPay.Billy.Core.Sync;
using PennaPay.Billy.Core.Sync.Runs.Lists;
using PennaPay.Billy.Core.Values;
using PennaPay.Billy.Web.Components.Shared;
using PennaPay.Billy.Web.Resources;
using PennaPay.Billy.Web.Security;

namespace PennaPay.Billy.Web.Components.Settings.Sync;

/// <summary>A run as a file: what its page shows, all of it, a line a field.</summary>
internal static class SyncExport
{
    public static void MapSyncExport(this IEndpointRouteBuilder endpoints) => endpoints.MapCsv(SyncRunsPage.Path + "/{run:guid}/export.csv", ExportAsync);

    private static async Task<IResult> ExportAsync(
        HttpContext context, CurrentUser users, SyncRunList runs, TimeProvider time, SyncWords words, CustomFieldList fields,
        IStringLocalizer<SyncTexts> texts, Guid run, string? section, string? module, string? side, string? outcome, string? code, string? q, CancellationToken cancellationToken)
    {
        if (await users.CheckAsync(context.User, cancellationToken) is not { } user)
            return Results.Challenge();
        if (await runs.FindAsync(user.Actor.Workspace, run, cancellationToken) is not { } found)
            return Results.NotFound();
        var query = SyncRunAddress.Read(run, section, module, side, outcome, code, q).Query;
        var own = await fields.NamesAsync(user.Actor.Workspace, cancellationToken);
        var format = new CsvTable<SyncExportRow>(CultureInfo.CurrentCulture, Columns(words, own, texts, found.Run.IsDry));
        return CsvDownload.Of(context, target => runs.ExportAsync(user.Actor, query, format, target, cancellationToken), texts["Export.FileName"], time);
    }

    private static IReadOnlyList<CsvColumn<SyncExportRow>> Columns(SyncWords words, CustomFieldNames own, IStringLocalizer<SyncTexts> texts, bool isDry) =>
    [
        new(texts["Column.Time"], row => CsvDownload.Time(row.Item.At)),
        new(texts["Column.Module"], row => words.Module(row.Item.Module)),
        new(texts["Column.Record"], row => row.Item.Title),
        new(texts["Column.Side"], row => words.Side(row.Side ?? row.Item.Side)),
        new(texts["Column.Outcome"], row => words.Outcome(row.Item.Outcome, isDry)),
        new(texts["Column.Field"], row => row.Field is { } field ? words.Field(row.Item.Module, row.Side ?? SyncSide.There, field, own) : null),
        new(texts["Column.Old"], row => words.Plain(row.Field ?? "", row.Old)),
        new(texts["Column.New"], row => words.Plain(row.Field ?? "", row.New)),
        new(texts["Column.Why"], row => row.Item.Failure is { } failure ? words.Failure(failure).Summary : row.Reason is { } reason ? texts[$"Reason.{reason}"].Value : row.Item.MatchedBy is { } match ? words.Match(match) : null),
        new(texts["Column.Code"], row => row.Item.FailureCode),
        new(texts["Column.LocalId"], row => row.Item.LocalId?.ToString()),
        new(texts["Column.RemoteId"], row => row.Item.RemoteId),
    ];
}
