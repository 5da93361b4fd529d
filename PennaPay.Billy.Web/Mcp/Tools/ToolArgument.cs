using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using PennaPay.Billy.Core.Systems.Billy.Lookup;
using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Web.Mcp.Tools;

/// <summary>One argument of a tool.</summary>
internal sealed partial record ToolArgument(string Name, LookupKind Kind)
{
    private const int LongestText = 200;

    public bool IsRequired { get; init; }

    /// <summary>The words that it takes, where it takes but few.</summary>
    public IReadOnlyList<string> Options { get; init; } = [];

    /// <summary>The words of which it takes several, separated by commas.</summary>
    public IReadOnlyList<string> Several { get; init; } = [];

    public int? Least { get; init; }

    public int? Most { get; init; }

    /// <summary>What is said of it besides its name.</summary>
    public string? About
    {
        get => field ?? (Kind == LookupKind.Time ? "UTC, such as 2026-11-01T00:00:00" : null);
        init;
    }

    public JsonObject Schema()
    {
        JsonObject schema = new() { ["type"] = Kind switch { LookupKind.Flag => "boolean", LookupKind.Whole => "integer", _ => "string" } };
        if (Options.Count > 0)
            schema["enum"] = new JsonArray([.. Options.Select(option => JsonValue.Create(option))]);
        if (Kind == LookupKind.Date)
            schema["format"] = "date";
        if (Least is { } least)
            schema["minimum"] = least;
        if (Most is { } most)
            schema["maximum"] = most;
        if (About is { } about)
            schema["description"] = about;
        return schema;
    }

    /// <summary>What is wrong with a value as the end of a sentence; null when it is right.</summary>
    /// <param name="value">What came.</param>
    /// <param name="text">The value as checked text.</param>
    public string? Check(JsonElement value, out string text)
    {
        text = "";
        if (Kind == LookupKind.Flag)
        {
            text = value.ValueKind == JsonValueKind.True ? "true" : "false";
            return value.ValueKind is JsonValueKind.True or JsonValueKind.False ? null : "takes true or false";
        }

        if (Kind == LookupKind.Whole)
        {
            if (value.ValueKind != JsonValueKind.Number || !value.TryGetInt32(out var number) || number < Least || number > Most)
                return Least is null ? "takes a whole number" : $"takes a whole number from {Least} to {Most}";
            text = number.ToString(CultureInfo.InvariantCulture);
            return null;
        }

        if (value.ValueKind != JsonValueKind.String || Read(value) is not { Length: > 0 } given)
            return "takes a text";
        if (given.Length > LongestText)
            return $"takes at most {LongestText} characters";
        text = given;
        return Kind switch
        {
            _ when Options.Count > 0 => Options.Contains(given) ? null : $"takes one of {string.Join(", ", Options)}",
            _ when Several.Count > 0 => Include(given, out text) ? null : $"takes {string.Join(", ", Several)}, separated by commas",
            LookupKind.Id => BillyLookup.IsId(given) ? null : "takes an id of Billy's: letters, digits, - and _",
            LookupKind.Date => DateOnly.TryParseExact(given, "yyyy-MM-dd", out _) ? null : "takes a day such as 2026-11-30",
            LookupKind.Time => DateTime.TryParseExact(given, "yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
                ? null : "takes a time such as 2026-11-30T12:00:00",
            LookupKind.Amount => decimal.TryParse(given, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _)
                ? null : "takes a number as text, such as 1250.50",
            LookupKind.Code => CodeShape.IsMatch(given) ? null : "takes letters, digits, and . : - _ only",
            _ => given == OutsideText.Line(given) ? null : "takes one line of text",
        };
    }

    // As Billy writes includes too: invoice.lines:embed.
    private bool Include(string given, out string names)
    {
        var asked = given.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(name => name.Split(':')[0].Split('.')[^1]).Distinct().ToList();
        names = string.Join(',', asked);
        return asked.Count > 0 && asked.TrueForAll(Several.Contains);
    }

    private static string? Read(JsonElement value)
    {
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            // A text that is no Unicode.
            return null;
        }
    }

    [GeneratedRegex(@"\A[A-Za-z0-9_.:-]{1,100}\z")]
    private static partial Regex CodeShape { get; }
}
