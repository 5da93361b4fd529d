using System.Globalization;
using Microsoft.Extensions.Localization;
using PennaPay.Billy.Core.Records.Invoices.Import;
using PennaPay.Billy.Core.Values;
using PennaPay.Billy.Web.Components.Shared;
using PennaPay.Billy.Web.Resources;

namespace PennaPay.Billy.Web.Components.Invoices;

/// <summary>A table with every column and one invoice of two lines, to be filled in and imported.</summary>
internal static class ImportTemplate
{
    public const string Path = "/invoices/import/template.csv";

    private static readonly string[] Rows = ["First", "Second"];

    public static void MapImportTemplate(this IEndpointRouteBuilder endpoints) => endpoints.MapCsv(Path, Template);

    /// <summary>The heading of a column in the reader's language.</summary>
    public static string Heading(ImportColumn column) =>
        CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "da" ? column.Danish : column.English;

    private static IResult Template(HttpContext context, TimeProvider time, IStringLocalizer<ImportTexts> texts) =>
        CsvDownload.Of(context, target => WriteAsync(target, texts, context.RequestAborted), texts["Template.FileName"], time);

    internal static Task WriteAsync(Stream target, IStringLocalizer<ImportTexts> texts, CancellationToken cancellationToken) =>
        new CsvTable<string>(
            CultureInfo.CurrentCulture,
            [.. ImportColumn.All.Select(column => new CsvColumn<string>(Heading(column), row => Cell(texts, column, row)))])
        .WriteAsync(Rows.ToAsyncEnumerable(), target, cancellationToken);

    // What belongs to the whole invoice need only stand in its first row.
    private static string? Cell(IStringLocalizer<ImportTexts> texts, ImportColumn column, string row) =>
        texts[$"Template.{row}.{column.Name}"] is { ResourceNotFound: false } cell ? cell.Value : null;
}
