using PennaPay.Billy.Core.Systems.Pennylane.Api;
using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Core.Systems.Pennylane;

/// <summary>
/// What is owed of an invoice, and how it stands. All amounts are with VAT, in <see cref="Currency"/> and never negative. Pure: it says
/// how things are now, and goes back when Pennylane takes a payment back.
/// </summary>
/// <param name="State">How it stands.</param>
/// <param name="Currency">ISO 4217 code of the invoice.</param>
/// <param name="Total">What was invoiced.</param>
/// <param name="Open">What is still to pay; 0 where nobody owes anything, such as of a draft.</param>
/// <param name="Credited">What of the rest credit notes cover.</param>
/// <param name="Received">What was paid: the rest that credit notes do not cover. It is never summed up from the bank's lines.</param>
/// <param name="IsOverdue">Whether something is open, and its day is past.</param>
public sealed record Receivable(
    ReceivableState State, string Currency, decimal Total, decimal Open, decimal Credited, decimal Received, bool IsOverdue)
{
    private const string Euro = "EUR";

    /// <summary>Looks at an invoice on a day.</summary>
    /// <param name="invoice">As Pennylane has it.</param>
    /// <param name="credits">The credit notes that are linked to it.</param>
    /// <param name="today">The day it is where the company is. An invoice is late from the day after its deadline on.</param>
    public static Receivable Of(PennylaneInvoice invoice, IEnumerable<PennylaneInvoice> credits, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(invoice);
        ArgumentNullException.ThrowIfNull(credits);
        var total = AmountOf(invoice);
        var owed = Math.Clamp(RemainingOf(invoice), 0, Math.Max(total, 0));
        // What remains tells what is settled; credit notes cannot make more of it.
        var settled = Math.Max(total, 0) - owed;
        var credited = Math.Min(credits.Where(credit => credit.Draft != true).Sum(credit => Math.Abs(AmountOf(credit))), settled);
        var state = StateOf(invoice, total, owed, credited, today);
        // Pennylane may know of credit notes that were not linked yet when they were read.
        credited = !IsIssued(state) ? 0 : state == ReceivableState.Cancelled && credited == 0 ? settled : credited;
        var open = IsOwed(state) ? owed : 0;
        return new(
            state,
            invoice.CurrencyAmount is null ? Euro : invoice.Currency ?? Euro,
            Math.Abs(total),
            open,
            credited,
            IsIssued(state) ? settled - credited : 0,
            open > 0 && invoice.Deadline < today);
    }

    private static ReceivableState StateOf(PennylaneInvoice invoice, decimal total, decimal owed, decimal credited, DateOnly today)
    {
        var status = invoice.Status;
        // A draft credit note has the status of a credit note.
        if (invoice.Draft == true || status == "draft")
            return ReceivableState.Draft;
        if (status == "archived" || invoice.ArchivedAt is not null)
            return ReceivableState.Archived;
        if (status == "credit_note" || invoice.CreditedInvoiceId is not null || total < 0)
            return ReceivableState.CreditNote;
        return status switch
        {
            "proforma" or "shipping_order" or "purchasing_order" => ReceivableState.NotAReceivable,
            not null when status.StartsWith("estimate_", StringComparison.Ordinal) => ReceivableState.NotAReceivable,
            "cancelled" => ReceivableState.Cancelled,
            "incomplete" => owed == 0 && total > 0 ? ReceivableState.Paid : ReceivableState.Incomplete,
            "partially_cancelled" => owed > 0 ? ReceivableState.PartlyCancelled : Settled(),
            "paid" or "partially_paid" or "upcoming" or "late" => owed == 0 ? Settled() : owed < total - credited ? ReceivableState.PartiallyPaid : Unpaid(),
            _ => ReceivableState.Unknown,
        };

        ReceivableState Settled() => credited > 0 && credited >= total ? ReceivableState.Cancelled : ReceivableState.Paid;

        // Whether it is late, the day says; Pennylane's word may be of yesterday.
        ReceivableState Unpaid() => credited > 0 ? ReceivableState.PartlyCancelled
            : (invoice.Deadline is { } deadline ? deadline < today : status == "late") ? ReceivableState.Late
            : ReceivableState.Upcoming;
    }

    private static bool IsOwed(ReceivableState state) => state is ReceivableState.Upcoming or ReceivableState.Late
        or ReceivableState.PartiallyPaid or ReceivableState.PartlyCancelled or ReceivableState.Incomplete;

    private static bool IsIssued(ReceivableState state) => IsOwed(state) || state is ReceivableState.Paid or ReceivableState.Cancelled;

    private static decimal AmountOf(PennylaneInvoice invoice) => invoice.CurrencyAmount ?? invoice.Amount ?? 0;

    /// <summary>
    /// What is still to pay, in the invoice's currency. Pennylane does not say in which it writes that. Other amounts without
    /// <c>currency</c> in their names are in euros, so this is taken for euros too, unless it is exactly the total in the other currency,
    /// or more than that in euros.
    /// </summary>
    private static decimal RemainingOf(PennylaneInvoice invoice)
    {
        if (invoice.Paid == true || invoice.Status == "paid")
            return 0;
        if (invoice.RemainingAmountWithTax is not { } remaining)
            return AmountOf(invoice);
        var isOwnCurrency = invoice.Currency is null or Euro || remaining == invoice.CurrencyAmount || remaining > invoice.Amount;
        return !isOwnCurrency && invoice is { Amount: > 0 and var euros, CurrencyAmount: { } own } ? Money.Round(remaining * own / euros) : remaining;
    }
}
