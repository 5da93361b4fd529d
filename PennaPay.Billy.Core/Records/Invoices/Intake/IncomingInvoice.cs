using PennaPay.Billy.Core.Records.Customers;

namespace PennaPay.Billy.Core.Records.Invoices.Intake;

/// <summary>
/// An invoice as its source states it, not sealed yet: with an id, lines, an origin and an origin id that is the same at every
/// arrival. A credit note's amounts are positive; a source that states them negative turns its quantities and totals first.
/// </summary>
/// <param name="Invoice">The invoice; the intake sets its workspace, customer, credited invoice, dates and all that follows.</param>
/// <param name="Customer">Whom the source names, stored only where nobody known is meant.</param>
/// <param name="Stated">The totals that the source states; null where the lines say it all.</param>
/// <param name="KnownCustomerId">The stored customer that it is, where the source knows; nobody is matched then.</param>
public sealed record IncomingInvoice(Invoice Invoice, Customer Customer, Totals? Stated = null, Guid? KnownCustomerId = null)
{
    /// <summary>
    /// Whether the source knows that the customer, whom several invoices may share, is nobody who is stored; nobody is matched then either.
    /// </summary>
    public bool IsNewCustomer { get; init; }
}
