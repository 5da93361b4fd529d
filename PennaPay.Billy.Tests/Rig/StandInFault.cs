namespace PennaPay.Billy.Tests.Rig;

/// <summary>What becomes of a request to <see cref="StandInBilly"/>.</summary>
internal enum StandInFault
{
    None,
    Drop,
    Hang,
    CommitThenDrop,
    CommitThenHang,
    ServerError,
    CommitThenServerError,
    TooMany,
    TooManyFor1S,

    /// <summary>Carried out; the answer stops in the middle.</summary>
    Truncated,

    /// <summary>Carried out; the answer is somebody else's page.</summary>
    Page,

    /// <summary>Answered as by a proxy that waited long enough, and carried out some time later.</summary>
    CommittedLate,

    /// <summary>Carried out and answered, and not in lists for a while.</summary>
    Hidden,

    /// <summary>A list answers everything that there is.</summary>
    FilterIgnored,
}

/// <summary>Which faults happen to what; one that stands twice happens twice as often.</summary>
internal static class StandInFaults
{
    public static readonly IReadOnlyList<StandInFault> OfWrites =
    [
        StandInFault.Drop, StandInFault.Hang, StandInFault.CommitThenDrop, StandInFault.CommitThenHang, StandInFault.ServerError,
        StandInFault.CommitThenServerError, StandInFault.TooManyFor1S, StandInFault.Truncated, StandInFault.Page,
    ];

    public static readonly IReadOnlyList<StandInFault> OfDrafts =
        [StandInFault.CommittedLate, StandInFault.CommittedLate, StandInFault.Hidden, StandInFault.Hidden, StandInFault.TooMany];

    public static readonly IReadOnlyList<StandInFault> OfReads =
    [
        StandInFault.Drop, StandInFault.Hang, StandInFault.ServerError, StandInFault.TooManyFor1S, StandInFault.Truncated, StandInFault.Page,
        StandInFault.FilterIgnored, StandInFault.FilterIgnored,
    ];
}
