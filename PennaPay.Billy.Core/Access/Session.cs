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

    /// <summary>When the password was last typed in it: at signing in, and when it was asked for again.</summary>
    public DateTimeOffset ConfirmedAt { get; set; }

    /// <summary>When it ends by itself, unless it is used before.</summary>
    public DateTimeOffset OpenUntil { get; set; }

    /// <summary>When somebody ended it.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>Whether the password was typed so lately that it need not be asked for again: for five minutes.</summary>
    public static bool IsConfirmed(DateTimeOffset confirmedAt, DateTimeOffset now) => confirmedAt > now - TimeSpan.FromMinutes(5);

    /// <summary>Those that nobody has ended and that have not ended by themselves.</summary>
    public static IQueryable<Session> Open(IQueryable<Session> sessions, DateTimeOffset now) =>
        sessions.Where(session => session.EndedAt == null && session.OpenUntil > now);
}
