using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Core.Records.Invoices;

/// <summary>An invoice or a credit note. Credit notes carry positive amounts, as in UBL.</summary>
public sealed class Invoice : IWorkspaceOwned
{
    /// <summary>The key; made by <see cref="Guid.CreateVersion7()"/>, so it sorts by creation.</summary>
    public Guid Id { get; set; }

    /// <inheritdoc/>
    public WorkspaceId WorkspaceId { get; set; }

    /// <summary>Whether money is asked for or given back.</summary>
    public InvoiceKind Kind { get; set; }

    /// <summary>The number on the document. Imports may bring the same number twice, so it is not a key.</summary>
    public string Number { get; set; } = "";

    /// <summary>Who it is made out to.</summary>
    public Guid CustomerId { get; set; }

    /// <summary>Who it is made out to; there when the query included it.</summary>
    public Customer Customer { get; set; } = null!;

    /// <summary>The customer's name, copied so that the list needs no join; set it by <see cref="SetCustomer"/>.</summary>
    public string CustomerName { get; private set; } = "";

    /// <summary>The date on the document.</summary>
    public DateOnly IssueDate { get; set; }

    /// <summary>The last day to pay; null when the document names none.</summary>
    public DateOnly? DueDate { get; set; }

    /// <summary>ISO 4217 code of three capitals.</summary>
    public string Currency { get; set; } = Currencies.DanishKrone;

    /// <summary>Whether the prices and discounts of the lines include VAT.</summary>
    public bool PricesIncludeVat { get; set; }

    /// <summary>Text for the customer, printed on the document.</summary>
    public string? Message { get; set; }

    /// <summary>The customer's order number or reference.</summary>
    public string? OrderReference { get; set; }

    /// <summary>Whether it has been sent to the customer.</summary>
    public InvoiceStatus Status { get; set; }

    /// <summary>Whether somebody put it aside: it is in no list but that of the archive, counts nowhere as waiting, and is not pushed.</summary>
    public bool IsArchived { get; set; }

    /// <summary>How it came here.</summary>
    public InvoiceOrigin Origin { get; set; }

    /// <summary>
    /// What tells two arrivals of the same thing: UBL: SHA-256 of the file; CSV: of the invoice's cells; editor: the id; another
    /// system: its id there. Unique with the workspace and <see cref="Origin"/>.
    /// </summary>
    public string OriginId { get; set; } = "";

    /// <summary>The import of files that brought it; null where none did, or it has been forgotten.</summary>
    public Guid? ImportId { get; set; }

    /// <summary>The number of the invoice that this credit note credits.</summary>
    public string? CreditedInvoiceNumber { get; set; }

    /// <summary>The invoice that this credit note credits, where it is known here.</summary>
    public Guid? CreditedInvoiceId { get; set; }

    /// <summary>Total without VAT; set, like everything that follows from the content, by <see cref="Seal"/>.</summary>
    public decimal Net { get; private set; }

    public decimal Vat { get; private set; }

    /// <summary>Total with VAT.</summary>
    public decimal Gross { get; private set; }

    /// <summary>Whether the totals are those that the imported document states; else they were computed from the lines.</summary>
    public bool TotalsAreStated { get; private set; }

    /// <summary>What the document says was paid before; part of no total. Null when it says nothing.</summary>
    public decimal? Prepaid { get; set; }

    /// <summary>What the document adds to the amount to pay so that it is a round one; part of no total.</summary>
    public decimal? PayableRounding { get; set; }

    /// <summary>1 for a new invoice, raised when <see cref="ContentHash"/> changes. What is copied to another system is a revision.</summary>
    public int Revision { get; private set; } = 1;

    public string ContentHash { get; private set; } = "";

    /// <summary>Raised with every save by a user; tells a stale form from a fresh one.</summary>
    public int Version { get; set; } = 1;

    /// <summary>
    /// How it stands in the connection that lists are about. Push alone writes it, and <see cref="RemoteId"/>: they are copies
    /// of what it knows for each connection, kept here because lists filter and sort by them.
    /// </summary>
    public CopyState CopyState { get; internal set; }

    /// <summary>What the document is called in that connection; null while there is none.</summary>
    public string? RemoteId { get; internal set; }

    /// <summary>The number that the system gave its document, once it has one.</summary>
    public string? RemoteNumber { get; internal set; }

    /// <summary><see cref="Number"/> with its digits padded, so that 9 comes before 10 in SQL.</summary>
    public string NumberKey { get; private set; } = "";

    /// <summary>Lower-case customer name and number: what the list searches in, and its order by customer.</summary>
    public string SearchText { get; private set; } = "";

    /// <summary>When it was first stored.</summary>
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>When a user last changed it.</summary>
    public DateTimeOffset UpdatedAt { get; set; }

    /// <summary>The lines, by <see cref="InvoiceLine.Position"/>.</summary>
    public List<InvoiceLine> Lines { get; set; } = [];

    /// <summary>Makes it out to this customer.</summary>
    public void SetCustomer(Customer customer) => (CustomerId, CustomerName) = (customer.Id, customer.Name);

    /// <summary>
    /// Closes it, new or changed, before it is stored: lines are numbered and tied to it, and everything that follows from its
    /// content is brought up to date. Content that is another than at the last time raises <see cref="Revision"/>.
    /// </summary>
    /// <param name="stated">The totals that an imported document states, which are the truth; null to add up the lines.</param>
    /// <returns>Whether the content is another than at the last time.</returns>
    /// <exception cref="InvalidOperationException">It has no lines; those of a stored one were not loaded.</exception>
    public bool Seal(Totals? stated = null)
    {
        if (Lines.Count == 0)
            throw new InvalidOperationException("An invoice without lines cannot be closed. Were they loaded?");
        for (var i = 0; i < Lines.Count; i++)
            (Lines[i].Position, Lines[i].InvoiceId, Lines[i].WorkspaceId) = (i + 1, Id, WorkspaceId);
        Number = InputText.Line(Number) ?? "";
        (NumberKey, SearchText) = (InvoiceKeys.Number(Number), InvoiceKeys.Search(CustomerName, Number));
        (Net, Vat, Gross) = stated ?? InvoiceTotals.Of(this);
        TotalsAreStated = stated is not null;
        return Revise(Invoices.ContentHash.Of(this));
    }

    /// <summary>
    /// Says that whoever issued it has it no more, so that no copy elsewhere is of what there is. Closing it anew takes that back.
    /// </summary>
    /// <returns>Whether that was not so before.</returns>
    public bool Withdraw() => Revise(Invoices.ContentHash.Withdrawn);

    private bool Revise(string contentHash)
    {
        if (contentHash == ContentHash)
            return false;
        if (ContentHash.Length > 0)
            Revision++;
        ContentHash = contentHash;
        return true;
    }
}
