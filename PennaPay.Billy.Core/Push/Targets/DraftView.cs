using PennaPay.Billy.Core.Records.Invoices;

namespace PennaPay.Billy.Core.Push.Targets;

/// <summary>A draft as a person reads it: names instead of ids.</summary>
/// <param name="Contact">The contact's name.</param>
/// <param name="Type"><c>invoice</c> or <c>creditNote</c>.</param>
/// <param name="Reference">Our number, as the system keeps it.</param>
/// <param name="InvoiceNo">The number that the system is asked to use; null lets it number by itself.</param>
/// <param name="EntryDate">The date on the document.</param>
/// <param name="DueDate">The last day to pay; null leaves it to the system.</param>
/// <param name="Currency">ISO 4217 code.</param>
/// <param name="Message">Text for the customer.</param>
/// <param name="Credits">The number of the invoice there that a credit note credits.</param>
/// <param name="Lines">The lines in order.</param>
/// <param name="Totals">What it comes to.</param>
public sealed record DraftView(
    string Contact, string Type, string? Reference, string? InvoiceNo, DateOnly EntryDate, DateOnly? DueDate, string Currency,
    string? Message, string? Credits, IReadOnlyList<DraftViewLine> Lines, Totals Totals);

public sealed record DraftViewLine(
    string Description, decimal Quantity, decimal UnitPrice, decimal? DiscountPercent, decimal? DiscountAmount, decimal Net, PostingView Posting);
