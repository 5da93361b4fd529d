using PennaPay.Billy.Core.Sync.Runs;
using PennaPay.Billy.Core.Sync.Settings;

namespace PennaPay.Billy.Core.Sync.Lights;

/// <summary>How keeping alike stands with the account that a workspace works with.</summary>
/// <param name="Connection">The account's connection.</param>
/// <param name="System">The system's id.</param>
/// <param name="AccountName">What the account is called there; null where the system never said.</param>
/// <param name="UsesSandbox">Whether it is one of the system's sandbox.</param>
/// <param name="SecretHint">The last characters of its secret.</param>
/// <param name="Choices">What the owner chose.</param>
/// <param name="Version">The version of that.</param>
/// <param name="DueAt">When the clock starts the next run; null while it starts none.</param>
/// <param name="Lights">One for each module that the system has, in the order in which they are shown.</param>
/// <param name="ToBegin">The modules that are on and whose first run nobody has agreed to.</param>
/// <param name="Open">The run that is not over.</param>
/// <param name="Last">The run that was over last.</param>
public sealed record SyncStatus(
    Guid Connection,
    string System,
    string? AccountName,
    bool UsesSandbox,
    string? SecretHint,
    SyncChoices Choices,
    int Version,
    DateTimeOffset? DueAt,
    IReadOnlyList<SyncLight> Lights,
    IReadOnlyList<SyncModule> ToBegin,
    SyncProgress? Open,
    SyncRun? Last)
{
    /// <summary>Whether any module is on.</summary>
    public bool IsOn => Lights.Any(light => light.Reason != SyncLightReason.Off);
}

/// <summary>How far an open run is.</summary>
/// <param name="Run">The run.</param>
/// <param name="RequestsPerSecond">How many requests a second the account allows; 0 where nothing limits them.</param>
public sealed record SyncProgress(SyncRun Run, double RequestsPerSecond)
{
    /// <summary>About how long writing will still take, by the requests that are left; null while that is not known, or nothing limits the pace.</summary>
    public TimeSpan? TimeLeft =>
        Run is { State: SyncRunState.Writing, IsDry: false, ToDo: > 0, Requests: > 0 } && RequestsPerSecond > 0
            ? TimeSpan.FromSeconds((double)Run.Requests * Math.Max(0, Run.ToDo - Run.Done) / Run.ToDo / RequestsPerSecond)
            : null;
}
