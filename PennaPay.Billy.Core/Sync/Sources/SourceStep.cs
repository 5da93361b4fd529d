using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Records.Invoices;

namespace PennaPay.Billy.Core.Sync.Sources;

/// <summary>What one step of a task brought; it is stored as a whole, with how far the task is, or not at all.</summary>
public sealed record SourceStep
{
    /// <summary>What the next step goes on from; null where the task is done.</summary>
    public string? Next { get; init; }

    /// <summary>What is known up to here once the task is done; nothing of it counts before.</summary>
    public string? Watermark { get; init; }

    /// <summary>How many this step has seen to.</summary>
    public int Done { get; init; }

    /// <summary>How many there are in all; null where nobody knows yet.</summary>
    public int? Total { get; init; }

    /// <summary>What was seen and did not come here, by reason.</summary>
    public IReadOnlyDictionary<LeftOutReason, int> LeftOut { get; init; } = new Dictionary<LeftOutReason, int>();

    /// <summary>Whether too much has happened since to tell what, so that everything must be read anew.</summary>
    public bool MustStartAnew { get; init; }

    /// <summary>Whether there was nothing to ask the system for, so that the step says nothing of whether it lets us in.</summary>
    public bool IsUnasked { get; init; }

    public IReadOnlyList<SourceCustomer> Customers { get; init; } = [];

    public IReadOnlyList<SourcePersons> Persons { get; init; } = [];

    public IReadOnlyList<SourceInvoice> Invoices { get; init; } = [];

    public IReadOnlyList<SourcePayments> Payments { get; init; } = [];

    /// <summary>What came of telling the source that invoices are paid.</summary>
    public IReadOnlyList<ToldPayment> ToldPayments { get; init; } = [];

    /// <summary>The source's ids of customers that are there no more.</summary>
    public IReadOnlyList<string> CustomersGone { get; init; } = [];

    /// <summary>The source's ids of invoices that are there no more.</summary>
    public IReadOnlyList<string> InvoicesGone { get; init; } = [];
}

/// <summary>Why something of a source is not here. Stored as a number: add at the end.</summary>
public enum LeftOutReason
{
    /// <summary>Somebody wanted the customer left out.</summary>
    Excluded,

    /// <summary>It is not issued yet.</summary>
    Draft,

    /// <summary>It asks nobody for money: an estimate, a pro forma, a delivery note.</summary>
    NoInvoice,

    /// <summary>It cannot stand here: too large, without a number or a customer.</summary>
    Unreadable,

    /// <summary>It was deleted here, and stays so.</summary>
    DeletedHere,

    /// <summary>Somebody was trying something out: no money is meant.</summary>
    Test,

    /// <summary>It was deleted there.</summary>
    DeletedThere,
}

/// <summary>A customer as a source has it.</summary>
/// <param name="Id">The source's id.</param>
/// <param name="Form">What it says of the customer; its persons are told by <see cref="SourcePersons"/>.</param>
public sealed record SourceCustomer(string Id, CustomerForm Form);

/// <summary>All contact persons of one sort that a customer has; others stay.</summary>
/// <param name="CustomerId">The source's id of the customer.</param>
/// <param name="Sort">What tells the sort from others; no part of it is a colon.</param>
/// <param name="Persons">Each with an id within the sort.</param>
public sealed record SourcePersons(string CustomerId, string Sort, IReadOnlyList<(string Id, ContactPersonForm Form)> Persons);

/// <summary>An issued invoice or credit note as a source has it, and how it stands there.</summary>
public sealed record SourceInvoice
{
    /// <summary>The source's id.</summary>
    public required string Id { get; init; }

    /// <summary>The source's id of whom it is made out to.</summary>
    public required string CustomerId { get; init; }

    /// <summary>The source's id of the invoice that this credit note takes back.</summary>
    public string? CreditedId { get; init; }

    /// <summary>As it comes in: not closed, made out to nobody. Null where only its standing was read.</summary>
    public Invoice? Invoice { get; init; }

    /// <summary>The totals that the source states, in the invoice's currency; there with <see cref="Invoice"/>.</summary>
    public Totals? Stated { get; init; }

    /// <summary>What one of the invoice's currency was in the account's own; null where both are one, or nothing is said.</summary>
    public decimal? ExchangeRate { get; init; }

    public required SourceStanding Standing { get; init; }

    /// <summary>What is still to pay, in the invoice's currency; null where the source does not say.</summary>
    public decimal? Remaining { get; init; }

    /// <summary>When it was made; null where the source does not say, so that its date must do.</summary>
    public DateTimeOffset? MadeAt { get; init; }

    public bool IsArchived { get; init; }
}

/// <summary>The payments that a source knows of one invoice; those that it does not name any more are none.</summary>
/// <param name="InvoiceId">The source's id of the invoice.</param>
/// <param name="Payments">The payments.</param>
public sealed record SourcePayments(string InvoiceId, IReadOnlyList<SourcePayment> Payments);

/// <summary>Money that a source ties to an invoice. How much of it is for this invoice it may not say.</summary>
/// <param name="Id">The source's id.</param>
/// <param name="Day">The day on the account.</param>
/// <param name="Amount">What moved on the account, positive for money that came in.</param>
/// <param name="Currency">ISO 4217 code.</param>
/// <param name="Note">What the account statement says.</param>
public sealed record SourcePayment(string Id, DateOnly Day, decimal Amount, string Currency, string? Note);

/// <summary>What came of telling the source that an invoice is paid.</summary>
/// <param name="InvoiceId">The source's id of it.</param>
/// <param name="Told">What came of it.</param>
/// <param name="Failure">Why it came to nothing.</param>
public sealed record ToldPayment(string InvoiceId, PaymentTold Told, Failure? Failure = null);
