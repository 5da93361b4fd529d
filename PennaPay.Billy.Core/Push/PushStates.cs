namespace PennaPay.Billy.Core.Push;

internal static class PushStates
{
    /// <summary>States in which the push is still the program's business; at most one such push exists for an invoice, a connection and a purpose.</summary>
    public static readonly IReadOnlyList<PushState> Open = [PushState.Pending, PushState.Sending, PushState.Unknown];

    /// <summary>What a step from one state to another says of the push; null while it is only searched for again.</summary>
    internal static PushOutcome? Outcome(PushState from, PushState to) => (from, to) switch
    {
        (PushState.Unknown, PushState.Unknown) or (_, PushState.Sending) => null,
        (PushState.Unknown or PushState.NeedsAttention, PushState.Succeeded) => PushOutcome.Adopted,
        (_, PushState.Succeeded) => PushOutcome.Succeeded,
        (_, PushState.Unknown) => PushOutcome.Unknown,
        (_, PushState.Rejected) => PushOutcome.Rejected,
        (_, PushState.NeedsAttention) => PushOutcome.NeedsAttention,
        (_, PushState.Cancelled) => PushOutcome.Cancelled,
        _ => PushOutcome.Pending,
    };

    public static bool HasEnded(this PushState state) => !Open.Contains(state);
}
