namespace PennaPay.Billy.Tests.Rig;

/// <summary>What a <see cref="KillRound"/> came to; invoices by their numbers, or by their key.</summary>
/// <param name="Pushes">How many invoices were queued.</param>
/// <param name="Waiting">How many of them wait for a person.</param>
/// <param name="Duplicates">There more than once.</param>
/// <param name="Lost">Queued, and neither there nor waiting for a person.</param>
/// <param name="Unequal">There with another amount.</param>
internal sealed record RigResult(
    int Pushes, int Waiting, IReadOnlyList<string> Duplicates, IReadOnlyList<string> Lost, IReadOnlyList<string> Unequal);
