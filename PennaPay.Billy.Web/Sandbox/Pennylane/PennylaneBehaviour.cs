namespace PennaPay.Billy.Web.Sandbox.Pennylane;

/// <summary>How the sandbox behaves where the real behaviour is unknown, or where waiting would be in the way. The defaults are the most likely.</summary>
public sealed class PennylaneBehaviour
{
    /// <summary>Requests that a token has in five seconds; 0: as many as it likes, and no headers about it.</summary>
    public int RequestsPerWindow { get; set; } = 25;

    /// <summary>The status of <c>invalid_grant</c>: 400, or the 401 that one client expects.</summary>
    public int InvalidGrantStatus { get; set; } = 400;

    public IncludeSupport Include { get; set; } = IncludeSupport.Known;

    /// <summary>How long after a change its entry is in the changelog; updates that follow an insert come a little later still.</summary>
    public TimeSpan ChangelogLag { get; set; } = TimeSpan.FromMilliseconds(800);

    /// <summary>Let several entries of a changelog have the same <c>processed_at</c>, so that its cursor can jump over some.</summary>
    public bool EntriesShareTimes { get; set; }

    /// <summary>Matching a transaction with an invoice, or taking that back, is an update of the invoice.</summary>
    public bool MatchesAreLogged { get; set; } = true;

    /// <summary>What happens to a contact is an update of the customer.</summary>
    public bool ContactsAreLogged { get; set; }
}

/// <summary>What <c>include=invoice_lines</c> does.</summary>
public enum IncludeSupport
{
    /// <summary>The lines come along.</summary>
    Known,

    /// <summary>As if it had not been asked for.</summary>
    Ignored,

    /// <summary>The request is refused with 400.</summary>
    Refused,
}
