namespace PennaPay.Billy.Core.Push.Attention;

/// <summary>What an account that is not connected any more has of our invoices, as far as was last seen.</summary>
/// <param name="AccountName">What it is called.</param>
/// <param name="UsesSandbox">Whether it is one of a sandbox.</param>
/// <param name="Drafts">How many drafts.</param>
/// <param name="Booked">How many that its books have.</param>
public sealed record AccountCopies(string? AccountName, bool UsesSandbox, int Drafts, int Booked);
