namespace PennaPay.Billy.Core.Access;

/// <summary>
/// A browser that a person is signed in with. The cookie names it and nothing else opens anything, so that ending it here ends
/// it everywhere.
/// </summary>
public sealed class Session
{
    public Guid Id { get; init; }

    public Guid UserId { get; init; }

    /// <summary>Browser and system, such as <c>Firefox, Windows</c>; empty when the browser does not say.</summary>
    public string Device { get; init; } = "";

    /// <summary>Where it was begun from.</summary>
    public string Address { get; init; } = "";

    public DateTimeOffset StartedAt { get; init; }

    /// <summary>When somebody last did something with it, to the minute.</summary>
    public DateTimeOffset SeenAt { get; set; }

    /// <summary>When it ends by itself, unless it is used before.</summary>
    public DateTimeOffset OpenUntil { get; set; }

    /// <summary>When somebody ended it.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>Those that nobody has ended and that have not ended by themselves.</summary>
    public static IQueryable<Session> Open(IQueryable<Session> sessions, DateTimeOffset now) =>
        sessions.Where(session => session.EndedAt == null && session.OpenUntil > now);
}
