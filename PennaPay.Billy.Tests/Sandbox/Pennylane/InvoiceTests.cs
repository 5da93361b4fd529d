using PennaPay.Billy.Web.Sandbox.Pennylane;

namespace PennaPay.Billy.Tests.Sandbox.Pennylane;

/// <summary>Invoices and credit notes, and how they stand.</summary>
public sealed class InvoiceTests : PennylaneTests
{
    private long Customer => field != 0 ? field : field = Company.AddCustomer("Dupont");

    [Fact]
    public async Task Draft_HasNoNumberAndNothingRemaining()
    {
        var id = Company.DraftInvoice(new SandboxInvoice { Customer = Customer, Lines = [new() { Label = "Lampe", UnitPrice = 500m }] });

        var draft = (await GetAsync($"customer_invoices/{id}")).Ok;

        Assert.Equal("draft true false 600.0 500.0 100.0 1.0", draft.Show("status", "draft", "paid", "amount", "currency_amount_before_tax", "tax", "exchange_rate"));
        Assert.Equal("\"\" null null null 2026-11-20 2026-12-20", string.Join(' ', ((string[])["invoice_number", "filename", "remaining_amount_with_tax", "remaining_amount_without_tax", "date", "deadline"])
            .Select(name => draft[name] is { IsNull: false, Text: not "" } value ? value.Text : draft[name].ToString())));
        Assert.Matches("^[A-Z0-9]{10}$", draft["external_reference"].Text);
    }

    [Fact]
    public async Task Final_IsWrittenInFull()
    {
        var id = Company.AddInvoice(Customer, 500m);

        var json = (await GetAsync($"customer_invoices/{id}")).Ok;

        Assert.Equal(
            $$"""
            {"id":{{id}},"label":"Facture Dupont - F20260001 (label généré)","invoice_number":"F20260001","currency":"EUR","amount":"600.0","currency_amount":"600.0",
            "currency_amount_before_tax":"500.0","exchange_rate":"1.0","date":"2026-11-20","deadline":"2026-12-20","currency_tax":"100.0","tax":"100.0","language":"fr_FR",
            "paid":false,"status":"upcoming","discount":{"type":"relative","value":"0.0"},"ledger_entry":{"id":{{id}}},"public_file_url":{{json["public_file_url"]}},
            "filename":"Facture-Essai SARL-F20260001.pdf","remaining_amount_with_tax":"600.0","remaining_amount_without_tax":"500.0","draft":false,"special_mention":"",
            "customer":{"id":{{Customer}},"url":"{{Server.BaseAddress}}customers/{{Customer}}"},
            {{string.Join(',', ((string[])["invoice_line_sections", "invoice_lines", "custom_header_fields", "categories"]).Select(Link))}},
            "pdf_invoice_free_text":"","pdf_invoice_subject":"","pdf_description":"","billing_subscription":null,"credited_invoice":null,"customer_invoice_template":null,
            "transaction_reference":null,{{string.Join(',', ((string[])["payments", "matched_transactions", "appendices"]).Select(Link))}},"installments":null,"quote":null,
            "e_invoicing":null,"factur_x":false,"schematron_validation_status":"pending","external_reference":"{{Company.Invoice(id).ExternalReference}}","archived_at":null,
            "created_at":"2026-11-20T09:00:00.000000Z","updated_at":"2026-11-20T09:00:00.000000Z"}
            """.ReplaceLineEndings(""),
            json.ToString());

        string Link(string name) => $$"""
            "{{name}}":{"url":"{{Server.BaseAddress}}customer_invoices/{{id}}/{{name}}"}
            """;
    }

    [Fact]
    public async Task FileAddress_IsAnotherOneAtEveryRead()
    {
        var id = Company.AddInvoice(Customer, 500m);

        Assert.NotEqual(
            (await GetAsync($"customer_invoices/{id}")).Ok["public_file_url"].Text, (await GetAsync($"customer_invoices/{id}")).Ok["public_file_url"].Text);
    }

    [Fact]
    public async Task Lines_AreTextsAndComeByThemselves()
    {
        var product = Company.AddProduct(new() { Label = "Lampe", PriceBeforeTax = 12.3456m });
        var id = Company.DraftInvoice(new SandboxInvoice
        {
            Customer = Customer,
            Lines = [new() { Label = "Lampe", Quantity = 2.5m, UnitPrice = 12.3456m, VatRate = "FR_55", Product = product }, new() { Label = "Export", UnitPrice = 10m, VatRate = "exempt", Unit = "h" }],
        });

        var lines = (await GetAsync($"customer_invoices/{id}/invoice_lines?sort=rank")).Ok["items"];

        var ids = Company.Invoice(id).Lines.Select(line => line.Id).ToList();
        Assert.Equal(
            $$$"""
            {"id":{{{ids[0]}}},"label":"Lampe","unit":null,"quantity":"2.5","amount":"32.56","currency_amount":"32.56","description":"",
            "product":{"id":{{{product}}},"url":"{{{Server.BaseAddress}}}products/{{{product}}}"},"vat_rate":"FR_55","currency_amount_before_tax":"30.86","currency_tax":"1.7","tax":"1.7",
            "raw_currency_unit_price":"12.3456","discount":{"type":"relative","value":"0.0"},"section_rank":0,"imputation_dates":null,"substance":"services",
            "created_at":"2026-11-20T09:00:00.000000Z","updated_at":"2026-11-20T08:59:59.999997Z"}
            """.ReplaceLineEndings(""),
            lines[0].ToString());
        Assert.Equal("10.0 0.0 h null", lines[1].Show("amount", "tax", "unit", "product"));
        Assert.Equal([ids[1], ids[0]], await IdsAsync($"customer_invoices/{id}/invoice_lines"));
        Assert.Equal("12.3456 14.82", (await GetAsync($"products/{product}")).Ok.Show("price_before_tax", "price"));
    }

    [Theory]
    [InlineData(IncludeSupport.Known, 200, true)]
    [InlineData(IncludeSupport.Ignored, 200, false)]
    [InlineData(IncludeSupport.Refused, 400, false)]
    public async Task Include_BringsTheLinesAlongByInvoice(IncludeSupport support, int status, bool areThere)
    {
        Sandbox.Behaviour.Include = support;
        var id = Company.AddInvoice(Customer, 500m);
        Company.AddInvoice(Customer, 300m);

        var answer = await GetAsync("customer_invoices?include=invoice_lines&limit=100");

        var included = answer.Json["included"]["invoice_lines"];
        Assert.Equal((status, areThere), (answer.Code, included.Exists));
        if (areThere)
            Assert.Equal((await GetAsync($"customer_invoices/{id}/invoice_lines")).Ok["items"].ToString(), included[$"{id}"].ToString());
        Assert.Equal(400, (await GetAsync("customer_invoices?include=customer")).Code);
    }

    [Fact]
    public async Task ForeignCurrency_IsInBoth()
    {
        var id = Company.DraftInvoice(new SandboxInvoice { Customer = Customer, Currency = "USD", ExchangeRate = 0.92m, Lines = [new() { UnitPrice = 100m }] });

        Assert.Equal("USD 0.92 120.0 100.0 20.0 110.4 18.4", (await GetAsync($"customer_invoices/{id}")).Ok
            .Show("currency", "exchange_rate", "currency_amount", "currency_amount_before_tax", "currency_tax", "amount", "tax"));
    }

    [Fact]
    public void Status_FollowsTheDayAndTheMoney()
    {
        var id = Company.AddInvoice(Customer, 500m);
        Assert.Equal("upcoming", Company.StatusOf(id));
        Sandbox.Advance(TimeSpan.FromDays(30));
        Assert.Equal("upcoming", Company.StatusOf(id));
        Sandbox.Advance(TimeSpan.FromDays(1));
        Assert.Equal("late", Company.StatusOf(id));
        var part = Company.Pay(id, 250m);
        Assert.Equal("partially_paid", Company.StatusOf(id));
        Company.Pay(id);
        Assert.Equal("paid", Company.StatusOf(id));
        Company.Unmatch(id, part);
        Assert.Equal(("partially_paid", 250m), (Company.StatusOf(id), Company.Invoice(id).Remaining));
        Company.MarkPaid(id);
        Assert.Equal("paid", Company.StatusOf(id));
        Company.Archive(id);
        Assert.Equal("archived", Company.StatusOf(id));
        Company.Unarchive(id);
        Assert.Equal("paid", Company.StatusOf(id));
    }

    [Fact]
    public void Late_BeginsWithTheDayInFrance()
    {
        var id = Company.DraftInvoice(new SandboxInvoice { Customer = Customer, Deadline = new(2026, 11, 20), Lines = [new() { UnitPrice = 1m }] });
        Company.Finalise(id);
        Sandbox.Advance(new TimeSpan(13, 59, 59));
        Assert.Equal("upcoming", Company.StatusOf(id));

        Sandbox.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal("late", Company.StatusOf(id));
    }

    [Fact]
    public async Task CreditNote_IsNegative_AndCancelsWhatItIsLinkedTo()
    {
        var invoice = Company.AddInvoice(Customer, 100m);
        var note = Company.DraftCreditNote(new() { Customer = Customer, Lines = [new() { Label = "Avoir", UnitPrice = 100m }] });
        Assert.Equal("credit_note true -120.0 -100.0 -20.0 null null", await ShowAsync(note));

        Company.Finalise(note);
        Assert.Equal(("upcoming", "A20260001"), (Company.StatusOf(invoice), Company.Invoice(note).Number));
        Company.LinkCreditNote(note, invoice);

        Assert.Equal(
            $$"""credit_note false -120.0 -100.0 -20.0 null {"id":{{invoice}},"url":"{{Server.BaseAddress}}customer_invoices/{{invoice}}"}""", await ShowAsync(note));
        Assert.Equal("cancelled false 0.0", (await GetAsync($"customer_invoices/{invoice}")).Ok.Show("status", "paid", "remaining_amount_with_tax"));

        async Task<string> ShowAsync(long id) => (await GetAsync($"customer_invoices/{id}")).Ok
            .Show("status", "draft", "amount", "currency_amount_before_tax", "tax", "remaining_amount_with_tax", "credited_invoice");
    }

    [Fact]
    public void CreditNoteThatIsLinkedAsADraft_TakesNothingBackBeforeItIsFinal()
    {
        var invoice = Company.AddInvoice(Customer, 100m);
        var note = Company.DraftCreditNote(new() { Customer = Customer, Lines = [new() { UnitPrice = 25m }] });
        Company.LinkCreditNote(note, invoice);
        Assert.Equal(("upcoming", 120m), (Company.StatusOf(invoice), Company.Invoice(invoice).Remaining));

        Company.Finalise(note);

        Assert.Equal(("partially_cancelled", 90m), (Company.StatusOf(invoice), Company.Invoice(invoice).Remaining));
        Assert.Throws<InvalidOperationException>(() => Company.LinkCreditNote(note, invoice));
    }

    [Fact]
    public void PartlyCredited_TheRestIsPaid()
    {
        var invoice = Company.AddInvoice(Customer, 100m);
        Company.Credit(invoice, 30m);
        Assert.Equal(("partially_cancelled", 90m, 75m), (Company.StatusOf(invoice), Company.Invoice(invoice).Remaining, Company.Invoice(invoice).RemainingWithoutTax));

        Company.Pay(invoice);

        Assert.Equal("paid", Company.StatusOf(invoice));
    }

    [Fact]
    public async Task Imported_IsIncompleteAndHasARemainder()
    {
        var id = Company.ImportIncomplete(new() { Customer = Customer, Lines = [new() { UnitPrice = 50m }] });

        Assert.Equal("incomplete false 60.0", (await GetAsync($"customer_invoices/{id}")).Ok.Show("status", "draft", "remaining_amount_with_tax"));
    }

    [Fact]
    public async Task DraftsAlone_AreEditedAndDeleted()
    {
        var id = Company.DraftInvoice(Customer, 10m);
        Company.EditDraft(id, draft => draft with { Customer = null, Lines = [new() { UnitPrice = 20m }] });
        var edited = (await GetAsync($"customer_invoices/{id}")).Ok;
        Assert.Equal("24.0 null", edited.Show("amount", "customer"));
        Company.Finalise(id);

        Assert.Throws<InvalidOperationException>(() => Company.EditDraft(id, draft => draft));
        Assert.Throws<InvalidOperationException>(() => Company.DeleteDraft(id));
        Assert.Throws<InvalidOperationException>(() => Company.Finalise(id));
        var other = Company.DraftInvoice(Customer, 10m);
        Company.DeleteDraft(other);
        Assert.Equal($$"""{"error":"Couldn't find CustomerInvoice with 'id'={{other}}","status":404}""", (await GetAsync($"customer_invoices/{other}")).Text);
    }
}
