using PennaPay.Billy.Core.Systems.Billy;

namespace PennaPay.Billy.Core.Connections;

/// <summary>How a workspace stands with Billy.</summary>
public enum ConnectionStatus
{
    /// <summary>No token is stored.</summary>
    NotConnected,

    /// <summary>The last use of the token worked.</summary>
    Connected,

    /// <summary>The last use of the token failed; <see cref="ConnectionView.Problem"/> says why.</summary>
    Failing,

    /// <summary>A token is stored, but the key that opens it is not there.</summary>
    KeyMissing,
}

/// <summary>Pushes wait, and why.</summary>
/// <param name="Reason">What stopped them.</param>
/// <param name="Since">When they stopped.</param>
/// <param name="Until">When they go on by themselves; null when a person has to act.</param>
public sealed record QueuePause(Failure Reason, DateTimeOffset Since, DateTimeOffset? Until);

/// <summary>All that a page may know of the connection; the token is not part of it.</summary>
public sealed record ConnectionView(
    ConnectionStatus Status,
    string? TokenLastFour = null,
    string? OrganizationName = null,
    string? RegistrationNo = null,
    string? Currency = null,
    DateTimeOffset? LastVerifiedAt = null,
    Failure? Problem = null,
    string? DefaultAccountCode = null,
    bool AutoPush = false,
    DateOnly? AutoPushFrom = null,
    bool IsSandbox = false,
    QueuePause? Pause = null)
{
    /// <summary>When <see cref="Problem"/> was met.</summary>
    public DateTimeOffset? FailedAt { get; init; }

    /// <summary>When the token was stored.</summary>
    public DateTimeOffset? ConnectedAt { get; init; }

    /// <summary>Who numbers the organisation's invoices.</summary>
    public NumberingMode NumberingMode { get; init; }

    /// <summary>What the owner wants; <see cref="Numbering.UseIn"/> says what is done.</summary>
    public NumberUse NumberUse { get; init; }
}
