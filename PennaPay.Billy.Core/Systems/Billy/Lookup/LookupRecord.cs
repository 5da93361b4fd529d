using System.Globalization;
using System.Text.Json.Nodes;

namespace PennaPay.Billy.Core.Systems.Billy.Lookup;

/// <summary>One record as JSON: only what is set, each value of its kind.</summary>
internal static class LookupRecord
{
    public static JsonObject Of(IReadOnlyList<LookupField> fields, LookupSource source)
    {
        JsonObject record = [];
        foreach (var field in fields)
        {
            if (field.Read(source) is { Length: > 0 } text)
            {
                record[field.Name] = field.Kind switch
                {
                    LookupKind.Flag => text == "true",
                    LookupKind.Whole when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) => whole,
                    _ => text,
                };
            }
        }

        return record;
    }
}
