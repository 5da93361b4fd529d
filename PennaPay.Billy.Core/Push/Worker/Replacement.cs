using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Push.Ledger;

namespace PennaPay.Billy.Core.Push.Worker;

/// <summary>What came of making room for a document that takes the place of an earlier one.</summary>
internal abstract record Replacement
{
    private Replacement()
    {
    }

    /// <summary>There is none in the way any more.</summary>
    /// <param name="Push">The push as the ledger has it now.</param>
    public sealed record Done(LedgerEntry Push) : Replacement;

    /// <summary>The system did not do what was asked.</summary>
    /// <param name="Push">The push as the ledger has it now: that the earlier one was to be deleted may be noted.</param>
    /// <param name="Failure">What the system said.</param>
    public sealed record Failed(LedgerEntry Push, ApiException Failure) : Replacement;

    /// <summary>The earlier one must stay as it is.</summary>
    public sealed record Refused(Failure Failure) : Replacement;

    /// <summary>Somebody else took the push over.</summary>
    public sealed record Lost : Replacement;
}
