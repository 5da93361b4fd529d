using PennaPay.Billy.Web.Sandbox.Engine;

namespace PennaPay.Billy.Web.Sandbox.Billy;

/// <summary>Invoices and credit notes.</summary>
internal sealed class InvoiceRules : BillyRules
{
    // What may still change on a booked invoice (docs/billy-api.md 7.5).
    private static readonly string[] OpenAfterApproval = ["sentState", "contactMessage", "attachments"];

    protected override void Complete(BillySave save, Staged staged)
    {
        var invoice = staged.Record;
        var organization = save.Company.Organization;
        if (staged.IsNew)
        {
            var contact = save.Store["contacts"].Find(invoice.Text("contactId"));
            invoice["templateId"] ??= organization["defaultTemplateId"];
            invoice["taxMode"] ??= organization["defaultTaxMode"] ?? "excl";
            invoice["currencyId"] ??= organization["baseCurrencyId"];
            invoice["paymentTermsMode"] ??= contact?["paymentTermsMode"] ?? organization["paymentTermsMode"];
            if (invoice.Text("paymentTermsMode") != "date")
                invoice["paymentTermsDays"] ??= contact?["paymentTermsDays"] ?? organization["paymentTermsDays"];
        }
        if (invoice.Text("paymentTermsMode") == "date")
            invoice["paymentTermsDays"] = null;
        invoice["exchangeRate"] = ExchangeRate(save, staged);
        invoice["dueDate"] = InvoiceArithmetic.DueDate(
            invoice.Text("entryDate"), invoice.Text("paymentTermsMode"), invoice["paymentTermsDays"] as decimal?, invoice.Text("dueDate"));
    }

    protected override void Check(BillySave save, Staged staged)
    {
        var invoice = staged.Record;
        CheckState(save, staged);
        if (invoice.Text("paymentTermsMode") == "date" && invoice["dueDate"] is null)
            save.Error(staged, "dueDate", ValidationErrors.Blank);
        if (staged.ChildrenOf("lines") is { Count: 0 } || (staged.IsNew && staged.ChildrenOf("lines") is null))
            save.Error(staged, null, "Invoices must have at least one invoice line.");
        if (!staged.IsNew && staged.ChildrenOf("lines") is not null && !save.Company.Options.AcceptLineReplacement)
            save.Error(staged, "lines", "lines must not be set if the invoice has already been created.");
        CheckNumber(save, staged);
        if (invoice.Text("attContactPersonId") is { } person
            && save.Store["contactPersons"].Find(person) is { } found
            && found.Text("contactId") != invoice.Text("contactId"))
            save.Error(staged, "attContactPersonId", "This person belongs to another contact.");
    }

    protected override void Saved(BillySave save, Staged staged)
    {
        var invoice = staged.Existing ?? staged.Record;
        if (staged.Before?.Text("state") is "approved" or "voided")
            return;
        Recalculate(save, invoice);
        if (invoice.Text("state") == "approved")
            Bookkeeping.Approve(save, invoice);
    }

    protected override string? WhyNotDelete(BillySave save, SandboxRecord record) =>
        record.Text("state") == "draft" ? null : "Only drafts can be deleted. Make a credit note instead.";

    /// <summary>Everything that follows from the lines: their amounts and taxes, the totals and the description.</summary>
    public static void Recalculate(BillySave save, SandboxRecord invoice)
    {
        var store = save.Store;
        var contact = store["contacts"].Find(invoice.Text("contactId"))!;
        var inclusive = invoice.Text("taxMode") == "incl";
        decimal total = 0m, tax = 0m;
        var descriptions = new List<string>();
        foreach (var line in store.Children(invoice, invoice.Resource["lines"]!))
        {
            var product = store["products"].Find(line.Text("productId"))!;
            var rate = TaxChooser.Choose(save.Company, product, contact);
            var amount = InvoiceArithmetic.LineAmount(line);
            var lineTax = InvoiceArithmetic.LineTax(amount, rate?.Number("rate") ?? 0m, inclusive);
            Set(save, line, ("amount", amount), ("tax", InvoiceArithmetic.Round(lineTax)), ("taxRateId", rate?.Id));
            total += amount;
            tax += lineTax;
            descriptions.Add(line.Text("description") is { Length: > 0 } text ? $"{product.Text("name")}: {text}" : product.Text("name")!);
        }
        tax = InvoiceArithmetic.Round(tax);
        var net = inclusive ? total - tax : total;
        Set(save, invoice,
            ("amount", net), ("tax", tax), ("grossAmount", net + tax), ("balance", net + tax),
            ("lineDescription", string.Join(", ", descriptions)));
    }

    private static void Set(BillySave save, SandboxRecord record, params ReadOnlySpan<(string Field, object? Value)> values)
    {
        foreach (var (field, value) in values)
        {
            if (Equals(record[field], value))
                continue;
            record[field] = value;
            save.Changes.Save(record);
        }
    }

    /// <summary>The given one, or the day's; 1 where the currency is the organisation's own.</summary>
    public static decimal? ExchangeRate(BillySave save, Staged staged)
    {
        var currency = staged.Record.Text("currencyId");
        if (currency == save.Company.Organization.Text("baseCurrencyId"))
            return 1m;
        if (staged.Record["exchangeRate"] is decimal given && (staged.Sent.Contains("exchangeRate") || !staged.Changed("currencyId")))
            return given;
        return save.Store["currencies"].Find(currency) is null ? null : CurrencyRates.Today(save, currency);
    }

    private static void CheckState(BillySave save, Staged staged)
    {
        var before = staged.Before?.Text("state");
        var state = staged.Record.Text("state");
        if (state == "voided" && before != "voided")
            save.Error(staged, "state", "Invoices cannot be voided through the API.");
        if (before is null or "draft")
            return;
        if (state != before)
            save.Error(staged, "state", "The state can only be changed from draft to approved.");
        foreach (var field in staged.Sent.Where(field => !OpenAfterApproval.Contains(field)))
        {
            if (staged.Changed(field) || staged.Record.Resource[field]!.Kind == FieldKind.HasMany)
                save.Error(staged, field, "This field cannot be changed when the invoice has been approved.");
        }
    }

    private static void CheckNumber(BillySave save, Staged staged)
    {
        var number = staged.Record.Text("invoiceNo");
        if (string.IsNullOrEmpty(number))
        {
            if (staged.IsNew && save.Company.Organization.Text("invoiceNoMode") == "manual")
                save.Error(staged, "invoiceNo", ValidationErrors.Blank);
        }
        else if (staged.Changed("invoiceNo") && save.Store["invoices"].Any("invoiceNo", number))
            save.Error(staged, "invoiceNo", $"Another invoice already has the number {number}.");
    }
}
