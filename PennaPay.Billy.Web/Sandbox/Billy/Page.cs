using System.Globalization;
using PennaPay.Billy.Web.Sandbox.Engine;

namespace PennaPay.Billy.Web.Sandbox.Billy;

/// <summary>One page of a list and the addresses of its neighbours.</summary>
internal sealed class Page
{
    private const int LargestSize = 1000;

    private readonly string url;
    private readonly IQueryCollection query;

    public Page(string url, IQueryCollection query, IReadOnlyList<SandboxRecord> all)
    {
        this.url = url;
        this.query = query;
        Number = Read("page") ?? 1;
        Size = Math.Min(Read("pageSize") ?? LargestSize, LargestSize);
        Total = all.Count;
        Count = (Total + Size - 1) / Size;
        Records = [.. all.Skip((int)Math.Min((long)(Number - 1) * Size, int.MaxValue)).Take(Size)];
    }

    public int Number { get; }

    public int Size { get; }

    public int Total { get; }

    /// <summary>How many pages there are.</summary>
    public int Count { get; }

    public IReadOnlyList<SandboxRecord> Records { get; init; }

    public string First => Url(null);

    public string? Previous => Number > 1 ? Url(Number - 1) : null;

    public string? Next => Number < Count ? Url(Number + 1) : null;

    public string Last => Url(Count > 1 ? Count : null);

    private int? Read(string key) =>
        int.TryParse(query[key], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null;

    private string Url(int? page)
    {
        var parts = query.Where(pair => pair.Key != "page")
            .SelectMany(pair => pair.Value.Select(value => $"{pair.Key}={Uri.EscapeDataString(value ?? "")}"));
        if (page is { } number)
            parts = parts.Append($"page={number}");
        var text = string.Join('&', parts);
        return text.Length == 0 ? url : $"{url}?{text}";
    }
}
