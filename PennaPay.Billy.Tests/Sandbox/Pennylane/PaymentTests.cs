using PennaPay.Billy.Web.Sandbox.Pennylane;

namespace PennaPay.Billy.Tests.Sandbox.Pennylane;

/// <summary>The bank's lines and what they pay, and orders to pay.</summary>
public sealed class PaymentTests : PennylaneTests
{
    private long Invoice(decimal beforeTax = 100m) => Company.AddInvoice(Company.AddCustomer("Dupont"), beforeTax);

    [Fact]
    public async Task TransactionThatPaysNothingYet_IsOutstanding()
    {
        var id = Company.AddTransaction(100m, "VIR SEPA");

        var json = (await GetAsync($"transactions/{id}")).Ok;

        Assert.Equal("VIR SEPA 2026-11-20 100.0 EUR 100.0 -100.0 0.0 0.0 [] null",
            json.Show("label", "date", "amount", "currency", "currency_amount", "outstanding_balance", "fee", "currency_fee", "categories", "customer"));
        Assert.Equal($"{Server.BaseAddress}transactions/{id}/matched_invoices", json["matched_invoices"]["url"].Text);
        Assert.Equal("supplier null True True", $"supplier {json["supplier"]} {json["interbank_code"].IsNull} {json["bank_account"]["url"].Exists}");
    }

    [Fact]
    public async Task Matched_TheInvoiceShowsTheWholeTransaction_AndNotItsPart()
    {
        var (first, second) = (Invoice(100m), Invoice(50m));
        var transaction = Company.AddTransaction(150m);
        Company.Match(first, transaction, 100m);
        Company.Match(second, transaction);

        var matched = (await GetAsync($"customer_invoices/{first}/matched_transactions")).Ok["items"];

        Assert.Equal($"{transaction} 150.0 0.0", matched[0].Show("id", "amount", "outstanding_balance"));
        Assert.False(matched[0]["matched_invoices"].Exists);
        Assert.Equal("20.0 16.67 partially_paid false", (await GetAsync($"customer_invoices/{first}")).Ok.Show("remaining_amount_with_tax", "remaining_amount_without_tax", "status", "paid"));
        Assert.Equal("10.0", (await GetAsync($"customer_invoices/{second}")).Ok["remaining_amount_with_tax"].Text);
        var invoices = (await GetAsync($"transactions/{transaction}/matched_invoices")).Ok["items"];
        Assert.Equal($"{first} customer {Server.BaseAddress}customer_invoices/{first} | {second}", $"{invoices[0].Show("id", "type", "url")} | {invoices[1]["id"].Text}");
    }

    [Fact]
    public async Task Unmatched_TheInvoiceIsOpenAgain()
    {
        var invoice = Invoice();
        var transaction = Company.Pay(invoice);
        Assert.Equal("paid true 0.0", await ShowAsync());

        Company.Unmatch(invoice, transaction);

        Assert.Equal("upcoming false 120.0", await ShowAsync());
        Assert.Empty(await IdsAsync($"customer_invoices/{invoice}/matched_transactions"));
        Assert.Equal("-120.0", (await GetAsync($"transactions/{transaction}")).Ok["outstanding_balance"].Text);
        Assert.Throws<InvalidOperationException>(() => Company.Unmatch(invoice, transaction));

        async Task<string> ShowAsync() => (await GetAsync($"customer_invoices/{invoice}")).Ok.Show("status", "paid", "remaining_amount_with_tax");
    }

    [Fact]
    public async Task MarkedPaid_HasNothingToShowForIt()
    {
        var invoice = Invoice();

        Company.MarkPaid(invoice);

        Assert.Equal("paid true 0.0", (await GetAsync($"customer_invoices/{invoice}")).Ok.Show("status", "paid", "remaining_amount_with_tax"));
        Assert.Empty(await IdsAsync($"customer_invoices/{invoice}/payments"));
        Assert.Empty(await IdsAsync($"customer_invoices/{invoice}/matched_transactions"));
    }

    [Fact]
    public async Task Archived_ShowsNoTransactions()
    {
        var invoice = Invoice();
        Company.Pay(invoice);

        Company.Archive(invoice);

        Assert.Empty(await IdsAsync($"customer_invoices/{invoice}/matched_transactions"));
    }

    [Fact]
    public async Task OrderToPay_IsNoPaymentYet()
    {
        var invoice = Invoice();
        var payment = Company.AddPayment(invoice, new() { Label = "Prélèvement", CurrencyAmount = 120m });
        Company.EditPayment(invoice, payment, "confirmed");

        Assert.Equal(
            $$"""[{"id":{{payment}},"label":"Prélèvement","currency":"EUR","currency_amount":"120.0","status":"confirmed","created_at":"2026-11-20T09:00:00.000000Z","updated_at":"2026-11-20T09:00:00.000000Z"}]""",
            (await GetAsync($"customer_invoices/{invoice}/payments")).Ok["items"].ToString());
        Assert.Equal("upcoming", Company.StatusOf(invoice));
    }

    [Fact]
    public void WhatCannotBePaid_IsNot()
    {
        var draft = Company.DraftInvoice(Company.AddCustomer("Dupont"), 10m);
        var paid = Invoice();
        Company.Pay(paid);

        Assert.Throws<InvalidOperationException>(() => Company.MarkPaid(draft));
        Assert.Throws<InvalidOperationException>(() => Company.Match(draft, Company.AddTransaction(10m)));
        Assert.Throws<InvalidOperationException>(() => Company.AddPayment(draft, new()));
        Assert.Throws<InvalidOperationException>(() => Company.Pay(paid));
        Assert.Throws<InvalidOperationException>(() => Company.Match(paid, Company.AddTransaction(10m)));
    }

    [Fact]
    public async Task Transactions_AreFilteredByDay()
    {
        var old = Company.AddTransaction(new SandboxTransaction { Amount = 1m, Date = new(2026, 10, 1) });
        var recent = Company.AddTransaction(2m);

        Assert.Equal([recent], await IdsAsync($"transactions?{Filter("date", "gt", "2026-10-01")}"));
        Assert.Equal([recent, old], await IdsAsync("transactions"));
        Assert.Equal(400, (await GetAsync($"transactions?{Filter("id", "gt", 1)}")).Code);
    }
}
