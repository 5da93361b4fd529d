namespace PennaPay.Billy.Core.Http;

/// <summary>The kinds of failure that callers treat differently.</summary>
public enum ApiFailure
{
    /// <summary>401: Billy does not know the token.</summary>
    Unauthorized,

    /// <summary>403: the token may not do this.</summary>
    Forbidden,

    /// <summary>404: no such record, or no such resource.</summary>
    NotFound,

    /// <summary>Billy refuses the content; see <see cref="ApiException.FieldErrors"/>.</summary>
    Invalid,

    /// <summary>429: too many requests.</summary>
    RateLimited,

    /// <summary>No connection, a dropped connection, or 5xx.</summary>
    Unavailable,

    /// <summary>No complete answer in time.</summary>
    TimedOut,

    /// <summary>An answer that is not Billy's: not JSON, cut off, too large, a redirect, or without the record asked for.</summary>
    Unreadable,

    /// <summary>The organisation is locked; see <see cref="ApiException.LockedReason"/>.</summary>
    Locked,
}

/// <summary>
/// Every failure of a call to Billy. <see cref="Exception.Message"/> is what Billy said, or why nothing was heard: at most
/// 500 characters, without control characters and without the token.
/// </summary>
/// <remarks>
/// It has no inner exception on purpose: those of the HTTP and JSON layers quote what the other side sent.
/// </remarks>
public sealed class ApiException : Exception
{
    internal ApiException(ApiFailure failure, string message)
        : base(message) => Failure = failure;

    /// <summary>What kind of failure this is.</summary>
    public ApiFailure Failure { get; }

    /// <summary>The HTTP status, when there was an answer.</summary>
    public int? StatusCode { get; internal init; }

    /// <summary>What Billy itself said; null when <see cref="Exception.Message"/> is this program's.</summary>
    public string? Said { get; internal init; }

    /// <summary>Billy's own code, such as <c>INVALID_RECORD</c> (billy-api.md 1.4).</summary>
    public string? ErrorCode { get; internal init; }

    /// <summary>What is wrong with which field; empty unless Billy said so.</summary>
    public IReadOnlyList<FieldMessage> FieldErrors { get; internal init; } = [];

    /// <summary>How long Billy asks to wait; at most an hour.</summary>
    public TimeSpan? RetryAfter { get; internal init; }

    /// <summary>
    /// False only when it is certain that Billy did nothing: the request never left, or Billy itself refused it with a
    /// readable 4xx, or 429. True for a timeout, a dropped connection, 5xx and any unreadable answer.
    /// </summary>
    public required bool MayHaveBeenProcessed { get; init; }

    /// <summary>Why the organisation is locked, in Billy's words; null when Billy gives no reason.</summary>
    public string? LockedReason { get; internal init; }
}

/// <summary>The caller cancelled, and is told whether the request may have reached Billy by then.</summary>
public sealed class ApiRequestCanceledException : OperationCanceledException
{
    internal ApiRequestCanceledException(bool requestMayHaveBeenProcessed, CancellationToken cancellationToken)
        : base(cancellationToken) => MayHaveBeenProcessed = requestMayHaveBeenProcessed;

    /// <summary>False when the request certainly never left.</summary>
    public bool MayHaveBeenProcessed { get; }
}
