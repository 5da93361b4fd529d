using System.Globalization;
using Microsoft.Extensions.Localization;
using PennaPay.Billy.Core.Sync.Sources;
using PennaPay.Billy.Core.Sync.Sources.Balances;
using PennaPay.Billy.Core.Values;
using PennaPay.Billy.Web.Components.Shared;
using PennaPay.Billy.Web.Resources;
using PennaPay.Billy.Web.Security;

namespace PennaPay.Billy.Web.Components.Customers.Sources;

/// <summary>Aged receivables as a file: all customers and currencies of one source.</summary>
internal static class AgedExport
{
    private const string Path = AgedView.Path + "/export.csv";

    public static void MapAgedExport(this IEndpointRouteBuilder endpoints) => endpoints.MapCsv(Path, ExportAsync);

    public static string HrefOf(Guid connection) => $"{Path}?source={connection}";

    private static async Task<IResult> ExportAsync(
        HttpContext context, CurrentUser users, SourceList sources, AgedReceivables receivables, SourceDays days, TimeProvider time, IStringLocalizer<CustomerTexts> texts, Guid source,
        CancellationToken cancellationToken)
    {
        if (await users.CheckAsync(context.User, cancellationToken) is not { } user)
            return Results.Challenge();
        if ((await sources.AllAsync(user.Actor.Workspace, cancellationToken)).FirstOrDefault(one => one.Connection == source) is not { } found)
            return Results.NotFound();
        var format = new CsvTable<AgedRow>(CultureInfo.CurrentCulture, Columns(texts, found, days.Today(found.System)));
        return CsvDownload.Of(context, target => receivables.ExportAsync(user.Actor, source, format, target, cancellationToken), texts["Aged.FileName"], time);
    }

    private static IReadOnlyList<CsvColumn<AgedRow>> Columns(IStringLocalizer<CustomerTexts> texts, CustomerSource source, DateOnly day) =>
    [
        new(texts["Aged.Column.Day"], _ => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        new(texts["Aged.Column.AsOf"], _ => source.AsOf is { } at ? CsvDownload.Time(at) : null),
        new(texts["Source.Choose"], _ => SourceWords.Name(texts, source)),
        new(texts["Column.Name"], row => row.Name),
        new(texts["Column.CustomerNo"], row => row.CustomerNo),
        new(texts["Aged.Column.Currency"], row => row.Currency),
        new(texts["Aged.NotDue"], row => Amount(row.Amounts.NotDue)),
        new(texts["Aged.Days30"], row => Amount(row.Amounts.Days30)),
        new(texts["Aged.Days60"], row => Amount(row.Amounts.Days60)),
        new(texts["Aged.Days90"], row => Amount(row.Amounts.Days90)),
        new(texts["Aged.Older"], row => Amount(row.Amounts.Older)),
        new(texts["Aged.Total"], row => Amount(row.Amounts.Total)),
        new(texts["Aged.Column.Note"], row => row.GoneAt is not null ? texts["Source.Gone"].Value : row.LeftOutAt is not null ? texts["Source.LeftOut"].Value : null),
    ];

    private static string Amount(decimal amount) => amount.ToString("0.00", CultureInfo.InvariantCulture);
}
