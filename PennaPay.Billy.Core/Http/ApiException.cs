namespace PennaPay.Billy.Core.Http;

/// <summary>
/// Every failure of a call to another system. <see cref="Exception.Message"/> is what the system said, or why nothing was
/// heard: at most 500 characters, without control characters and without the token.
/// </summary>
/// <remarks>
/// It has no inner exception on purpose: those of the HTTP and JSON layers quote what the other side sent.
/// </remarks>
public sealed class ApiException : Exception
{
    internal ApiException(ApiFailure failure, string message)
        : base(message) => Failure = failure;

    public ApiFailure Failure { get; }

    /// <summary>The HTTP status, when there was an answer.</summary>
    public int? StatusCode { get; internal init; }

    /// <summary>What the system itself said; null when <see cref="Exception.Message"/> is this program's.</summary>
    public string? Said { get; internal init; }

    /// <summary>Whether there was more of the answer than may be read; less may be asked for.</summary>
    public bool IsTooLarge { get; internal init; }

    /// <summary>The system's own code, such as <c>INVALID_RECORD</c>.</summary>
    public string? ErrorCode { get; internal init; }

    /// <summary>What is wrong with which field; empty unless the system said so.</summary>
    public IReadOnlyList<FieldMessage> FieldErrors { get; internal init; } = [];

    /// <summary>How long the system asks to wait; at most an hour.</summary>
    public TimeSpan? RetryAfter { get; internal init; }

    /// <summary>
    /// False only when it is certain that nothing was done: the request never left, or the system itself refused it with a
    /// readable 4xx, or 429. True for a timeout, a dropped connection, 5xx and any unreadable answer.
    /// </summary>
    public required bool MayHaveBeenProcessed { get; init; }

    /// <summary>Why the account is locked, in the system's words; null when it gives no reason.</summary>
    public string? LockedReason { get; internal init; }
}
