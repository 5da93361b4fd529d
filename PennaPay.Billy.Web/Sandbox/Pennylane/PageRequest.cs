using System.Globalization;
using System.Text;
using System.Text.Json;
using PennaPay.Billy.Web.Sandbox.Engine;

namespace PennaPay.Billy.Web.Sandbox.Pennylane;

/// <summary>Which page of a list is asked for. A cursor knows the last record of a page, and neither filter nor order nor length.</summary>
internal sealed record PageRequest(int Limit, string Sort, bool IsDescending)
{
    private const int Usual = 20;

    /// <summary>The id of the last record that was read; null: the first page.</summary>
    public long? LastId { get; init; }

    /// <summary>By what the last record stood where it stood, when the order is not that of ids.</summary>
    public string? LastKey { get; init; }

    public static PageRequest Of(IQueryCollection query, params ReadOnlySpan<string> sorts)
    {
        var sort = query["sort"].FirstOrDefault() is { Length: > 0 } asked ? asked : "-id";
        var page = new PageRequest(ReadLimit(query, 100), sort.TrimStart('-'), sort[0] == '-');
        if (page.Sort != "id" && !sorts.Contains(page.Sort))
            throw PennylaneRefusals.BadParameter("sort", "NotEnumInclude", $"\"{sort}\" isn't part of the enum");
        return query["cursor"].FirstOrDefault() is { Length: > 0 } cursor ? page.After(cursor) : page;
    }

    /// <summary>The length of a page. What is out of bounds is refused, not cut.</summary>
    public static int ReadLimit(IQueryCollection query, int most)
    {
        if (query["limit"].FirstOrDefault() is not { } text)
            return Usual;
        if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var limit))
            throw PennylaneRefusals.BadParameter("limit", "ValidateError", $"expected integer, but received String: \"{text}\"");
        if (limit < 1)
            throw PennylaneRefusals.BadParameter("limit", "LessThanMinimum", $"{limit} is less than minimum value");
        return limit <= most ? limit : throw PennylaneRefusals.BadParameter("limit", "MoreThanMaximum", $"{limit} is more than maximum value");
    }

    /// <summary>What leads to the page after this record.</summary>
    public string CursorAfter(long id, string? key)
    {
        var attributes = key is null ? (object[])[id] : [key, id];
        return Convert.ToBase64String(JsonSerializer.SerializeToUtf8Bytes(new { cursor_attributes = attributes, sort = IsDescending ? "-" + Sort : Sort }));
    }

    private PageRequest After(string cursor)
    {
        try
        {
            var attributes = JsonElement.Parse(Convert.FromBase64String(cursor)).GetProperty("cursor_attributes");
            var hasKey = Sort != "id";
            if (attributes.GetArrayLength() == (hasKey ? 2 : 1))
            {
                return this with
                {
                    LastId = attributes[hasKey ? 1 : 0].GetInt64(),
                    LastKey = hasKey ? attributes[0].GetString() : null,
                };
            }
        }
        catch (Exception fault) when (fault is FormatException or JsonException or InvalidOperationException or KeyNotFoundException or DecoderFallbackException)
        {
            // One sentence for all that is wrong with it.
        }
        throw InvalidCursor();
    }

    public static Refusal InvalidCursor() => PennylaneRefusals.BadRequest("The cursor is invalid");
}

/// <summary>A page of a list.</summary>
internal sealed record PageOf<T>(IReadOnlyList<T> Items, string? NextCursor);
