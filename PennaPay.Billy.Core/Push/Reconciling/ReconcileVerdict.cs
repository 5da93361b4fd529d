using PennaPay.Billy.Core.Push.Ledger;
using PennaPay.Billy.Core.Push.Targets;

namespace PennaPay.Billy.Core.Push.Reconciling;

/// <summary>What is done about documents of an invoice that the ledger did not know.</summary>
internal abstract record ReconcileVerdict
{
    private ReconcileVerdict()
    {
    }

    /// <summary>Nothing now: what is open in the ledger sees to it.</summary>
    public sealed record Leave : ReconcileVerdict;

    /// <summary>The document is the invoice's.</summary>
    /// <param name="Row">The row of the invoice's revision; null when there is none.</param>
    /// <param name="Document">The document.</param>
    public sealed record TakeOver(LedgerEntry? Row, RemoteDocument Document) : ReconcileVerdict;

    /// <summary>A person must say what is right.</summary>
    /// <param name="Row">The row of the invoice's revision; null when there is none.</param>
    /// <param name="Document">The document; null when there are several.</param>
    /// <param name="Why">What is unclear.</param>
    public sealed record Doubt(LedgerEntry? Row, RemoteDocument? Document, Failure Why) : ReconcileVerdict;

    /// <summary>There is one beside the document that the ledger knows.</summary>
    public sealed record Twice(LedgerEntry Push) : ReconcileVerdict;
}
