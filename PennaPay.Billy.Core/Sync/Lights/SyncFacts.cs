namespace PennaPay.Billy.Core.Sync.Lights;

/// <summary>What the light of a module is computed from.</summary>
public sealed record SyncFacts
{
    public required SyncModule Module { get; init; }

    public required bool IsOn { get; init; }

    public required bool HasBegun { get; init; }

    /// <summary>Why the connection does not work, and since when.</summary>
    public Failure? Problem { get; init; }

    public DateTimeOffset? ProblemAt { get; init; }

    /// <summary>The last run of all records of the module that wrote and is over.</summary>
    public Guid? LastRun { get; init; }

    public DateTimeOffset? LastEnded { get; init; }

    /// <summary>When a dry run of it last showed what would be done.</summary>
    public DateTimeOffset? ShownAt { get; init; }

    /// <summary>Why the last run ended before its end.</summary>
    public Failure? Stopped { get; init; }

    /// <summary>How many records failed in it, and how many it left.</summary>
    public int Failed { get; init; }

    public int Skipped { get; init; }

    public int Questions { get; init; }

    /// <summary>When the oldest open question was asked.</summary>
    public DateTimeOffset? AskedAt { get; init; }

    /// <summary>How far apart runs by the clock are; null where there are none.</summary>
    public TimeSpan? Every { get; init; }

    /// <summary>When the choices were last changed: the clock may not have run before.</summary>
    public DateTimeOffset? ChosenAt { get; init; }
}
