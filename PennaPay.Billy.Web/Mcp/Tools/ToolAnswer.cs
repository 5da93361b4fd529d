using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using ModelContextProtocol.Protocol;
using PennaPay.Billy.Core.Systems.Billy.Lookup;
using PennaPay.Billy.Web.Components.Shared;

namespace PennaPay.Billy.Web.Mcp.Tools;

/// <summary>
/// An answer in its two forms: as JSON of the tool's schema, and as text for clients that hand on nothing else. A list is a table
/// with tabs there, which says the same in fewer bytes.
/// </summary>
/// <param name="Result">What is sent.</param>
/// <param name="Bytes">How many bytes its content has.</param>
internal sealed record ToolAnswer(CallToolResult Result, int Bytes)
{
    /// <summary>The most bytes of an answer.</summary>
    public const int MostBytes = 40_000;

    /// <summary>The most bytes of its rows in both forms: what is said of them takes some too.</summary>
    public const int MostRowBytes = MostBytes - 1_700;

    /// <summary>What leaving an id out of a line saves.</summary>
    public const int BytesOfAnId = 22;

    private static readonly JsonSerializerOptions AsWritten = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static ToolAnswer Of(BillyTool tool, LookupOutcome outcome, FailureDescriber failures, Uri? own) => outcome switch
    {
        LookupOutcome.Listed listed => List(tool.Resource, listed, own),
        LookupOutcome.Found found => One(tool.Resource, found, own),
        LookupOutcome.Refused refused => Refusal(refused, failures),
        _ => throw new ArgumentOutOfRangeException(nameof(outcome)),
    };

    private static ToolAnswer List(LookupResource resource, LookupOutcome.Listed listed, Uri? own)
    {
        var buffer = new ArrayBufferWriter<byte>(MostRowBytes + 2000);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            WriteTexts(writer, "columns", resource.Columns.Select(column => column.Name));
            writer.WriteStartArray("rows");
            foreach (var row in listed.Rows)
                writer.WriteRawValue(row.Span, skipInputValidation: true);
            writer.WriteEndArray();
            writer.WriteNumber("total", listed.Total);
            writer.WriteNumber("left", listed.Left);
            if (listed.NextCursor is not null)
                writer.WriteString("nextCursor", listed.NextCursor);
            if (listed.CutTexts > 0)
                writer.WriteNumber("cutTexts", listed.CutTexts);
            writer.WriteStartObject("appliedFilters");
            foreach (var (name, value) in listed.List.Filters)
                writer.WriteString(name, value);
            if (listed.List.SortProperty is { } sort)
            {
                writer.WriteString(ToolArguments.SortProperty, sort);
                writer.WriteString(ToolArguments.SortDirection, listed.List.Descending ? "DESC" : "ASC");
            }

            writer.WriteEndObject();
            if (listed.Note is not null)
                writer.WriteString("note", listed.Note);
            WriteAbout(writer, resource, listed.About, own, "{id}", OthersTexts(resource.Columns));
            writer.WriteEndObject();
        }

        return Made(buffer.WrittenMemory, Table(resource, listed));
    }

    private static ToolAnswer One(LookupResource resource, LookupOutcome.Found found, Uri? own)
    {
        var buffer = new ArrayBufferWriter<byte>(4000);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WritePropertyName("record");
            found.Record.WriteTo(writer);
            WriteAbout(
                writer, resource, found.About, own, found.Id,
                OthersTexts(resource.Fields).Concat(resource.Children.Where(children => found.Record.ContainsKey(children.Name))
                    .SelectMany(children => OthersTexts(children.Fields).Select(name => $"{children.Name}.{name}"))));
            writer.WriteEndObject();
        }

        return Made(buffer.WrittenMemory, text: null);
    }

    private static ToolAnswer Refusal(LookupOutcome.Refused refused, FailureDescriber failures)
    {
        var failure = failures.Describe(refused.Failure);
        var told = McpFailure.Of(failure);
        var text = $"{failure.Label}: {failure.Summary} {failure.Next}";
        if (refused.RetryAfter is { } wait)
        {
            told["retryAfterSeconds"] = (int)Math.Ceiling(wait.TotalSeconds);
            text += $" (retry after {told["retryAfterSeconds"]} s)";
        }

        var structured = JsonSerializer.SerializeToElement(told);
        return new(
            new CallToolResult { IsError = true, Content = [new TextContentBlock { Text = text }], StructuredContent = structured },
            structured.GetRawText().Length + text.Length);
    }

    /// <summary>The rows as lines; what each line's texts say was written by others.</summary>
    private static string Table(LookupResource resource, LookupOutcome.Listed listed)
    {
        StringBuilder table = new();
        var about = listed.About;
        table.Append(CultureInfo.InvariantCulture, $"{resource.Plural} of {about.OrganizationName}{(about.IsSandbox ? " (sandbox)" : "")}, read {Time(about.AsOf)}: ")
            .Append(CultureInfo.InvariantCulture, $"{listed.Rows.Count} of {listed.Total}, {listed.Left} left");
        if (listed.NextCursor is not null)
            table.Append(CultureInfo.InvariantCulture, $"; go on with cursor {listed.NextCursor}");
        if (listed.CutTexts > 0)
            table.Append(CultureInfo.InvariantCulture, $"; {listed.CutTexts} texts cut at …");
        var isShown = resource.Columns.Select(column => !resource.ToldByName.Contains(column.Name)).ToArray();
        table.Append('\n').AppendJoin('\t', resource.Columns.Where((_, i) => isShown[i]).Select(column => column.Name)).Append('\n');
        foreach (var row in listed.Rows)
        {
            var reader = new Utf8JsonReader(row.Span);
            var column = 0;
            while (reader.Read())
            {
                if (reader.TokenType == JsonTokenType.String && isShown[column++])
                    table.Append(column == 1 ? "" : "\t").Append(reader.GetString());
            }

            table.Append('\n');
        }

        return table.ToString();
    }

    /// <param name="json">The answer.</param>
    /// <param name="text">The same as text; null for the JSON itself, with its letters as they are.</param>
    private static ToolAnswer Made(ReadOnlyMemory<byte> json, string? text)
    {
        using var document = JsonDocument.Parse(json);
        text ??= JsonSerializer.Serialize(document.RootElement, AsWritten);
        return new(
            new CallToolResult { Content = [new TextContentBlock { Text = text }], StructuredContent = document.RootElement.Clone() },
            json.Length + Encoding.UTF8.GetByteCount(text));
    }

    private static void WriteAbout(Utf8JsonWriter writer, LookupResource resource, LookupAbout about, Uri? own, string id, IEnumerable<string> othersTexts)
    {
        writer.WriteString("asOf", Time(about.AsOf));
        if (about.NamesAsOf is { } named)
            writer.WriteString("namesAsOf", Time(named));
        if (about.Currency is not null)
            writer.WriteString("currency", about.Currency);
        writer.WriteStartObject("organization");
        writer.WriteString("id", about.OrganizationId);
        if (about.OrganizationName is not null)
            writer.WriteString("name", about.OrganizationName);
        writer.WriteEndObject();
        writer.WriteBoolean("sandbox", about.IsSandbox);
        writer.WriteStartObject("open");
        if (resource.Pages is { } pages)
        {
            if (about.PagesUrl is { } billy)
                writer.WriteString("billy", $"{billy.AbsoluteUri.TrimEnd('/')}/{pages}/{id}");
            if (own is not null)
                writer.WriteString("dashboard", RecordAddresses.Of(own, pages, id));
        }

        writer.WriteEndObject();
        WriteTexts(writer, "othersTexts", othersTexts);
    }

    private static void WriteTexts(Utf8JsonWriter writer, string name, IEnumerable<string> texts)
    {
        writer.WriteStartArray(name);
        foreach (var text in texts)
            writer.WriteStringValue(text);
        writer.WriteEndArray();
    }

    /// <summary>The values that somebody wrote freely, and that are no instructions to whoever reads them.</summary>
    private static IEnumerable<string> OthersTexts(IEnumerable<LookupField> fields) => fields.Where(field => field.Kind == LookupKind.Text).Select(field => field.Name);

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
