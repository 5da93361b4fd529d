namespace PennaPay.Billy.Core.Records.Invoices;

/// <summary>What follows from a <see cref="CopyState"/>.</summary>
public static class CopyStates
{
    /// <summary>All of them in the order of an invoice's life, what needs somebody last.</summary>
    public static IReadOnlyList<CopyState> InOrder { get; } =
    [
        CopyState.NotPushed, CopyState.Waiting, CopyState.Sending, CopyState.Present, CopyState.Changed, CopyState.ChangedThere, CopyState.Booked,
        CopyState.PartlyPaid, CopyState.Paid, CopyState.Credited, CopyState.Voided, CopyState.Deleted, CopyState.Failed, CopyState.NeedsAttention,
    ];

    /// <summary>Whether the books have it: neither here nor there can it be changed any more, but by a credit note.</summary>
    public static bool IsBooked(this CopyState state) =>
        state is CopyState.Booked or CopyState.PartlyPaid or CopyState.Paid or CopyState.Voided or CopyState.Credited;

    /// <summary>Whether somebody has done something to it in the other system.</summary>
    public static bool IsDoneThere(this CopyState state) => state.IsBooked() || state is CopyState.ChangedThere or CopyState.Deleted;

    /// <summary>Whether a push would do something, and is not under way.</summary>
    public static bool CanBePushed(this CopyState state) =>
        state is CopyState.NotPushed or CopyState.Changed or CopyState.Failed or CopyState.NeedsAttention;

    /// <summary>Whether the document there is the draft that was left, as far as is known.</summary>
    public static bool IsOurDraft(this CopyState state) =>
        state is CopyState.Present or CopyState.Changed or CopyState.Failed or CopyState.NeedsAttention;
}
