namespace PennaPay.Billy.Core.Push.Reconciling;

/// <summary>What a look through an account found of ours that this database did not know, until the owner has seen it.</summary>
/// <param name="FoundAt">When the first of it was found.</param>
/// <param name="TakenOver">How many were taken for the documents of invoices that are here.</param>
/// <param name="Waiting">How many wait for a person.</param>
/// <param name="Unknown">How many belong to no invoice that is here.</param>
/// <param name="Shown">The newest of those.</param>
public sealed record ReconcileReport(
    DateTimeOffset FoundAt, int TakenOver, int Waiting, int Unknown, IReadOnlyList<UnknownDocument> Shown);

/// <summary>A document of ours whose invoice is not here.</summary>
/// <param name="Number">The invoice's number.</param>
/// <param name="IssueDate">The day on it.</param>
/// <param name="Currency">ISO 4217 code.</param>
/// <param name="Gross">Total with VAT.</param>
/// <param name="Link">Its page in the system.</param>
public sealed record UnknownDocument(string? Number, DateOnly? IssueDate, string Currency, decimal Gross, Uri? Link);
