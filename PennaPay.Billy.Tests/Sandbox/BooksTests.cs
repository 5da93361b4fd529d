namespace PennaPay.Billy.Tests.Sandbox;

/// <summary>What bills, daybook entries, payments and fees do to the books.</summary>
[Collection(SharedSandbox.Name)]
public sealed class BooksTests(SandboxHost host)
{
    private readonly SandboxCaller billy = host.NewCompany();

    [Fact]
    public async Task Bill_BooksCostVatAndDebt_AndVoidingReversesIt()
    {
        var answer = (await billy.PostAsync("bills", new { bill = await BillAsync("K", 1000) })).Ok;
        var bill = answer["bills"][0];

        Assert.Equal("bill approved 1000 250 1250 1250 false", bill.Show("type", "state", "amount", "tax", "grossAmount", "balance", "isPaid"));
        Assert.Equal("250 1", answer["billLines"][0].Show("tax", "priority"));
        Assert.Equal(["debit 1000 1810", "debit 250 7220", "credit 1250 7320"], await PostingsAsync(answer));

        var voided = (await billy.PutAsync("bills/" + bill["id"].Text, new { bill = new { state = "voided" } })).Ok;
        Assert.Equal(["credit 1000 1810", "credit 250 7220", "debit 1250 7320"], await PostingsAsync(voided));
        Assert.Equal(422, (await billy.PutAsync("bills/" + bill["id"].Text, new { bill = new { state = "approved" } })).Code);
    }

    [Theory]
    [InlineData("KEY", "1000 0", "debit 1000 1810,debit 250 7220,credit 250 7240,credit 1000 7320")]
    [InlineData("KR", "1000 250", "debit 1187.5 1810,debit 62.5 7220,credit 1250 7320")]
    [InlineData(null, "1000 0", "debit 1000 1810,credit 1000 7320")]
    public async Task Bill_TreatsVatAsItsRateSays(string? rate, string totals, string postings)
    {
        var answer = (await billy.PostAsync("bills", new { bill = await BillAsync(rate, 1000) })).Ok;

        Assert.Equal(totals, answer["bills"][0].Show("amount", "tax"));
        Assert.Equal(postings, string.Join(',', await PostingsAsync(answer)));
    }

    [Fact]
    public async Task Bill_WithAPaymentDate_NeedsTheAccountAndIsPaid()
    {
        var bill = await BillAsync("K", 100);
        bill["paymentDate"] = "2026-11-20";
        var without = await billy.PostAsync("bills", new { bill });
        bill["paymentAccountId"] = await AccountAsync(5710);
        var paid = (await billy.PostAsync("bills", new { bill })).Ok;

        Assert.True(without.Json["validationErrors"]["bill"]["attributes"]["paymentAccountId"].Exists);
        Assert.Equal("0 true", paid["bills"][0].Show("balance", "isPaid"));
        Assert.Equal(["debit 100 1810", "debit 25 7220", "credit 125 5710"], await PostingsAsync(paid));
    }

    [Fact]
    public async Task DaybookTransaction_HasToBalance()
    {
        var uneven = await billy.PostAsync("daybookTransactions", new { daybookTransaction = await EntryAsync((2320, "debit", 45m), (5710, "credit", 44m)) });
        var even = (await billy.PostAsync("daybookTransactions", new { daybookTransaction = await EntryAsync((2320, "debit", 45m), (5710, "credit", 45m)) })).Ok;

        Assert.Equal("422 INVALID_RECORD", uneven.Error);
        Assert.Equal("Daybook transactions must balance.", uneven.Json["validationErrors"]["daybookTransaction"]["message"].Text);
        Assert.Equal(["debit 45 2320", "credit 45 5710"], await PostingsAsync(even));
        var path = "daybookTransactions/" + even["daybookTransactions"][0]["id"].Text;
        Assert.Equal(422, (await billy.DeleteAsync(path)).Code);
        Assert.Equal(["credit 45 2320", "debit 45 5710"], await PostingsAsync((await billy.PutAsync(path, new { daybookTransaction = new { state = "voided" } })).Ok));
    }

    [Fact]
    public async Task DaybookTransaction_RefusesWhatThePublicClientsMet()
    {
        var entry = await EntryAsync((2320, "debit", 45m), (5710, "credit", 45m));
        entry["description"] = new string('x', 101);
        entry["lines"] = new[] { new { accountId = await AccountAsync(2320), contraAccountId = await AccountAsync(5710), amount = 45, side = "debit" } };

        var errors = (await billy.PostAsync("daybookTransactions", new { daybookTransaction = entry })).Json["validationErrors"];

        Assert.True(errors["daybookTransaction"]["attributes"]["description"].Exists);
        Assert.True(errors["daybookTransactionLine"]["attributes"]["currencyId"].Exists);
    }

    [Fact]
    public async Task DaybookLine_WithVat_IsSplit()
    {
        var entry = await EntryAsync((1810, "debit", 125m), (5710, "credit", 125m));
        entry["lines"] = new object[]
        {
            new { accountId = await AccountAsync(1810), taxRateId = await RateAsync("K"), contraAccountId = await AccountAsync(5710), amount = 125, side = "debit", currencyId = "DKK" },
        };

        var answer = (await billy.PostAsync("daybookTransactions", new { daybookTransaction = entry })).Ok;

        Assert.Equal(["debit 100 1810", "debit 25 7220", "credit 125 5710"], await PostingsAsync(answer));
    }

    [Fact]
    public async Task Payment_Books_AndVoidingItReverses()
    {
        var invoice = await ApprovedAsync();

        var paid = (await PayAsync(invoice["id"].Text, 375m)).Ok;
        var voided = (await billy.PutAsync("bankPayments/" + paid["bankPayments"][0]["id"].Text, new { bankPayment = new { isVoided = true } })).Ok;

        Assert.Equal("375 debit 1 false", paid["bankPayments"][0].Show("cashAmount", "cashSide", "cashExchangeRate", "isVoided"));
        Assert.Equal("375 false", paid["balanceModifiers"][0].Show("amount", "isVoided"));
        Assert.Equal(["debit 375 5710", "credit 375 5810"], await PostingsAsync(paid));
        Assert.Equal(["credit 375 5710", "debit 375 5810"], await PostingsAsync(voided));
    }

    [Theory]
    [InlineData(375, "credit", "cashSide")]
    [InlineData(-375, "debit", "cashAmount")]
    public async Task Payment_OfTheWrongSideOrSign_IsRefused(decimal amount, string side, string field)
    {
        var invoice = await ApprovedAsync();

        var answer = await PayAsync(invoice["id"].Text, amount, side);

        Assert.Equal("422 INVALID_RECORD", answer.Error);
        Assert.True(answer.Json["validationErrors"]["bankPayment"]["attributes"][field].Exists, answer.Text);
    }

    [Fact]
    public async Task Payment_AcrossCurrencies_NeedsTheRate_AndBooksTheDifference()
    {
        var draft = await billy.DraftAsync();
        (draft["currencyId"], draft["exchangeRate"], draft["state"]) = ("EUR", 7.46, "approved");
        draft["contactId"] = await billy.NewContactAsync("DE");
        var invoice = await billy.NewInvoiceAsync(draft);

        var without = await PayAsync(invoice["id"].Text, 2250m);
        var paid = (await PayAsync(invoice["id"].Text, 2250m, rate: 7.5m)).Ok;

        Assert.True(without.Json["validationErrors"]["bankPayment"]["attributes"]["cashExchangeRate"].Exists);
        Assert.Equal("true 0", paid["invoices"][0].Show("isPaid", "balance"));
        Assert.Equal(["debit 2250 5710", "credit 2238 5810", "credit 12 2210"], await PostingsAsync(paid));
    }

    [Fact]
    public async Task Payment_OfNothingYet_StaysWithTheContact_AndIsSpentLater()
    {
        var invoice = await ApprovedAsync();
        var payment = new { contactId = invoice["contactId"].Text, entryDate = "2026-11-21", cashAmount = 100, cashSide = "debit", cashAccountId = await AccountAsync(5710) };
        var strict = host.NewCompany(new() { RequireAssociations = true });

        var kept = (await billy.PostAsync("bankPayments", new { bankPayment = payment })).Ok;
        var tooMuch = await SpendAsync(101m);
        var spent = (await SpendAsync(100m)).Ok;

        Assert.Equal(["debit 100 5710", "credit 100 7310"], await PostingsAsync(kept));
        Assert.Equal("100 credit", kept["contactBalancePostings"][0].Show("amount", "side"));
        Assert.True(tooMuch.Json["validationErrors"]["contactBalancePayment"]["attributes"]["amount"].Exists);
        Assert.Equal("275", spent["invoices"][0]["balance"].Text);
        Assert.Equal(["debit 100 7310", "credit 100 5810"], await PostingsAsync(spent));
        Assert.Equal(422, (await strict.PostAsync("bankPayments", new { bankPayment = new { payment.entryDate, payment.cashAmount, payment.cashSide, cashAccountId = (await strict.GetAsync("accounts?isBankAccount=true")).Ok["accounts"][0]["id"].Text } })).Code);

        Task<Answer> SpendAsync(decimal amount) => billy.PostAsync("contactBalancePayments", new
        {
            contactBalancePayment = new { entryDate = "2026-11-21", amount, associations = new[] { new { subjectReference = "invoice:" + invoice["id"].Text } } },
        });
    }

    [Fact]
    public async Task Payment_OfABill_GoesOut()
    {
        var bill = (await billy.PostAsync("bills", new { bill = await BillAsync("K", 100) })).Ok["bills"][0]["id"].Text;

        var paid = (await PayAsync(bill, 125m, "credit", "bill")).Ok;

        Assert.Equal("true 0", paid["bills"][0].Show("isPaid", "balance"));
        Assert.Equal(["credit 125 5710", "debit 125 7320"], await PostingsAsync(paid));
    }

    [Fact]
    public async Task CreditNote_BooksTheOtherWay_AndIsPaidBack()
    {
        var invoice = await ApprovedAsync();
        var draft = await billy.DraftAsync();
        (draft["type"], draft["creditedInvoiceId"], draft["contactId"], draft["state"]) = ("creditNote", invoice["id"].Text, invoice["contactId"].Text, "approved");

        var answer = (await billy.PostAsync("invoices", new { invoice = draft })).Ok;
        var note = answer["invoices"][0]["id"].Text;

        Assert.Equal(["credit 375 5810", "debit 300 1110", "debit 75 7250"], await PostingsAsync(answer));
        Assert.Equal(422, (await PayAsync(note, 375m)).Code);
        Assert.Equal(["credit 375 5710", "debit 375 5810"], await PostingsAsync((await PayAsync(note, 375m, "credit")).Ok));
    }

    [Fact]
    public async Task Reminder_WithAFee_AddsToTheInvoice()
    {
        var invoice = await ApprovedAsync();

        var answer = (await billy.PostAsync("invoiceReminders", new
        {
            invoiceReminder = new { contactId = invoice["contactId"].Text, flatFee = 100, associations = new[] { new { invoiceId = invoice["id"].Text } } },
        })).Ok;
        var fee = answer["invoiceLateFees"][0]["id"].Text;
        var read = (await billy.GetAsync($"invoices/{invoice["id"].Text}?include=invoice.lateFees:embed")).Ok["invoice"];
        var voided = (await billy.PutAsync("invoiceLateFees/" + fee, new { invoiceLateFee = new { isVoided = true } })).Ok;

        Assert.Equal("475", read["balance"].Text);
        Assert.Equal("100", read["lateFees"][0]["amount"].Text);
        Assert.Equal(["debit 100 5810", "credit 100 2220"], await PostingsAsync(answer));
        Assert.Equal("375", voided["invoices"][0]["balance"].Text);
    }

    [Fact]
    public async Task BankLines_AreMatchedWithWhatTheyPaid()
    {
        var invoice = await ApprovedAsync();
        await PayAsync(invoice["id"].Text, 375m);
        var accountId = await AccountAsync(5710);

        var line = (await billy.PostAsync("bankLines", new { bankLine = new { accountId, entryDate = "2026-11-21", description = "Kunde A/S", amount = 375, side = "debit" } })).Ok;
        var match = line["bankLineMatches"][0]["id"].Text;
        var early = await billy.PutAsync("bankLineMatches/" + match, new { bankLineMatch = new { isApproved = true } });
        await billy.PostAsync("bankLineSubjectAssociations", new { bankLineSubjectAssociation = new { matchId = match, subjectReference = "invoice:" + invoice["id"].Text } });
        var approved = (await billy.PutAsync("bankLineMatches/" + match, new { bankLineMatch = new { isApproved = true } })).Ok;

        Assert.Equal("400 OTHER", (await billy.GetAsync("bankLines")).Error);
        Assert.Equal(match, line["bankLines"][0]["matchId"].Text);
        Assert.Equal(422, early.Code);
        Assert.False(approved["bankLineMatches"][0]["approvedTime"].IsNull);
        Assert.Equal("375 true", approved["postings"][0].Show("amount", "isBankMatched"));
        Assert.Equal(422, (await billy.DeleteAsync("bankLines/" + line["bankLines"][0]["id"].Text)).Code);
    }

    private async Task<Json> ApprovedAsync()
    {
        var draft = await billy.DraftAsync();
        draft["state"] = "approved";
        return await billy.NewInvoiceAsync(draft);
    }

    private async Task<Answer> PayAsync(string id, decimal amount, string side = "debit", string type = "invoice", decimal? rate = null) => await billy.PostAsync("bankPayments", new
    {
        bankPayment = new
        {
            entryDate = "2026-11-21", cashAmount = amount, cashSide = side, cashAccountId = await AccountAsync(5710), cashExchangeRate = rate,
            associations = new[] { new { subjectReference = $"{type}:{id}" } },
        },
    });

    private async Task<Dictionary<string, object?>> BillAsync(string? rate, decimal amount) => new()
    {
        ["contactId"] = await billy.NewContactAsync(name: "Leverandør A/S"), ["entryDate"] = "2026-11-20", ["state"] = "approved", ["taxMode"] = "excl",
        ["lines"] = new[] { new { accountId = await AccountAsync(1810), taxRateId = rate is null ? null : await RateAsync(rate), description = "Papir", amount } },
    };

    private async Task<Dictionary<string, object?>> EntryAsync(params (int Account, string Side, decimal Amount)[] lines)
    {
        var list = new List<object>();
        foreach (var (account, side, amount) in lines)
            list.Add(new { accountId = await AccountAsync(account), side, amount, currencyId = "DKK" });
        return new() { ["entryDate"] = "2026-11-20", ["description"] = "Gebyr", ["state"] = "approved", ["lines"] = list };
    }

    private async Task<string> AccountAsync(int number) =>
        (await billy.GetAsync("accounts")).Ok["accounts"].Items.Single(a => a["accountNo"].Text == $"{number}")["id"].Text;

    private async Task<string> RateAsync(string abbreviation) =>
        (await billy.GetAsync("taxRates")).Ok["taxRates"].Items.Single(r => r["abbreviation"].Text == abbreviation)["id"].Text;

    /// <summary>The postings of the latest transaction in an answer: side, amount, account.</summary>
    private async Task<List<string>> PostingsAsync(Json answer)
    {
        var accounts = (await billy.GetAsync("accounts")).Ok["accounts"].Items.ToDictionary(a => a["id"].Text, a => a["accountNo"].Text);
        var transaction = answer["transactions"].Items.Last()["id"].Text;
        return [.. answer["postings"].Items.Where(p => p["transactionId"].Text == transaction).Select(p => $"{p.Show("side", "amount")} {accounts[p["accountId"].Text]}")];
    }
}
