namespace PennaPay.Billy.Core.Systems.Billit.Api.Orders;

/// <summary>
/// An invoice or credit note to create. Billit computes the totals itself: it adds up what is taxed per rate, applies the rate and
/// rounds once; so none are sent, and those that it answers are to be compared.
/// </summary>
internal sealed record NewOrder
{
    public required OrderType Type { get; init; }

    /// <summary>The document's number; null where Billit is to take the next of its own.</summary>
    public string? OrderNumber { get; init; }
    public required DateOnly OrderDate { get; init; }

    /// <summary>The last day to pay, which a credit note has too.</summary>
    public required DateOnly ExpiryDate { get; init; }
    public DateOnly? DeliveryDate { get; init; }

    /// <summary>The customer, who is in Billit already. Details are never sent: by these Billit would look for somebody, and write over who it finds.</summary>
    public required long CustomerId { get; init; }

    /// <summary>What this program knows it by, and finds it again by.</summary>
    public required string ExternalProviderId { get; init; }

    /// <summary>ISO 4217 code.</summary>
    public required string Currency { get; init; }

    /// <summary>The number of the buyer's purchase order and nothing else.</summary>
    public string? Reference { get; init; }

    /// <summary>The buyer's reference where it is no purchase order.</summary>
    public string? OrderTitle { get; init; }
    public string? PaymentReference { get; init; }

    /// <summary>Printed on the document.</summary>
    public string? Comments { get; init; }

    /// <summary>For the company alone.</summary>
    public string? InternalInfo { get; init; }

    /// <summary>Of a credit note, the number of the invoice that it is about, which must be in Billit; null where it is not.</summary>
    public string? AboutInvoiceNumber { get; init; }

    /// <summary>Why lines without VAT have none, where they do not say so themselves.</summary>
    public VentilationCode? VentilationCode { get; init; }

    /// <summary>The ledger account of lines that name none.</summary>
    public int? AccountCode { get; init; }

    /// <summary>Whether it is paid in full.</summary>
    public bool? Paid { get; init; }
    public DateOnly? PaidDate { get; init; }

    /// <summary>What is still to pay where a part is paid; not together with <see cref="Paid"/>.</summary>
    public decimal? ToPay { get; init; }
    public PaymentMethod? PaymentMethod { get; init; }

    /// <summary>
    /// Whether it counts as sent already. What does not may be sent by Billit itself every morning; what an initial export brings over
    /// always does.
    /// </summary>
    public bool? IsSent { get; init; }

    /// <summary>The document as the customer got it elsewhere.</summary>
    public NewFile? Pdf { get; init; }
    public IReadOnlyList<NewFile> Attachments { get; init; } = [];

    public required IReadOnlyList<NewOrderLine> Lines { get; init; }

    /// <summary>What of it Billit would change in silence or refuse, as a sentence; null where nothing is known to be wrong.</summary>
    public string? Problem => this switch
    {
        { CustomerId: <= 0 } => "An order needs a customer.",
        { ExternalProviderId: "" } => "An order needs an id of ours.",
        { Lines.Count: 0 } => "An order needs a line.",
        { Currency.Length: not 3 } => "An order needs a currency.",
        { Paid: not null, ToPay: not null } => "What is still to pay does not go with paid or not paid.",
        { PaidDate: not null, Paid: not true } => "Only what is paid has a day of payment.",
        { ToPay: < 0 } => "What is still to pay is never negative.",
        { ToPay: { } open } when !ExactDecimals.Fit(open, 2) => "What is still to pay has at most 2 decimals.",
        { AboutInvoiceNumber: not null, Type: not OrderType.CreditNote } => "Only a credit note is about another invoice.",
        { VentilationCode: { } code } when !Enum.IsDefined(code) || VentilationCodes.AddsVat(code) => "The code of an order is for lines without VAT.",
        _ => Lines.Select(line => line.ProblemIn(this)).FirstOrDefault(problem => problem is not null),
    };
}

/// <summary>A file that goes along with an order.</summary>
internal sealed record NewFile(string FileName, string MimeType, byte[] Content);
