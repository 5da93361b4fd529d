using PennaPay.Billy.Core.Access;

namespace PennaPay.Billy.Core.Connections;

/// <summary>
/// A workspace's way into one account of an outside system: an organisation, a shop, a company. A row is never deleted, for
/// links, pushes and history belong to it; disconnecting takes the secret away and leaves the settings.
/// </summary>
public sealed class Connection : IWorkspaceOwned
{
    public Guid Id { get; set; }

    public WorkspaceId WorkspaceId { get; set; }

    /// <summary>The <see cref="ExternalSystem.Id"/> of the system.</summary>
    public required string System { get; set; }

    /// <summary>Whether the account is one of the system's sandbox.</summary>
    public bool UsesSandbox { get; set; }

    /// <summary>The system's own id of the account; unique in the workspace together with system and sandbox.</summary>
    public required string AccountId { get; set; }

    public string? AccountName { get; set; }

    /// <summary>The number that the company behind the account is registered with, such as a CVR number.</summary>
    public string? RegistrationNo { get; set; }

    /// <summary>ISO 3166 code of two letters.</summary>
    public string? CountryCode { get; set; }

    /// <summary>ISO 4217 code of the account's books.</summary>
    public string? Currency { get; set; }

    /// <summary>Where the account's pages are in the system's own application.</summary>
    public string? PagesUrl { get; set; }

    /// <summary>What else the system said of the account, as JSON of the system's own shape.</summary>
    public string? Facts { get; set; }

    /// <summary>What the owner chose for the system, as JSON of the system's own shape; null as long as nothing is.</summary>
    public string? Settings { get; set; }

    /// <summary>Whether an invoice that is sent goes there by itself.</summary>
    public bool AutoPush { get; set; }

    /// <summary>The first issue date that goes by itself.</summary>
    public DateOnly? AutoPushFrom { get; set; }

    /// <summary>The encrypted secret; null when not connected. Only <see cref="SecretVault"/> reads it.</summary>
    public string? Secret { get; set; }

    /// <summary>The last four characters of the secret, which are safe to show; null where nobody pasted one.</summary>
    public string? SecretHint { get; set; }

    /// <summary>When the secret ends unless a new one is asked for before; null for one that lasts.</summary>
    public DateTimeOffset? SecretExpiresAt { get; set; }

    /// <summary>Until when somebody asks for a new secret, so that nobody else does; null while nobody does.</summary>
    public DateTimeOffset? RefreshingUntil { get; set; }

    public DateTimeOffset? ConnectedAt { get; set; }

    /// <summary>
    /// When another account of the system took its place; null while none has. What still waits for a replaced one goes
    /// nowhere: not there, for it is not connected, and not to the other, which it was not asked for.
    /// </summary>
    public DateTimeOffset? ReplacedAt { get; set; }

    /// <summary>Whether lists of invoices show how invoices stand here; one connection of a workspace at the most.</summary>
    public bool IsListed { get; set; }

    /// <summary>When the system last answered a connect or a test with the account.</summary>
    public DateTimeOffset? VerifiedAt { get; set; }

    /// <summary>Why the last attempt to use the connection failed; null while it works.</summary>
    public string? FailureCode { get; set; }

    public string? FailureDetail { get; set; }

    public DateTimeOffset? FailedAt { get; set; }

    /// <summary>Why pushes wait; null while they don't.</summary>
    public string? PauseCode { get; set; }

    public string? PauseDetail { get; set; }

    public DateTimeOffset? PausedAt { get; set; }

    /// <summary>When the pause ends by itself; null when it needs a person.</summary>
    public DateTimeOffset? PausedUntil { get; set; }

    /// <summary>
    /// Since when this database is known to be older than the account, or may be because it was restored; null while it is
    /// not. Until then nothing is sent that was not looked for.
    /// </summary>
    public DateTimeOffset? BehindSince { get; set; }

    /// <summary>Whether another account of the system took its place.</summary>
    public bool IsReplaced => ReplacedAt is not null;

    /// <summary>The last attempt's failure, or null.</summary>
    public Failure? Problem => FailureCode is null ? null : new Failure(FailureCode, FailureDetail);

    /// <summary>
    /// The pause that is on at <paramref name="now"/>, or null. One with an end that is to begin in the future stems from a clock
    /// which was set back since, and would last for as long as that was.
    /// </summary>
    public QueuePause? PauseAt(DateTimeOffset now) =>
        PauseCode is null || PausedUntil <= now || PausedUntil is not null && PausedAt > now + ClockWatch.Tolerance ? null : new QueuePause(new Failure(PauseCode, PauseDetail), PausedAt ?? now, PausedUntil);

    /// <summary>What log lines of work in this connection are about.</summary>
    internal LogScope Scope() => new(new("Workspace", WorkspaceId), new("Connection", Id));

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

    /// <summary>The system answered with the account: what it says of it holds from now on, and pushes that waited for that go on.</summary>
    internal void Verify(Account account, DateTimeOffset now)
    {
        (AccountName, RegistrationNo, CountryCode, Currency) = (account.Name, account.RegistrationNo, account.CountryCode, account.Currency);
        (PagesUrl, Facts, VerifiedAt) = (account.PagesUrl, account.Facts, now);
        Recover();
        // A pause for too many requests, for an outcome nobody knows, or because somebody wants it, is not answered by a test.
        if (PauseCode is not (FailureCodes.RateLimited or FailureCodes.OutcomeUnknown or FailureCodes.PausedByOwner or FailureCodes.SentMarkMissing))
            Resume();
    }

    /// <summary>Takes the secret away; what was chosen and what is known of the account stays.</summary>
    internal void Disconnect()
    {
        (Secret, SecretHint, SecretExpiresAt, RefreshingUntil) = (null, null, null, null);
        (ConnectedAt, VerifiedAt) = (null, null);
        Recover();
        Resume();
    }
}
