using System.Globalization;

namespace PennaPay.Billy.Tests.Sandbox;

[Collection(SharedSandbox.Name)]
public sealed class InvoiceTests(SandboxHost host)
{
    private readonly SandboxCaller billy = host.NewCompany();

    [Fact]
    public async Task Draft_IsAnsweredAsRecorded()
    {
        var answer = (await billy.PostAsync("invoices", new { invoice = await billy.DraftAsync() })).Ok;
        var invoice = answer["invoices"][0];

        Assert.Equal("draft unsent invoice DKK 1 excl", invoice.Show("state", "sentState", "type", "currencyId", "exchangeRate", "taxMode"));
        Assert.True(invoice["invoiceNo"].IsNull && invoice["approvedTime"].IsNull && invoice["orderNo"].IsNull);
        Assert.Equal("[]", invoice["paymentMethods"].ToString());
        Assert.False(invoice["lines"].Exists);
        Assert.Equal(invoice["id"].Text, answer["invoiceLines"][0]["invoiceId"].Text);
        Assert.Equal("1 1", answer["invoiceLines"][0]["quantity"].Text + " " + answer["invoiceLines"][0]["priority"].Text);
    }

    [Theory]
    [InlineData("incl", "1x123 1x345", "374.4 93.6 468 468", "123/24.6 345/69")]
    [InlineData("excl", "1x300", "300 75 375 375", "300/75")]
    [InlineData("excl", "7.5x19.99", "149.93 37.48 187.41 187.41", "149.93/37.48")]
    [InlineData("excl", "1x0.02 1x0.02 1x0.02", "0.06 0.02 0.08 0.08", "0.02/0.01 0.02/0.01 0.02/0.01")]
    public async Task Totals(string taxMode, string lines, string totals, string perLine)
    {
        var draft = await billy.DraftAsync();
        var product = await billy.NewProductAsync();
        draft["taxMode"] = taxMode;
        draft["lines"] = lines.Split(' ').Select(line => line.Split('x')).Select(l => new { productId = product, quantity = l[0], unitPrice = l[1] });

        var answer = (await billy.PostAsync("invoices", new { invoice = draft })).Ok;

        var invoice = answer["invoices"][0];
        Assert.Equal(totals, invoice.Show("amount", "tax", "grossAmount", "balance"));
        Assert.Equal(perLine, string.Join(' ', answer["invoiceLines"].Items.Select(l => $"{l["amount"].Text}/{l["tax"].Text}")));
    }

    [Theory]
    [InlineData(150, "percent", 10.0, "135")]
    [InlineData(125.50, "cash", 25.50, "100")]
    [InlineData(100, null, null, "100")]
    public async Task Discounts(decimal price, string? discountMode, double? discountValue, string amount)
    {
        var draft = await billy.DraftAsync();
        draft["lines"] = new[] { new { productId = await billy.NewProductAsync(), unitPrice = price, discountMode, discountValue } };

        Assert.Equal(amount, (await billy.NewInvoiceAsync(draft))["amount"].Text);
    }

    [Fact]
    public async Task DiscountWithoutMode_IsRefused_AndModeWithoutDiscountIsForgotten()
    {
        var draft = await billy.DraftAsync();
        var productId = await billy.NewProductAsync();
        draft["lines"] = new[] { new { productId, unitPrice = 1, discountValue = 5 } };
        var refused = await billy.PostAsync("invoices", new { invoice = draft });
        draft["lines"] = new[] { new { productId, unitPrice = 1, discountMode = "cash" } };
        var accepted = (await billy.PostAsync("invoices", new { invoice = draft })).Ok;

        Assert.True(refused.Json["validationErrors"]["invoiceLine"]["attributes"]["discountMode"].Exists);
        Assert.True(accepted["invoiceLines"][0]["discountMode"].IsNull);
    }

    [Theory]
    [InlineData("2016-12-23", "net", 7, null, "2016-12-30")]
    [InlineData("2016-12-23", "netEndOfMonth", 7, null, "2017-01-07")]
    [InlineData("2026-02-10", "netEndOfMonth", 0, null, "2026-02-28")]
    [InlineData("2026-11-20", "net", -3, null, "2026-11-17")]
    [InlineData("2026-11-20", "date", 9, "2027-01-31", "2027-01-31")]
    [InlineData("2026-11-20", "net", null, "2027-01-31", "2026-11-27")]
    [InlineData("2026-11-20", null, null, null, "2026-11-27")]
    public async Task DueDate(string entryDate, string? mode, int? days, string? dueDate, string expected)
    {
        var draft = await billy.DraftAsync();
        (draft["entryDate"], draft["paymentTermsMode"], draft["paymentTermsDays"], draft["dueDate"]) = (entryDate, mode, days, dueDate);

        var invoice = await billy.NewInvoiceAsync(draft);

        Assert.Equal(expected, invoice["dueDate"].Text);
        Assert.Equal(mode == "date", invoice["paymentTermsDays"].IsNull);
    }

    [Fact]
    public async Task PaymentTerms_AreTheContactsOwnFirst()
    {
        var contact = (await billy.PostAsync("contacts", new { contact = new { name = "x", countryId = "DK", paymentTermsMode = "net", paymentTermsDays = 30 } })).Ok;
        var draft = await billy.DraftAsync();
        draft["contactId"] = contact["contacts"][0]["id"].Text;

        Assert.Equal("2026-12-20", (await billy.NewInvoiceAsync(draft))["dueDate"].Text);
    }

    [Theory]
    [InlineData("DK", "company", null, "0.25")]
    [InlineData("DE", "company", null, "0")]
    [InlineData("DE", "person", null, "0.25")]
    [InlineData("US", "person", null, "0")]
    [InlineData("GL", "company", null, "0")]
    [InlineData("DK", "company", "F", "0")]
    [InlineData("DK", "company", "E", "0")]
    [InlineData("SE", "company", "EUV", "0")]
    [InlineData("US", "company", "A", "0.25")]
    public async Task TaxRate_FollowsProductAndCustomer(string country, string type, string? ruleset, string rate)
    {
        var draft = await billy.DraftAsync();
        draft["contactId"] = await billy.NewContactAsync(country, type);
        draft["lines"] = new[] { new { productId = await billy.NewProductAsync(ruleset: ruleset), unitPrice = 100 } };

        var invoice = await billy.NewInvoiceAsync(draft);

        var line = (await billy.GetAsync($"invoiceLines?invoiceId={invoice["id"].Text}&include=invoiceLine.taxRate:embed")).Ok["invoiceLines"][0];
        Assert.Equal(rate, line["taxRate"]["rate"].Text);
        Assert.Equal(rate == "0" ? "0" : "25", invoice["tax"].Text);
    }

    [Fact]
    public async Task CompanyWithoutVat_ChargesNone()
    {
        var company = host.NewCompany(new() { HasVat = false });

        var answer = (await company.PostAsync("invoices", new { invoice = await company.DraftAsync() })).Ok;

        Assert.Equal("0", answer["invoices"][0]["tax"].Text);
        Assert.True(answer["invoiceLines"][0]["taxRateId"].IsNull);
    }

    [Fact]
    public async Task ForeignCurrency_GetsARate_AndTheBaseCurrencyOne()
    {
        var draft = await billy.DraftAsync();
        draft["currencyId"] = "EUR";
        var euros = host.NewCompany(new() { BaseCurrency = "EUR" });

        Assert.Equal("7.46", (await billy.NewInvoiceAsync(draft))["exchangeRate"].Text);
        var own = await euros.NewInvoiceAsync();
        Assert.Equal("EUR 1", $"{own["currencyId"].Text} {own["exchangeRate"].Text}");
    }

    [Fact]
    public async Task LineDescription_JoinsProductsAndDescriptions()
    {
        var draft = await billy.DraftAsync();
        var (a, b) = (await billy.NewProductAsync("Rådgivning"), await billy.NewProductAsync("Kørsel"));
        draft["lines"] = new object[] { new { productId = a, unitPrice = 1, description = "november" }, new { productId = b, unitPrice = 1 } };

        Assert.Equal("Rådgivning: november, Kørsel", (await billy.NewInvoiceAsync(draft))["lineDescription"].Text);
    }

    [Fact]
    public async Task WithoutLines_IsRefused()
    {
        var draft = await billy.DraftAsync();
        draft["lines"] = Array.Empty<object>();

        var answer = await billy.PostAsync("invoices", new { invoice = draft });

        Assert.Equal("422 INVALID_RECORD", answer.Error);
        Assert.Equal("Invoices must have at least one invoice line.", answer.Json["validationErrors"]["invoice"]["message"].Text);
    }

    [Fact]
    public async Task Approval_NumbersAndBooks()
    {
        var (first, second) = (await billy.NewInvoiceAsync(), await billy.NewInvoiceAsync());

        var answer = (await billy.PutAsync("invoices/" + second["id"].Text, new { invoice = new { state = "approved" } })).Ok;
        host.Control.Approve(billy.Token, first["id"].Text);

        Assert.Equal("1", answer["invoices"][0]["invoiceNo"].Text);
        Assert.False(answer["invoices"][0]["approvedTime"].IsNull);
        Assert.Equal("2", answer["organizations"][0]["nextInvoiceNo"].Text);
        Assert.Equal("invoice:" + second["id"].Text, answer["transactions"][0]["originatorReference"].Text);
        Assert.Equal(["debit 375", "credit 300", "credit 75"], answer["postings"].Items.Select(p => $"{p["side"].Text} {p["amount"].Text}"));
        var other = (await billy.GetAsync("invoices/" + first["id"].Text)).Ok["invoice"];
        Assert.Equal("2 approved", $"{other["invoiceNo"].Text} {other["state"].Text}");
        Assert.EndsWith("/invoice-no-2.pdf", other["downloadUrl"].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Postings_Balance_AlsoForACreditNoteWithVatInside()
    {
        var draft = await billy.DraftAsync();
        draft["type"] = "creditNote";
        draft["taxMode"] = "incl";
        draft["state"] = "approved";
        var productId = await billy.NewProductAsync();
        draft["lines"] = new object[] { new { productId, unitPrice = 0.03m }, new { productId = await billy.NewProductAsync(), unitPrice = 99.99m } };

        var answer = (await billy.PostAsync("invoices", new { invoice = draft })).Ok;

        Assert.Equal("credit", answer["postings"][0]["side"].Text);
        Assert.Equal(0m, answer["postings"].Items.Sum(p => (p["side"].Text == "debit" ? 1 : -1) * decimal.Parse(p["amount"].Text, CultureInfo.InvariantCulture)));
    }

    [Fact]
    public async Task Numbers_AreUnique_AndSkippedWhenTaken()
    {
        var draft = await billy.DraftAsync();
        draft["invoiceNo"] = 1;
        var manual = await billy.NewInvoiceAsync(draft);
        var taken = await billy.PostAsync("invoices", new { invoice = draft });
        draft.Remove("invoiceNo");
        draft["state"] = "approved";

        Assert.Equal("\"1\"", manual["invoiceNo"].ToString());
        Assert.True(taken.Json["validationErrors"]["invoice"]["attributes"]["invoiceNo"].Exists);
        Assert.Equal("2", (await billy.NewInvoiceAsync(draft))["invoiceNo"].Text);
    }

    [Fact]
    public async Task ManualNumbering_NeedsANumber()
    {
        var company = host.NewCompany(new() { InvoiceNoMode = "manual" });
        var draft = await company.DraftAsync();

        var without = await company.PostAsync("invoices", new { invoice = draft });
        draft["invoiceNo"] = "2026-17";

        Assert.True(without.Json["validationErrors"]["invoice"]["attributes"]["invoiceNo"].Exists);
        Assert.Equal("2026-17", (await company.NewInvoiceAsync(draft))["invoiceNo"].Text);
    }

    [Fact]
    public async Task Booked_StaysAsItIs()
    {
        var path = "invoices/" + (await billy.NewInvoiceAsync())["id"].Text;
        await billy.PutAsync(path, new { invoice = new { state = "approved" } });
        var line = (await billy.GetAsync(path + "?include=invoice.lines:embed")).Ok["invoice"]["lines"][0]["id"].Text;

        Assert.Equal(422, (await billy.DeleteAsync(path)).Code);
        Assert.Equal(422, (await billy.PutAsync(path, new { invoice = new { state = "draft" } })).Code);
        Assert.Equal(422, (await billy.PutAsync(path, new { invoice = new { state = "voided" } })).Code);
        Assert.Equal(422, (await billy.PutAsync(path, new { invoice = new { entryDate = "2026-01-01" } })).Code);
        Assert.Equal(422, (await billy.PutAsync("invoiceLines/" + line, new { invoiceLine = new { unitPrice = 1 } })).Code);
        Assert.Equal(422, (await billy.DeleteAsync("invoiceLines/" + line)).Code);
        Assert.Equal("sent", (await billy.PutAsync(path, new { invoice = new { sentState = "sent", entryDate = "2026-11-20" } })).Ok["invoices"][0]["sentState"].Text);
    }

    [Fact]
    public async Task DraftHeader_CanBeChanged()
    {
        var path = "invoices/" + (await billy.NewInvoiceAsync())["id"].Text;

        var changed = (await billy.PutAsync(path, new { invoice = new { paymentTermsMode = "net", paymentTermsDays = 14, taxMode = "incl", contactMessage = "Hej" } })).Ok["invoices"][0];

        Assert.Equal("2026-12-04 240 60 Hej", $"{changed["dueDate"].Text} {changed["amount"].Text} {changed["tax"].Text} {changed["contactMessage"].Text}");
    }

    [Fact]
    public async Task DraftLines_CanBeReplaced_UnlessTheCompanyForbidsIt()
    {
        var draft = await billy.DraftAsync();
        var id = (await billy.NewInvoiceAsync(draft))["id"].Text;
        var strict = host.NewCompany(new() { AcceptLineReplacement = false });
        var strictDraft = await strict.DraftAsync();
        var strictId = (await strict.NewInvoiceAsync(strictDraft))["id"].Text;

        var replaced = (await billy.PutAsync("invoices/" + id, new { invoice = new { lines = new[] { new { productId = await billy.NewProductAsync(), unitPrice = 40 } } } })).Ok;
        var refused = await strict.PutAsync("invoices/" + strictId, new { invoice = new { lines = strictDraft["lines"] } });

        Assert.Equal("40", replaced["invoices"][0]["amount"].Text);
        Assert.Equal(1, replaced["meta"]["deletedRecords"]["invoiceLines"].Count);
        Assert.Contains("must not be set", refused.Json["validationErrors"]["invoice"]["attributes"]["lines"].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SingleLines_MoveTheTotals()
    {
        var draft = await billy.DraftAsync();
        var invoiceId = (await billy.NewInvoiceAsync(draft))["id"].Text;

        var added = (await billy.PostAsync("invoiceLines", new { invoiceLine = new { invoiceId, productId = await billy.NewProductAsync(), unitPrice = 100 } })).Ok;
        var line = added["invoiceLines"].Items.Single(l => l["unitPrice"].Text == "100");
        var changed = (await billy.PutAsync("invoiceLines/" + line["id"].Text, new { invoiceLine = new { quantity = 2 } })).Ok;
        await billy.DeleteAsync("invoiceLines/" + line["id"].Text);

        Assert.Equal("400 2", $"{added["invoices"][0]["amount"].Text} {line["priority"].Text}");
        Assert.Equal("500", changed["invoices"][0]["amount"].Text);
        Assert.Equal("300", (await billy.GetAsync("invoices/" + invoiceId)).Ok["invoice"]["amount"].Text);
    }

    [Fact]
    public async Task CreditNotes_AreFoundByTheirOriginal()
    {
        var original = (await billy.NewInvoiceAsync())["id"].Text;
        var draft = await billy.DraftAsync();
        (draft["type"], draft["creditedInvoiceId"]) = ("creditNote", original);
        var credit = await billy.NewInvoiceAsync(draft);

        Assert.Equal([credit["id"].Text], (await billy.GetAsync("invoices?creditedInvoiceId=" + original)).Ok["invoices"].Items.Select(i => i["id"].Text));
        Assert.Equal("375", credit["balance"].Text);
    }

    [Fact]
    public async Task Payment_SettlesTheInvoice_AndVoidingItOpensItAgain()
    {
        var draft = await billy.DraftAsync();
        draft["state"] = "approved";
        var invoice = await billy.NewInvoiceAsync(draft);
        var bank = (await billy.GetAsync("accounts?isBankAccount=true")).Ok["accounts"][0]["id"].Text;

        var paid = (await billy.PostAsync("bankPayments", new
        {
            bankPayment = new
            {
                entryDate = "2026-11-21", cashAmount = 375, cashSide = "debit", cashAccountId = bank,
                associations = new[] { new { subjectReference = "invoice:" + invoice["id"].Text } },
            },
        })).Ok;
        var voided = (await billy.PutAsync("bankPayments/" + paid["bankPayments"][0]["id"].Text, new { bankPayment = new { isVoided = true } })).Ok;

        Assert.Equal("true 0", $"{paid["invoices"][0]["isPaid"].Text} {paid["invoices"][0]["balance"].Text}");
        Assert.Equal("false 375", $"{voided["invoices"][0]["isPaid"].Text} {voided["invoices"][0]["balance"].Text}");
    }
}
