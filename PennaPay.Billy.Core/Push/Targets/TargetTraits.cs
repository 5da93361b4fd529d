using PennaPay.Billy.Core.Records.Invoices;

namespace PennaPay.Billy.Core.Push.Targets;

/// <summary>How a system behaves that invoices are pushed to.</summary>
/// <param name="SettleTime">No document is sent again sooner than this after the last one left: it may take so long until it is listed.</param>
/// <param name="BetweenMisses">Two searches that find nothing must be this far apart to prove that it never arrived.</param>
/// <param name="CanReplace">Whether a changed invoice takes the place of its document, which is deleted first.</param>
/// <param name="Origins">Where invoices must come from that may go there.</param>
/// <param name="Purposes">What is done there for an invoice, each with a row and a key of its own in the ledger.</param>
public sealed record TargetTraits(
    TimeSpan SettleTime,
    TimeSpan BetweenMisses,
    bool CanReplace,
    IReadOnlyList<InvoiceOrigin> Origins,
    IReadOnlyList<PushPurpose> Purposes);
