using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using PennaPay.Billy.Core.Systems.Billy.Lookup;

namespace PennaPay.Billy.Web.Mcp.Tools;

/// <summary>The arguments of a tool: what they are called, what they may be, and whether those that came are that.</summary>
internal sealed class ToolArguments
{
    public const string OrganizationId = "organization_id";
    public const string Include = "include";
    public const string Page = "page";
    public const string PageSize = "page_size";
    public const string Cursor = "cursor";
    public const string SortProperty = "sort_property";
    public const string SortDirection = "sort_direction";

    private readonly IReadOnlyList<ToolArgument> all;
    private readonly IReadOnlySet<string> filters;

    private ToolArguments(IReadOnlyList<ToolArgument> all, IReadOnlySet<string> filters) => (this.all, this.filters) = (all, filters);

    /// <summary>Those of a tool that takes none.</summary>
    public static ToolArguments None { get; } = new([], new HashSet<string>());

    public static ToolArguments Of(IEnumerable<ToolArgument> own) => new([.. own, Organization], new HashSet<string>());

    public static ToolArguments ForOne(LookupResource resource) => Of(
    [
        new ToolArgument(IdOf(resource), LookupKind.Id) { IsRequired = true },
        .. resource.Children.Where(children => !children.IsAlwaysThere).Select(children => children.Name).ToList() is { Count: > 0 } names
            ? new[]
            {
                new ToolArgument(Include, LookupKind.Code) { Several = names, About = $"Comma-separated: {string.Join(", ", names)}" },
            }
            : [],
    ]);

    public static ToolArguments ForList(LookupResource resource) => new(
        [
            .. resource.Filters.Select(filter => new ToolArgument(filter.Argument, filter.Kind)
            {
                IsRequired = filter.IsRequired, Options = filter.Options, About = filter.About,
            }),
            .. resource.Sorts.Count == 0 ? Array.Empty<ToolArgument>()
            :
            [
                new ToolArgument(SortProperty, LookupKind.Code) { Options = resource.Sorts },
                new ToolArgument(SortDirection, LookupKind.Code) { Options = ["ASC", "DESC"] },
            ],
            new ToolArgument(PageSize, LookupKind.Whole) { Least = 1, Most = LookupList.LargestPage, About = "Default 100" },
            new ToolArgument(Page, LookupKind.Whole) { Least = 1, Most = 1_000_000, About = "From 1; prefer cursor" },
            new ToolArgument(Cursor, LookupKind.Code) { About = "nextCursor of the answer before; the other arguments unchanged" },
            Organization,
        ],
        resource.Filters.Select(filter => filter.Argument).ToHashSet(StringComparer.Ordinal));

    /// <summary>What the id of one record is called: <c>daybook_transaction_id</c>.</summary>
    public static string IdOf(LookupResource resource) =>
        string.Concat(resource.Singular.Select(letter => char.IsAsciiLetterUpper(letter) ? $"_{char.ToLowerInvariant(letter)}" : letter.ToString())) + "_id";

    public IReadOnlyList<ToolArgument> All => all;

    public JsonObject Schema()
    {
        JsonObject properties = [];
        foreach (var argument in all)
            properties[argument.Name] = argument.Schema();
        JsonObject schema = new() { ["type"] = "object", ["properties"] = properties, ["additionalProperties"] = false };
        if (all.Where(argument => argument.IsRequired).Select(argument => JsonValue.Create(argument.Name)).ToArray() is { Length: > 0 } required)
            schema["required"] = new JsonArray([.. required]);
        return schema;
    }

    public Read Parse(IDictionary<string, JsonElement>? given)
    {
        Dictionary<string, string> values = [];
        foreach (var (name, value) in given ?? new Dictionary<string, JsonElement>())
        {
            if (all.FirstOrDefault(argument => argument.Name == name) is not { } argument)
                return Wrong($"'{Short(name)}' is not one of {string.Join(", ", all.Select(known => known.Name))}.");
            if (argument.Check(value, out var text) is { } problem)
                return Wrong($"{name} {problem}.", argument);
            values[name] = text;
        }

        return all.FirstOrDefault(argument => argument.IsRequired && !values.ContainsKey(argument.Name)) is { } missing
            ? Wrong($"{missing.Name} is missing.", missing)
            : new(null, values, filters);

        Read Wrong(string problem, ToolArgument? about = null) =>
            new(problem, values, filters) { ProblemAbout = about, Given = given?.Keys.ToHashSet() ?? [] };
    }

    private static ToolArgument Organization { get; } = new(OrganizationId, LookupKind.Id) { About = "Default: the connected one" };

    internal static string Short(string text) => Core.Values.OutsideText.Line(text, 40);

    /// <summary>What came.</summary>
    /// <param name="Problem">What is wrong with it; null when nothing is.</param>
    /// <param name="Values">Each as checked text.</param>
    /// <param name="filters">Which of them are conditions.</param>
    public sealed record Read(string? Problem, IReadOnlyDictionary<string, string> Values, IReadOnlySet<string> filters)
    {
        /// <summary>The argument that is wrong or missing; null where what came is no argument of the tool.</summary>
        public ToolArgument? ProblemAbout { get; init; }

        /// <summary>The names of all that came.</summary>
        public IReadOnlySet<string> Given { get; init; } = new HashSet<string>();

        public IReadOnlyDictionary<string, string> Filters => Values.Where(pair => filters.Contains(pair.Key)).ToDictionary();

        public IReadOnlySet<string> Include => (Text(ToolArguments.Include) ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries).ToHashSet();

        public string? Text(string name) => Values.GetValueOrDefault(name);

        public int? Number(string name) => Values.TryGetValue(name, out var text) ? int.Parse(text, CultureInfo.InvariantCulture) : null;
    }
}
