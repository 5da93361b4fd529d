using System.Text.Json;
using System.Text.Json.Nodes;
using ModelContextProtocol.Protocol;
using PennaPay.Billy.Core.Systems.Billy.Lookup;
using PennaPay.Billy.Web.Mcp;
using PennaPay.Billy.Web.Mcp.Tools;

namespace PennaPay.Billy.Web.Components.Settings.Ai.Console;

/// <summary>A tool's answers for people. Pure.</summary>
internal static class ConsoleAnswers
{
    public static ConsoleAnswer Of(LookupResource resource, ToolCall call)
    {
        var result = call.Answer.Result;
        var forms = new ConsoleForms(
            string.Concat(result.Content.OfType<TextContentBlock>().Select(block => block.Text)), result.StructuredContent!.Value.GetRawText(), call.Answer.Bytes);
        return call.Outcome switch
        {
            LookupOutcome.Listed listed => new ConsoleAnswer.Listed(
                forms, Table(resource, listed), listed.Total, listed.Left, listed.NextCursor, listed.CutTexts, listed.Note, SourceOf(listed.About)),
            LookupOutcome.Found found => new ConsoleAnswer.Found(
                forms,
                [.. found.Record.Where(property => property.Value is JsonValue).Select(property => (property.Key, Say(property.Value!)))],
                [.. resource.Children.Where(children => found.Record[children.Name] is JsonArray)
                    .Select(children => (children.Name, Table(children.Fields, found.Record[children.Name]!.AsArray())))],
                resource.Pages is { } pages ? RecordAddresses.Of(pages, found.Id) : null, SourceOf(found.About)),
            LookupOutcome.Refused refused => new ConsoleAnswer.Refused(
                forms, refused.Failure, call.Asked.ProblemAbout?.Name,
                call.Asked.ProblemAbout is { } argument && !call.Asked.Given.Contains(argument.Name), refused.RetryAfter),
            _ => throw new ArgumentOutOfRangeException(nameof(call)),
        };
    }

    private static ConsoleTable Table(LookupResource resource, LookupOutcome.Listed listed)
    {
        List<IReadOnlyList<string>> rows = [.. listed.Rows.Select(row => JsonSerializer.Deserialize<string[]>(row.Span)!)];
        return new(Columns(resource.Columns), rows, resource.Pages is { } pages ? [.. rows.Select(row => RecordAddresses.Of(pages, row[0]))] : []);
    }

    /// <summary>A record has only what is set of it; columns are those that some record has.</summary>
    private static ConsoleTable Table(IReadOnlyList<LookupField> fields, JsonArray records)
    {
        List<LookupField> shown = [.. fields.Where(field => records.Any(record => record!.AsObject().ContainsKey(field.Name)))];
        return new(
            Columns(shown), [.. records.Select(record => (IReadOnlyList<string>)[.. shown.Select(field => record![field.Name] is { } value ? Say(value) : "")])], []);
    }

    private static IReadOnlyList<(string Name, bool IsNumber)> Columns(IEnumerable<LookupField> fields) =>
        [.. fields.Select(field => (field.Name, field.Kind is LookupKind.Amount or LookupKind.Whole))];

    private static string Say(JsonNode value) => value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : value.ToJsonString();

    private static ConsoleSource SourceOf(LookupAbout about) => new(about.OrganizationName, about.IsSandbox, about.Currency, about.AsOf);
}
