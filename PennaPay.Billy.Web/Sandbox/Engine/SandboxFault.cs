using System.Text.Json.Serialization;

namespace PennaPay.Billy.Web.Sandbox.Engine;

/// <summary>
/// One thing to go wrong, planned ahead. Faults wait in a queue; a request takes the first that fits it.
/// </summary>
public sealed record SandboxFault
{
    public required SandboxFaultKind Kind { get; init; }

    /// <summary>How many requests it hits; default 1.</summary>
    public int Times { get; init; } = 1;

    /// <summary>Only requests with this access token; null: any request.</summary>
    public string? Token { get; init; }

    /// <summary>Only this HTTP method; null: any.</summary>
    public string? Method { get; init; }

    /// <summary>Only requests whose path and query contain this text; null: any.</summary>
    public string? PathContains { get; init; }

    /// <summary>Seconds in the <c>Retry-After</c> header of a 429 or 5xx; null: no such header.</summary>
    public int? RetryAfterSeconds { get; init; }

    /// <summary>How long to wait first, by the application's clock. <see cref="SandboxFaultKind.Slow"/> waits 2 s by default.</summary>
    public int? DelayMs { get; init; }

    /// <summary>Chance that a fitting request is hit, 0 to 1; null: always. A request that is spared uses up nothing.</summary>
    public double? Probability { get; init; }

    /// <summary>Seed of the dice behind <see cref="Probability"/>, for runs that can be repeated.</summary>
    public int? Seed { get; init; }

    /// <summary>Status of a 5xx; default 503.</summary>
    public int? Status { get; init; }

    /// <summary>Answer a 5xx with an HTML page instead of the system's own error.</summary>
    public bool AsHtml { get; init; }

    /// <summary>What the error says; null: a sentence of its kind.</summary>
    public string? Message { get; init; }

    /// <summary>A stale list hides records younger than this many seconds.</summary>
    public int? HideSeconds { get; init; }

    /// <summary>A stale list hides records created within this many last requests; 10 when neither is given.</summary>
    public int? HideRequests { get; init; }
}

/// <summary>What goes wrong. "Commit" means that the request was carried out.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SandboxFaultKind>))]
public enum SandboxFaultKind
{
    /// <summary>The connection is aborted before the request is read.</summary>
    [JsonStringEnumMemberName("refuse")] Refuse,

    /// <summary>No commit, no answer, until the client gives up.</summary>
    [JsonStringEnumMemberName("hang")] Hang,

    /// <summary>Commit, then no answer until the client gives up.</summary>
    [JsonStringEnumMemberName("commitThenHang")] CommitThenHang,

    /// <summary>Commit, then the connection is aborted.</summary>
    [JsonStringEnumMemberName("commitThenDrop")] CommitThenDrop,

    /// <summary>Commit, then a 5xx.</summary>
    [JsonStringEnumMemberName("commitThen5xx")] CommitThenServerError,

    /// <summary>A 5xx without commit.</summary>
    [JsonStringEnumMemberName("5xx")] ServerError,

    [JsonStringEnumMemberName("429")] TooManyRequests,

    [JsonStringEnumMemberName("401")] Unauthorized,

    [JsonStringEnumMemberName("403")] Forbidden,

    /// <summary>A validation error with the fault's message.</summary>
    [JsonStringEnumMemberName("422")] Invalid,

    /// <summary>Commit, then a 200 whose JSON ends in the middle.</summary>
    [JsonStringEnumMemberName("truncatedJson")] TruncatedJson,

    /// <summary>A 200 whose JSON ends in the middle, without commit.</summary>
    [JsonStringEnumMemberName("truncatedWithoutCommit")] TruncatedWithoutCommit,

    /// <summary>A 200 with an HTML page, without commit.</summary>
    [JsonStringEnumMemberName("html")] Html,

    /// <summary>Commit, then a 200 with an HTML page.</summary>
    [JsonStringEnumMemberName("htmlAfterCommit")] HtmlAfterCommit,

    /// <summary>Commit, then a 200 that shows another record than the one asked for.</summary>
    [JsonStringEnumMemberName("foreignBody")] ForeignBody,

    /// <summary>A delay, then the normal answer.</summary>
    [JsonStringEnumMemberName("slow")] Slow,

    /// <summary>A 200 whose body never ends, without commit.</summary>
    [JsonStringEnumMemberName("endless")] Endless,

    /// <summary>A list that does not show the newest records yet.</summary>
    [JsonStringEnumMemberName("staleList")] StaleList,
}
