namespace PennaPay.Billy.Core.Connections.Offers;

/// <summary>One of the accounts that a secret opens.</summary>
/// <param name="Account">Which.</param>
/// <param name="Refusal">Why it cannot be connected; null where it can.</param>
public sealed record OfferedAccount(Account Account, Failure? Refusal = null);
