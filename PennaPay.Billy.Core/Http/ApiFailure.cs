namespace PennaPay.Billy.Core.Http;

/// <summary>The kinds of failure that callers treat differently.</summary>
public enum ApiFailure
{
    /// <summary>401: the system does not know the token.</summary>
    Unauthorized,

    /// <summary>403: the token may not do this.</summary>
    Forbidden,

    /// <summary>404: no such record, or no such resource.</summary>
    NotFound,

    /// <summary>The system refuses the content; see <see cref="ApiException.FieldErrors"/>.</summary>
    Invalid,

    /// <summary>429: too many requests.</summary>
    RateLimited,

    /// <summary>No connection, a dropped connection, or 5xx.</summary>
    Unavailable,

    /// <summary>No complete answer in time.</summary>
    TimedOut,

    /// <summary>An answer that is not the system's: not JSON, cut off, too large, a redirect, or without the record asked for.</summary>
    Unreadable,

    /// <summary>A list that goes on after all that it may cost; see <see cref="Lists.ListLimits"/>.</summary>
    TooMuch,

    /// <summary>The account is locked; see <see cref="ApiException.LockedReason"/>.</summary>
    Locked,

    /// <summary>Not asked: the system has not answered for a while, and is probed until it does; see <see cref="OutageGate"/>.</summary>
    Away,
}
