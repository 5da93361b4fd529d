namespace PennaPay.Billy.Core.Systems.Billy.Postings.Table;

/// <summary>One account code that Billy does not have, or that the owner has chosen an account for.</summary>
/// <param name="Code">The code as it stands on lines.</param>
/// <param name="IsDefault">Whether lines without a code take it.</param>
/// <param name="Lines">How many lines it is for.</param>
/// <param name="Waiting">How many invoices with such lines are not in Billy as they stand.</param>
public sealed record AccountRow(string Code, bool IsDefault, int Lines, int Waiting);
