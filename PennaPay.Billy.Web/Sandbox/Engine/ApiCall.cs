using System.Text.Json;

namespace PennaPay.Billy.Web.Sandbox.Engine;

/// <summary>
/// A request as a system sees it: the segments of the path below the base address, the body's JSON (null when there is
/// none or it is none), the base address as the client wrote it, the request's number and the timestamp of its arrival.
/// </summary>
internal sealed record ApiCall(
    string Method, string[] Path, IQueryCollection Query, string? Token, JsonElement? Body, string BaseUrl, long Sequence, long Started)
{
    public required IHeaderDictionary Headers { get; init; }

    /// <summary>The body as it came.</summary>
    public ReadOnlyMemory<byte> Raw { get; init; }

    /// <summary>Answer with another record than the right one.</summary>
    public bool ShowForeign { get; init; }

    /// <summary>Which records a stale list does not show yet: by when they were made, by the program's clock, and by which request.</summary>
    public Func<DateTimeOffset, long, bool>? IsHidden { get; init; }

    public string Resource => Path.Length > 0 ? Path[0] : "";

    public string? Id => Path.Length > 1 ? Path[1] : null;
}

/// <summary>What goes back, and whether anything was changed.</summary>
internal sealed record ApiAnswer(int Status, byte[] Body, bool Committed)
{
    /// <summary>What the body is; null: the JSON that all answers are but files.</summary>
    public string? ContentType { get; init; }

    /// <summary>What the system says in headers of its own.</summary>
    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];
}
