namespace PennaPay.Billy.Core.Sync.Lights;

/// <summary>How a module stands, computed from facts.</summary>
/// <param name="Module">Which.</param>
/// <param name="Color">At a glance.</param>
/// <param name="Reason">What the colour is about: the gravest of what is so.</param>
/// <param name="At">Since when, or as of when, that is so; null where it never was otherwise.</param>
public sealed record SyncLight(SyncModule Module, SyncColor Color, SyncLightReason Reason, DateTimeOffset? At)
{
    /// <summary>How many records or questions the reason is about; 0 where it is about none.</summary>
    public int Count { get; init; }

    /// <summary>Why the last run, or the connection, failed.</summary>
    public Failure? Failure { get; init; }

    /// <summary>The run that the reason is about.</summary>
    public Guid? Run { get; init; }
}

/// <summary>What a light shows at a glance.</summary>
public enum SyncColor
{
    Grey,
    Green,
    Amber,
    Red,
}

/// <summary>Why a light has its colour.</summary>
public enum SyncLightReason
{
    /// <summary>Grey: the module is off.</summary>
    Off,

    /// <summary>Grey: no run of it has ended yet.</summary>
    NeverRun,

    /// <summary>Red: the connection does not work.</summary>
    Connection,

    /// <summary>Red: the last run ended before its end.</summary>
    Stopped,

    /// <summary>Red: records failed in the last run.</summary>
    Failed,

    /// <summary>Amber: nobody has agreed to its first run yet.</summary>
    NotBegun,

    /// <summary>Amber: questions wait for an answer.</summary>
    Questions,

    /// <summary>Amber: the last run left records as they are.</summary>
    Skipped,

    /// <summary>Amber: the clock should have run, and nothing has ended for two intervals.</summary>
    Overdue,

    /// <summary>Green: the last run ended, and nothing waits.</summary>
    Alike,
}
