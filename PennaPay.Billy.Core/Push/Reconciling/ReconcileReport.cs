namespace PennaPay.Billy.Core.Push.Reconciling;

/// <summary>What a look through an account found of ours that this database did not know, until the owner has seen it.</summary>
/// <param name="FoundAt">When the first of it was found.</param>
/// <param name="TakenOver">How many invoices that are here have their documents back.</param>
/// <param name="Waiting">How many invoices wait for a person.</param>
/// <param name="Unknown">How many invoices have documents there and are not here.</param>
/// <param name="Shown">The newest of those, each with one document.</param>
public sealed record ReconcileReport(
    DateTimeOffset FoundAt, int TakenOver, int Waiting, int Unknown, IReadOnlyList<UnknownDocument> Shown);

/// <summary>A document of ours whose invoice is not here.</summary>
/// <param name="Number">The invoice's number.</param>
/// <param name="IssueDate">The day on it.</param>
/// <param name="Currency">ISO 4217 code.</param>
/// <param name="Gross">Total with VAT.</param>
/// <param name="Link">Its page in the system.</param>
public sealed record UnknownDocument(string? Number, DateOnly? IssueDate, string Currency, decimal Gross, Uri? Link);
