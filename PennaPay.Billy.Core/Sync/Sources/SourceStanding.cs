namespace PennaPay.Billy.Core.Sync.Sources;

/// <summary>
/// How an invoice stands in the system that it came from. Whether it is late is none of these: that depends on the day. Stored as a number: add at the end.
/// </summary>
public enum SourceStanding
{
    /// <summary>Issued, and nothing of it is paid.</summary>
    Open,

    PartlyPaid,

    Paid,

    /// <summary>A part of it was taken back, and something is still to pay.</summary>
    PartlyCredited,

    /// <summary>All of it was taken back.</summary>
    Credited,

    /// <summary>A credit note.</summary>
    CreditNote,

    /// <summary>It was brought into that system, which says that something is missing of it.</summary>
    Incomplete,

    /// <summary>It is there no more.</summary>
    Gone,

    /// <summary>The system says something that is not known here. Nobody is asked for money because of it.</summary>
    Unknown,
}

public static class SourceStandings
{
    /// <summary>Those in which somebody still has to pay.</summary>
    public static readonly SourceStanding[] Open = [SourceStanding.Open, SourceStanding.PartlyPaid, SourceStanding.PartlyCredited, SourceStanding.Incomplete];

    /// <summary>Whether somebody still has to pay.</summary>
    public static bool IsOpen(this SourceStanding standing) => Open.Contains(standing);
}
