namespace PennaPay.Billy.Core.Connections;

/// <summary>All that a page may know of a connection; the secret is not part of it.</summary>
public sealed record ConnectionView(
    ConnectionStatus Status,
    string? SecretHint = null,
    string? AccountName = null,
    string? RegistrationNo = null,
    string? Currency = null,
    DateTimeOffset? VerifiedAt = null,
    Failure? Problem = null,
    bool AutoPush = false,
    DateOnly? AutoPushFrom = null,
    bool IsSandbox = false,
    QueuePause? Pause = null)
{
    /// <summary>Whether what waits is not sent just now: pushes are paused, or the system does not answer.</summary>
    public bool IsHeld => Pause is not null || Problem?.Code == FailureCodes.SystemAway;

    /// <summary>The connection's id; null where there is none yet.</summary>
    public Guid? Id { get; init; }

    /// <summary>When <see cref="Problem"/> was met.</summary>
    public DateTimeOffset? FailedAt { get; init; }

    /// <summary>When the secret was stored.</summary>
    public DateTimeOffset? ConnectedAt { get; init; }

    /// <summary>See <see cref="Connection.Facts"/>.</summary>
    public string? Facts { get; init; }

    /// <summary>See <see cref="Connection.Settings"/>.</summary>
    public string? Settings { get; init; }

    /// <summary>Why pushes do not go through as things are; null while they do, and while nothing is connected.</summary>
    public Failure? Trouble => Status == ConnectionStatus.NotConnected ? null : Problem ?? Pause?.Reason;

    internal static ConnectionView Of(Connection stored, ConnectionStatus status, Failure? problem, DateTimeOffset now)
    {
        // What was connected before says nothing about now.
        var isConnected = status != ConnectionStatus.NotConnected;
        return new(
            status, stored.SecretHint,
            isConnected ? stored.AccountName : null,
            isConnected ? stored.RegistrationNo : null,
            isConnected ? stored.Currency : null,
            stored.VerifiedAt,
            isConnected ? problem : null,
            stored.AutoPush, stored.AutoPushFrom, stored.UsesSandbox, stored.PauseAt(now))
        {
            Id = stored.Id,
            ConnectedAt = stored.ConnectedAt,
            FailedAt = stored.FailedAt,
            Facts = isConnected ? stored.Facts : null,
            Settings = stored.Settings,
        };
    }
}
