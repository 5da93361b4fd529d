namespace PennaPay.Billy.Web.Sandbox.Billit;

/// <summary>How the sandbox behaves where the real behaviour is unknown, or where waiting would be in the way. The defaults are the most likely.</summary>
public sealed class BillitBehaviour
{
    /// <summary>The status of errors about codes and tokens at the token endpoint; nobody wrote it down.</summary>
    public int TokenErrorStatus { get; set; } = 401;

    /// <summary>Requests that a company has in a minute; 0: as many as it likes. The real limit is not known.</summary>
    public int RequestsPerMinute { get; set; }

    /// <summary>Bodies with an explicit <c>null</c> are refused, but to empty <c>PaidDate</c>.</summary>
    public bool RefusesNulls { get; set; } = true;

    /// <summary>A number that another order of the company has is refused.</summary>
    public bool RefusesTakenNumbers { get; set; } = true;

    /// <summary>A customer that is posted without a <c>PartyID</c> is looked for among the company's, and the one that is found is overwritten.</summary>
    public bool MatchesCustomers { get; set; } = true;

    /// <summary>Lists of parties can be filtered by <c>Email</c>.</summary>
    public bool FiltersPartiesByEmail { get; set; }

    /// <summary>Decimals that a price without VAT keeps.</summary>
    public int PriceDecimals { get; set; } = 5;

    /// <summary>The total of lines whose prices include VAT stays as it was posted; else each line's price without VAT is rounded, and the VAT counted from there.</summary>
    public bool KeepsInclusiveTotals { get; set; } = true;

    /// <summary>An order marked as sent is left alone by what sends unsent ones every morning.</summary>
    public bool MarkedAsSentStaysUnsent { get; set; } = true;

    /// <summary>An order posted with <c>IsSent</c> is marked as sent at once.</summary>
    public bool TakesIsSentOnCreate { get; set; } = true;

    /// <summary>Peppol to a receiver who is not there falls back to e-mail, as it did before February 2026, unless the request is strict.</summary>
    public bool FallsBackFromPeppol { get; set; }

    /// <summary>Of several orders that are to be sent, the good ones are, though one is refused.</summary>
    public bool SendsTheGoodOnes { get; set; }

    /// <summary>How long a document is on its way by Peppol.</summary>
    public TimeSpan DeliveryTakes { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>A webhook's secret comes to its address and not in the answer.</summary>
    public bool SecretComesByMessage { get; set; }

    public MessageEventShape MessageEvents { get; set; } = MessageEventShape.Nested;

    /// <summary>How a refusal is written.</summary>
    public ErrorShape Errors { get; set; } = ErrorShape.List;
}

/// <summary>What an event about a message says of it. All three were seen.</summary>
public enum MessageEventShape
{
    Nested,
    Flat,

    /// <summary>An empty object.</summary>
    Empty,
}

/// <summary>The forms that errors were seen in.</summary>
public enum ErrorShape
{
    /// <summary><c>{"errors":[{"Code","Description"}]}</c>.</summary>
    List,

    /// <summary><c>{"Code","Description"}</c>.</summary>
    One,

    /// <summary><c>{"Message"}</c>.</summary>
    Message,

    /// <summary>Plain text.</summary>
    Text,
}
