namespace PennaPay.Billy.Core.Push.Ledger;

/// <summary>Where one push stands in the ledger.</summary>
public enum PushState
{
    /// <summary>Queued, or to be tried again at a known time; nothing is on its way.</summary>
    Pending,

    /// <summary>The draft may be on its way: written before the first byte leaves.</summary>
    Sending,

    /// <summary>The request ended without a clear answer; Billy is searched before anything else happens.</summary>
    Unknown,

    /// <summary>The draft is in Billy, with the amounts we expect.</summary>
    Succeeded,

    /// <summary>Refused for a reason that the user can mend; nothing is in Billy.</summary>
    Rejected,

    /// <summary>Only a person can say what is right.</summary>
    NeedsAttention,

    /// <summary>Taken back before it was sent, or undone afterwards.</summary>
    Cancelled,
}

/// <summary>Why an invoice was pushed.</summary>
public enum PushCause
{
    /// <summary>Somebody pressed the button.</summary>
    Manual,

    /// <summary>Part of a selection.</summary>
    Bulk,

    /// <summary>Sent invoices go by themselves.</summary>
    AutoPush,

    /// <summary>Somebody asked for another try.</summary>
    Retry,
}

/// <summary>Who started a push.</summary>
/// <param name="Cause">Why.</param>
/// <param name="By">The user's e-mail address, or <c>auto</c>.</param>
public sealed record PushStarter(PushCause Cause, string By)
{
    /// <summary>An invoice that went by itself.</summary>
    public static PushStarter Auto { get; } = new(PushCause.AutoPush, "auto");
}

internal static class PushStates
{
    /// <summary>States in which the push is still the program's business; at most one such push exists per invoice.</summary>
    public static readonly IReadOnlyList<PushState> Open = [PushState.Pending, PushState.Sending, PushState.Unknown];

    public static bool HasEnded(this PushState state) => !Open.Contains(state);
}
