namespace PennaPay.Billy.Core.Sync.Sources.Balances;

/// <summary>What a customer owes by what its source says.</summary>
/// <param name="Customer">Who.</param>
/// <param name="LastActivity">The latest day on which one of its invoices was issued or came to stand otherwise, or money moved; null where it has none.</param>
/// <param name="Owed">By currency, the account's own first; amounts of different ones are never added.</param>
public sealed record CustomerBalance(SourcedCustomer Customer, DateOnly? LastActivity, IReadOnlyList<OwedAmount> Owed);

/// <summary>What is owed in one currency.</summary>
/// <param name="Currency">ISO 4217 code of three capitals.</param>
/// <param name="Open">All of it.</param>
/// <param name="Overdue">The part whose last day to pay is over.</param>
/// <param name="OverdueCount">On how many invoices that is.</param>
public sealed record OwedAmount(string Currency, decimal Open, decimal Overdue, int OverdueCount);
