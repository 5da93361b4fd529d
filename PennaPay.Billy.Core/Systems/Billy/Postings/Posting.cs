using PennaPay.Billy.Core.Systems.Billy.Api;

namespace PennaPay.Billy.Core.Systems.Billy.Postings;

/// <summary>How a line is posted in Billy, or why it cannot be.</summary>
public abstract record Posting
{
    private Posting()
    {
    }

    /// <summary>To this account, with the VAT of this ruleset; null where the organisation charges none.</summary>
    public sealed record Decided(BillyAccount Account, BillySalesTaxRuleset? Ruleset) : Posting;

    /// <summary>As things are, not at all.</summary>
    public sealed record Blocked(Failure Failure) : Posting;
}
