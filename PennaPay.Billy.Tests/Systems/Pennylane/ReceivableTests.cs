using FsCheck;
using FsCheck.Fluent;
using PennaPay.Billy.Core.Systems.Pennylane;
using PennaPay.Billy.Core.Systems.Pennylane.Api;

namespace PennaPay.Billy.Tests.Systems.Pennylane;

public sealed class ReceivableTests
{
    private static readonly DateOnly Today = new(2026, 11, 20);

    [Theory]
    [InlineData("upcoming", 120, 1, ReceivableState.Upcoming, 120, 0, false)]
    [InlineData("upcoming", 120, 0, ReceivableState.Upcoming, 120, 0, false)]
    // It was upcoming when it was read.
    [InlineData("upcoming", 120, -1, ReceivableState.Late, 120, 0, true)]
    [InlineData("late", 120, -1, ReceivableState.Late, 120, 0, true)]
    // Somebody gave more time since.
    [InlineData("late", 120, 1, ReceivableState.Upcoming, 120, 0, false)]
    [InlineData("partially_paid", 20, 1, ReceivableState.PartiallyPaid, 20, 100, false)]
    [InlineData("partially_paid", 20, -1, ReceivableState.PartiallyPaid, 20, 100, true)]
    [InlineData("upcoming", 20, 1, ReceivableState.PartiallyPaid, 20, 100, false)]
    // The match was taken back.
    [InlineData("partially_paid", 120, -1, ReceivableState.Late, 120, 0, true)]
    [InlineData("paid", 0, -1, ReceivableState.Paid, 0, 120, false)]
    [InlineData("late", 0, -1, ReceivableState.Paid, 0, 120, false)]
    // Paid by somebody's word, without a match.
    [InlineData("paid", 120, -1, ReceivableState.Paid, 0, 120, false)]
    [InlineData("incomplete", 120, -1, ReceivableState.Incomplete, 120, 0, true)]
    [InlineData("incomplete", 0, -1, ReceivableState.Paid, 0, 120, false)]
    [InlineData("partially_cancelled", 20, -1, ReceivableState.PartlyCancelled, 20, 100, true)]
    [InlineData("cancelled", 0, -1, ReceivableState.Cancelled, 0, 0, false)]
    [InlineData("cancelled", 120, -1, ReceivableState.Cancelled, 0, 0, false)]
    [InlineData("archived", 120, -1, ReceivableState.Archived, 0, 0, false)]
    [InlineData("draft", 120, -1, ReceivableState.Draft, 0, 0, false)]
    [InlineData("proforma", 120, -1, ReceivableState.NotAReceivable, 0, 0, false)]
    [InlineData("shipping_order", 120, -1, ReceivableState.NotAReceivable, 0, 0, false)]
    [InlineData("purchasing_order", 120, -1, ReceivableState.NotAReceivable, 0, 0, false)]
    [InlineData("estimate_accepted", 120, -1, ReceivableState.NotAReceivable, 0, 0, false)]
    [InlineData("something_new", 120, -1, ReceivableState.Unknown, 0, 0, false)]
    [InlineData(null, 120, -1, ReceivableState.Unknown, 0, 0, false)]
    // More came back than was invoiced.
    [InlineData("late", -5, -1, ReceivableState.Paid, 0, 120, false)]
    [InlineData("late", 130, -1, ReceivableState.Late, 120, 0, true)]
    public void Invoice_StandsAs(string? status, int remaining, int daysLeft, ReceivableState state, int open, int received, bool isOverdue)
    {
        var receivable = Receivable.Of(Invoice(status, remaining, daysLeft), [], Today);

        Assert.Equal(
            (state, "EUR", 120, open, received, isOverdue),
            (receivable.State, receivable.Currency, receivable.Total, receivable.Open, receivable.Received, receivable.IsOverdue));
    }

    [Fact]
    public void Invoice_WithoutADeadline_IsLateWherePennylaneSaysSo_AndNeverOverdue()
    {
        var late = Invoice("late", 120, 0) with { Deadline = null };

        Assert.Equal((ReceivableState.Late, false), (Receivable.Of(late, [], Today).State, Receivable.Of(late, [], Today).IsOverdue));
        Assert.Equal(ReceivableState.Upcoming, Receivable.Of(late with { Status = "upcoming" }, [], Today).State);
    }

    [Fact]
    public void CreditNote_OwesNothing_AndADraftOfOneIsADraft()
    {
        var credit = Credit(120) with { Status = "credit_note" };

        Assert.Equal(new Receivable(ReceivableState.CreditNote, "EUR", 120, 0, 0, 0, false), Receivable.Of(credit, [], Today));
        Assert.Equal(ReceivableState.CreditNote, Receivable.Of(credit with { Status = "late", Deadline = Today.AddDays(-9) }, [], Today).State);
        Assert.Equal(ReceivableState.Draft, Receivable.Of(credit with { Draft = true }, [], Today).State);
    }

    [Fact]
    public void CreditNotes_AreNoMoneyReceived()
    {
        // 120 invoiced, 50 credited, 30 paid.
        var partly = Receivable.Of(Invoice("partially_cancelled", 40, 1), [Credit(30), Credit(20), Credit(999) with { Draft = true }], Today);
        Assert.Equal(new Receivable(ReceivableState.PartlyCancelled, "EUR", 120, 40, 50, 30, false), partly);

        var wholly = Receivable.Of(Invoice("partially_cancelled", 0, 1), [Credit(120)], Today);
        Assert.Equal(new Receivable(ReceivableState.Cancelled, "EUR", 120, 0, 120, 0, false), wholly);

        var restPaid = Receivable.Of(Invoice("partially_cancelled", 0, 1), [Credit(20)], Today);
        Assert.Equal(new Receivable(ReceivableState.Paid, "EUR", 120, 0, 20, 100, false), restPaid);
    }

    [Fact]
    public void ArchivedInvoice_IsArchivedWhateverItsStatus() => Assert.Equal(
        ReceivableState.Archived, Receivable.Of(Invoice("late", 120, -1) with { ArchivedAt = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero) }, [], Today).State);

    /// <summary>200 dollars are 160 euros.</summary>
    [Theory]
    [InlineData("upcoming", 200, 200, 0)]
    [InlineData("upcoming", 160, 200, 0)]
    [InlineData("partially_paid", 80, 100, 100)]
    [InlineData("partially_paid", 190, 190, 10)]
    [InlineData("paid", 0, 0, 200)]
    public void OtherCurrency_IsTheInvoices(string status, int remaining, int open, int received)
    {
        var invoice = Invoice(status, remaining, 1) with { Currency = "USD", CurrencyAmount = 200, Amount = 160 };

        var receivable = Receivable.Of(invoice, [], Today);

        Assert.Equal(("USD", 200, open, received), (receivable.Currency, receivable.Total, receivable.Open, receivable.Received));
    }

    [Fact]
    public void Amounts_AddUp_WhateverPennylaneSays() => Prop.ForAll(Invoices, Gen.Choose(0, 20_000).ListOf().ToArbitrary(), (invoice, credits) =>
    {
        var receivable = Receivable.Of(invoice, credits.Select(cents => Credit(cents / 100m)), Today);
        var total = Math.Max(invoice.Amount!.Value, 0);
        var parts = receivable.Open + receivable.Received + receivable.Credited;
        var isIssued = receivable.State is not (ReceivableState.Draft or ReceivableState.Archived or ReceivableState.CreditNote
            or ReceivableState.NotAReceivable or ReceivableState.Unknown);

        return receivable is { Open: >= 0, Received: >= 0, Credited: >= 0 }
            && (receivable.State == ReceivableState.Cancelled ? parts <= total : parts == (isIssued ? total : 0))
            // Late and overdue are what the day says, and nobody is reminded of what is settled.
            && receivable.IsOverdue == (receivable.Open > 0 && invoice.Deadline < Today)
            && (receivable.State is not (ReceivableState.Paid or ReceivableState.Cancelled) || receivable.Open == 0)
            && (receivable.State is not (ReceivableState.Late or ReceivableState.Upcoming) || receivable.Received == 0)
            // Received is what does not remain, while nothing is credited.
            && (credits.Count > 0 || !isIssued || receivable.State == ReceivableState.Cancelled || invoice.Status == "paid"
                || receivable.Received == total - Math.Clamp(invoice.RemainingAmountWithTax!.Value, 0, total));
    }).QuickCheckThrowOnFailure();

    private static Arbitrary<PennylaneInvoice> Invoices =>
        (from status in Gen.Elements(
            "archived", "incomplete", "cancelled", "paid", "partially_paid", "partially_cancelled", "upcoming", "late", "draft", "credit_note",
            "proforma", "estimate_denied", "what_comes_next")
         from total in Gen.Choose(-20_000, 20_000)
         from remaining in Gen.Frequency((1, Gen.Constant(0)), (1, Gen.Constant(total)), (3, Gen.Choose(-100, 20_100)))
         from days in Gen.Choose(-40, 40)
         select Invoice(status, remaining / 100m, days) with { Amount = total / 100m, CurrencyAmount = total / 100m }).ToArbitrary();

    private static PennylaneInvoice Invoice(string? status, decimal remaining, int daysLeft) => new()
    {
        Id = 4096,
        Status = status,
        Draft = status == "draft",
        Currency = "EUR",
        Amount = 120,
        CurrencyAmount = 120,
        RemainingAmountWithTax = remaining,
        Deadline = Today.AddDays(daysLeft),
    };

    private static PennylaneInvoice Credit(decimal amount) => new()
    {
        Id = 8192,
        Status = "credit_note",
        Currency = "EUR",
        Amount = -amount,
        CurrencyAmount = -amount,
        CreditedInvoiceId = 4096,
    };
}
