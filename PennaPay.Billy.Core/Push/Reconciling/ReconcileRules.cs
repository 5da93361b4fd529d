using PennaPay.Billy.Core.Push.Ledger;
using PennaPay.Billy.Core.Push.Targets;
using PennaPay.Billy.Core.Records.Invoices;

namespace PennaPay.Billy.Core.Push.Reconciling;

/// <summary>
/// What it means that an account holds documents of an invoice which the ledger does not know: this database is older than
/// the account, or a request was carried out very late. Pure.
/// </summary>
internal static class ReconcileRules
{
    /// <param name="invoice">The invoice as it stands.</param>
    /// <param name="pushes">All its pushes into the connection, for documents.</param>
    /// <param name="documents">What was found of it, at least one.</param>
    public static ReconcileVerdict Decide(Invoice invoice, IReadOnlyCollection<LedgerEntry> pushes, IReadOnlyList<RemoteDocument> documents)
    {
        // What is on its way looks first, and what waits for a person shows what there is.
        if (pushes.Any(p => !p.State.HasEnded() || p.State == PushState.NeedsAttention))
            return new ReconcileVerdict.Leave();
        var traces = DocumentTraces.Of([.. pushes]);
        if (traces.InPlace is { } there)
            return new ReconcileVerdict.Twice(there);
        // Half replaced or given up: it is settled by the next push of it, which looks first.
        if (traces.HalfReplaced is not null || traces.GivenUp is not null)
            return new ReconcileVerdict.Leave();
        var row = pushes.FirstOrDefault(p => p.Revision == invoice.Revision);
        return documents switch
        {
            [var only] when Agrees(only, invoice) => new ReconcileVerdict.TakeOver(row, only),
            [var only] => new ReconcileVerdict.Doubt(row, only, new Failure(
                FailureCodes.TotalsDiffer, $"{invoice.Gross} {invoice.Currency} ≠ {only.Gross} {only.Currency}")),
            _ => new ReconcileVerdict.Doubt(row, null, new Failure(FailureCodes.DraftTwice)),
        };
    }

    /// <summary>
    /// Whether a document without a key is an invoice's beyond reasonable doubt: a number is a hint only, so the day and the
    /// amount must be the same too.
    /// </summary>
    public static bool IsOf(RemoteDocument document, Invoice invoice) =>
        document.Key is null && document.Reference == invoice.Number && document.IssueDate == invoice.IssueDate && Agrees(document, invoice);

    private static bool Agrees(RemoteDocument document, Invoice invoice) =>
        document.Kind == invoice.Kind && document.Currency == invoice.Currency && document.Gross == invoice.Gross;
}
