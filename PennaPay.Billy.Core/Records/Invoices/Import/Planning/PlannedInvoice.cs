namespace PennaPay.Billy.Core.Records.Invoices.Import.Planning;

/// <summary>What becomes of one document.</summary>
/// <param name="Row">Where in the file it begins.</param>
/// <param name="Kind">Of which kind it will be.</param>
/// <param name="Number">Its number.</param>
/// <param name="Gross">Its total with VAT.</param>
/// <param name="Currency">The currency of that.</param>
/// <param name="Customer">What the file calls its customer.</param>
/// <param name="CustomerId">The stored customer that it is made out to; null where one is made, or it is not imported.</param>
/// <param name="CustomerName">What the customer is called that it is made out to.</param>
/// <param name="Fate">What becomes of it.</param>
/// <param name="KnownId">The stored invoice that it is already.</param>
/// <param name="Questions">How many questions concern it.</param>
public sealed record PlannedInvoice(
    int? Row, InvoiceKind Kind, string Number, decimal Gross, string Currency, string Customer, Guid? CustomerId, string CustomerName,
    ImportFate Fate, Guid? KnownId, int Questions)
{
    /// <summary>Two are the same in all that is copied to other systems, but for whom they are made out to, where this is.</summary>
    internal Guid Content { get; init; }
}
