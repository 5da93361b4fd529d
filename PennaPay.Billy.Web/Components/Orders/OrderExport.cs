using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Localization;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Sync.Sources.Pushing;
using PennaPay.Billy.Core.Sync.Sources.Ways;
using PennaPay.Billy.Core.Values;
using PennaPay.Billy.Web.Components.Push;
using PennaPay.Billy.Web.Components.Shared;
using PennaPay.Billy.Web.Resources;
using PennaPay.Billy.Web.Security;

namespace PennaPay.Billy.Web.Components.Orders;

/// <summary>A shop's orders and what became of them as a file: all that the page's filters find.</summary>
internal static class OrderExport
{
    private const string Path = OrdersView.Path + "/export.csv";

    public static void MapOrderExport(this IEndpointRouteBuilder endpoints) => endpoints.MapCsv(Path, ExportAsync);

    public static string HrefOf(OrdersView view) => QueryHelpers.AddQueryString(Path, (view with { Page = 1 }).Parts);

    private static async Task<IResult> ExportAsync(
        HttpContext context, CurrentUser users, ShopPairs pairs, InvoiceWays ways, OrderWords words, PushWords push, TimeProvider time, IStringLocalizer<OrderTexts> texts,
        string? shop, string? state, string? q, string? from, CancellationToken cancellationToken)
    {
        if (await users.CheckAsync(context.User, cancellationToken) is not { } user)
            return Results.Challenge();
        var view = OrdersView.Of(shop, state, q, from, null);
        if ((await pairs.AllAsync(user.Actor.Workspace, cancellationToken)).FirstOrDefault(one => one.Shop.Id == view.Shop) is not { Company: { } company } pair)
            return Results.NotFound();
        var format = new CsvTable<WayRow>(CultureInfo.CurrentCulture, Columns(texts, words, push, words.Name(pair.Shop), words.Name(company)));
        return CsvDownload.Of(context, target => ways.ExportAsync(user.Actor, pair.Shop.Id, company.Id, view.Query, format, target, cancellationToken), texts["FileName"], time);
    }

    private static IReadOnlyList<CsvColumn<WayRow>> Columns(IStringLocalizer<OrderTexts> texts, OrderWords words, PushWords push, string shop, string company) =>
    [
        new(texts["Column.Shop"], _ => shop),
        new(texts["Column.Company"], _ => company),
        new(texts["Column.Order"], row => row.SourceId),
        new(texts["Column.Number"], row => row.Number),
        new(texts["Column.Customer"], row => row.CustomerName),
        new(texts["Column.Date"], row => row.IssueDate.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        new(texts["Column.Amount"], row => (row.Kind == InvoiceKind.CreditNote ? -row.Gross : row.Gross).ToString("0.00", CultureInfo.InvariantCulture)),
        new(texts["Column.Currency"], row => row.Currency),
        new(texts["Column.State"], row => words.State(row.State)),
        new(texts["Column.Document"], row => row.DocumentNumber ?? row.DocumentId),
        new(texts["Column.Delivery"], row => row.Delivery is { } way ? texts[$"Delivery.{way}"].Value : null),
        new(texts["Column.Why"], row => row.Failure is { } failure ? push.Reason(failure) : row.DeliveryReason),
        new(texts["Column.Told"], row => texts[$"PaymentTold.{row.PaymentTold}"]),
    ];
}
