using PennaPay.Billy.Core.Records.Invoices;

namespace PennaPay.Billy.Core.Push.Targets;

/// <summary>What a document must agree with to be the one that we sent.</summary>
/// <param name="Key">See <see cref="IPushTarget.KeyOf"/>.</param>
/// <param name="Reference">Our number.</param>
/// <param name="Kind">Invoice or credit note.</param>
/// <param name="PartyId">The system's id of whom it is made out to.</param>
/// <param name="Currency">ISO 4217 code.</param>
/// <param name="Gross">Total with VAT, to the hundredth.</param>
public sealed record ExpectedDocument(string Key, string Reference, InvoiceKind Kind, string PartyId, string Currency, decimal Gross);
