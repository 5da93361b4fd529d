using System.Globalization;
using Microsoft.Extensions.Localization;
using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Core.Push.History;
using PennaPay.Billy.Core.Values;
using PennaPay.Billy.Web.Components.Shared;
using PennaPay.Billy.Web.Resources;
using PennaPay.Billy.Web.Security;

namespace PennaPay.Billy.Web.Components.History;

/// <summary>The history as a file: what the page shows, all of it, of the signed-in user's own workspace.</summary>
internal static class HistoryExport
{
    public const string Path = "/history/export.csv";

    public static void MapHistoryExport(this IEndpointRouteBuilder endpoints) => endpoints.MapCsv(Path, ExportAsync);

    private static async Task<IResult> ExportAsync(
        HttpContext context, CurrentUser users, PushHistory history, TimeProvider time, OutcomeWords words,
        IStringLocalizer<HistoryTexts> texts, IStringLocalizer<PushTexts> pushTexts,
        string? q, string? invoice, string? state, string? cause, string? from, string? to, CancellationToken cancellationToken)
    {
        if (await users.CheckAsync(context.User, cancellationToken) is not { } user)
            return Results.Challenge();
        var view = HistoryView.Read(q, invoice, state, cause, from, to);
        var format = new CsvTable<HistoryRow>(CultureInfo.CurrentCulture, Columns(words, texts, pushTexts));
        return CsvDownload.Of(context, target => history.ExportAsync(user.Actor, view.Query, format, target, cancellationToken), texts["Export.FileName"], time);
    }

    private static IReadOnlyList<CsvColumn<HistoryRow>> Columns(
        OutcomeWords words, IStringLocalizer<HistoryTexts> texts, IStringLocalizer<PushTexts> pushTexts) =>
    [
        new(texts["Column.Time"], row => CsvDownload.Time(row.At)),
        new(texts["Column.Invoice"], row => row.InvoiceNumber),
        new(texts["Column.Outcome"], row => row is { State: PushState.Rejected, Failure: { } failure } ? pushTexts[failure.IsStoppedHere ? "Push.Rejected.Here" : "Push.Rejected.There"] : pushTexts[$"Push.{row.State}"]),
        new(texts["Column.Answer"], words.Say),
        new(texts["Column.Code"], row => row.Failure?.Code),
        new(texts["Column.Cause"], row => pushTexts[$"Cause.{row.Cause}"]),
        new(texts["Column.StartedBy"], row => row.StartedBy),
        new(texts["Column.Attempt"], row => row.Attempt.ToString(CultureInfo.InvariantCulture)),
        new(texts["Column.Milliseconds"], row => row.Duration?.TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture)),
        new(texts["Column.BillyId"], row => row.RemoteId),
        new(texts["Column.Now"], row => row.Now is { } now ? pushTexts[$"Invoice.{now}"].Value : null),
        new(texts["Column.NumberNow"], row => row.NumberNow),
        new(texts["Column.PushId"], row => row.PushId.ToString()),
    ];
}
