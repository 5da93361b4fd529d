namespace PennaPay.Billy.Core.Push;

internal static class PushStates
{
    /// <summary>States in which the push is still the program's business; at most one such push exists for an invoice, a connection and a purpose.</summary>
    public static readonly IReadOnlyList<PushState> Open = [PushState.Pending, PushState.Sending, PushState.Unknown];

    public static bool HasEnded(this PushState state) => !Open.Contains(state);
}
