namespace PennaPay.Billy.Core.Push.Targets;

/// <summary>What was sent last of an invoice and is in the system.</summary>
/// <param name="Request">As history has it: <see cref="Prepared.Ready.Described"/>.</param>
/// <param name="Gross">What it came to with VAT.</param>
/// <param name="ContentHash">The invoice's content at the time.</param>
/// <param name="At">When it was sent.</param>
public sealed record LastSent(string Request, decimal Gross, string ContentHash, DateTimeOffset At);
