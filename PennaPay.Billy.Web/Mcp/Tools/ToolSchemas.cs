using System.Text.Json.Nodes;
using PennaPay.Billy.Core.Systems.Billy.Lookup;

namespace PennaPay.Billy.Web.Mcp.Tools;

/// <summary>What tools answer, as JSON Schema.</summary>
internal static class ToolSchemas
{
    public static JsonObject List(bool tellsNames) => Object(
        tellsNames,
        new JsonObject
        {
            ["columns"] = ArrayOf(Text()),
            ["rows"] = ArrayOf(ArrayOf(Text())),
            ["total"] = Whole(),
            ["left"] = Whole(),
            ["nextCursor"] = Text(),
            ["cutTexts"] = Whole(),
            ["appliedFilters"] = Texts(),
            ["note"] = Text(),
        },
        "columns", "rows", "total", "left", "asOf");

    public static JsonObject One(LookupResource resource)
    {
        var record = Record(resource.Fields);
        foreach (var children in resource.Children)
            record["properties"]!.AsObject()[children.Name] = ArrayOf(Record(children.Fields));
        return Object(resource.NamesInOne, new JsonObject { ["record"] = record }, "record", "asOf");
    }

    private static JsonObject Object(bool tellsNames, JsonObject own, params string[] required)
    {
        own["asOf"] = Text();
        if (tellsNames)
            own["namesAsOf"] = Text();
        own["currency"] = Text();
        own["organization"] = Texts();
        own["sandbox"] = new JsonObject { ["type"] = "boolean" };
        own["open"] = Texts();
        own["othersTexts"] = ArrayOf(Text());
        return new JsonObject
        {
            ["type"] = "object", ["properties"] = own, ["required"] = new JsonArray([.. required.Select(name => JsonValue.Create(name))]),
        };
    }

    // Almost all values are texts: only what is none needs telling.
    private static JsonObject Record(IReadOnlyList<LookupField> fields)
    {
        JsonObject properties = [];
        foreach (var field in fields.Where(field => field.Kind is LookupKind.Flag or LookupKind.Whole))
            properties[field.Name] = new JsonObject { ["type"] = field.Kind == LookupKind.Flag ? "boolean" : "integer" };
        return new JsonObject { ["type"] = "object", ["properties"] = properties, ["additionalProperties"] = Text() };
    }

    private static JsonObject Text() => new() { ["type"] = "string" };

    private static JsonObject Whole() => new() { ["type"] = "integer" };

    private static JsonObject Texts() => new() { ["type"] = "object" };

    private static JsonObject ArrayOf(JsonObject items) => new() { ["type"] = "array", ["items"] = items };
}
