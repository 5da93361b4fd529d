using PennaPay.Billy.Core.Records.Invoices;

namespace PennaPay.Billy.Core.Push.Targets;

/// <summary>How a system behaves that invoices are pushed to.</summary>
/// <param name="Soonest">No document is sent again sooner than this after the last one left, whoever asks for it.</param>
/// <param name="Looks">
/// How long after it left a document of unclear outcome is looked for, in rising order. Only when the last of these looks misses
/// it too is it sent again without anybody asking: so long it may take until it is carried out and listed.
/// </param>
/// <param name="BetweenMisses">Two searches that find nothing must be this far apart to prove that it never arrived.</param>
/// <param name="CanReplace">Whether a changed invoice takes the place of its document, which is deleted first.</param>
/// <param name="Origins">Where invoices must come from that may go there.</param>
/// <param name="Purposes">What is done there for an invoice, each with a row and a key of its own in the ledger.</param>
public sealed record TargetTraits(
    TimeSpan Soonest,
    IReadOnlyList<TimeSpan> Looks,
    TimeSpan BetweenMisses,
    bool CanReplace,
    IReadOnlyList<InvoiceOrigin> Origins,
    IReadOnlyList<PushPurpose> Purposes)
{
    /// <summary>From which systems that only give invoices may go there too, where the owner wants them to; null from none.</summary>
    public SourcedKind? TakesSourced { get; init; }

    /// <summary>How long a document may take until it is carried out and listed.</summary>
    public TimeSpan SettleTime => Looks[^1];
}
