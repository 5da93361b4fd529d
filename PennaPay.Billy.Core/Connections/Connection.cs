using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Systems.Billy;

namespace PennaPay.Billy.Core.Connections;

/// <summary>
/// A workspace's way into Billy. There is at most one row a workspace; disconnecting empties it but leaves the settings.
/// </summary>
public sealed class Connection : IWorkspaceOwned
{
    public WorkspaceId WorkspaceId { get; set; }

    /// <summary>The encrypted token; null when not connected. Only <see cref="SecretVault"/> reads it.</summary>
    public string? ProtectedToken { get; set; }

    public string? TokenLastFour { get; set; }

    /// <summary>Whether the token is for the sandbox and not for the real Billy.</summary>
    public bool UsesSandbox { get; set; }

    /// <summary>Billy's id of the organisation connected now or, after disconnecting, last: the settings belong to it.</summary>
    public string? OrganizationId { get; set; }

    public string? OrganizationName { get; set; }

    /// <summary>The organisation's CVR number.</summary>
    public string? RegistrationNo { get; set; }

    public string? BaseCurrency { get; set; }

    public string? CountryId { get; set; }

    /// <summary>How the organisation numbers invoices, in Billy's word; see <see cref="Numbering"/>.</summary>
    public string? InvoiceNoMode { get; set; }

    /// <summary>What the owner wants PennaPay's number to be in Billy.</summary>
    public NumberUse NumberUse { get; set; }

    /// <summary>Where the organisation's pages are in Billy's own application.</summary>
    public string? AppUrl { get; set; }

    public DateTimeOffset? ConnectedAt { get; set; }

    /// <summary>When Billy last answered a connect or a test with the organisation.</summary>
    public DateTimeOffset? LastVerifiedAt { get; set; }

    /// <summary>Why the last attempt to use the connection failed; null while it works.</summary>
    public string? FailureCode { get; set; }

    public string? FailureDetail { get; set; }

    public DateTimeOffset? FailedAt { get; set; }

    /// <summary>The number of the account that sales go to; null leaves it to Billy's default.</summary>
    public string? DefaultAccountCode { get; set; }

    /// <summary>Whether an invoice that is sent goes to Billy by itself.</summary>
    public bool AutoPush { get; set; }

    /// <summary>The first issue date that goes by itself.</summary>
    public DateOnly? AutoPushFrom { get; set; }

    /// <summary>Why pushes wait; null while they don't.</summary>
    public string? PauseCode { get; set; }

    public string? PauseDetail { get; set; }

    public DateTimeOffset? PausedAt { get; set; }

    /// <summary>When the pause ends by itself; null when it needs a person.</summary>
    public DateTimeOffset? PausedUntil { get; set; }

    /// <summary>The last attempt's failure, or null.</summary>
    public Failure? Problem => FailureCode is null ? null : new Failure(FailureCode, FailureDetail);

    /// <summary>The pause that is on at <paramref name="now"/>, or null.</summary>
    public QueuePause? PauseAt(DateTimeOffset now) =>
        PauseCode is null || PausedUntil <= now ? null : new QueuePause(new Failure(PauseCode, PauseDetail), PausedAt ?? now, PausedUntil);

    internal void Fail(Failure failure, DateTimeOffset now) =>
        (FailureCode, FailureDetail, FailedAt) = (failure.Code, failure.Detail, now);

    internal void Recover() => (FailureCode, FailureDetail, FailedAt) = (null, null, null);

    /// <summary>Pauses at least as long as the pause that is on; one without an end waits for a person and stays as it is.</summary>
    internal void Pause(Failure failure, DateTimeOffset now, DateTimeOffset? until)
    {
        if (until is not null && PauseAt(now) is { } on)
        {
            if (on.Until is null)
                return;
            until = on.Until > until ? on.Until : until;
        }

        (PauseCode, PauseDetail, PausedAt, PausedUntil) = (failure.Code, failure.Detail, now, until);
    }

    internal void Resume() => (PauseCode, PauseDetail, PausedAt, PausedUntil) = (null, null, null, null);
}

internal sealed class ConnectionConfiguration : IEntityTypeConfiguration<Connection>
{
    public void Configure(EntityTypeBuilder<Connection> builder)
    {
        builder.ToTable("BillyConnections");
        builder.HasKey(c => c.WorkspaceId);
        builder.Property(c => c.WorkspaceId).ValueGeneratedNever();
        builder.Property(c => c.TokenLastFour).HasMaxLength(4);
        builder.Ignore(c => c.Problem);
    }
}
