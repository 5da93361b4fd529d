using PennaPay.Billy.Web.Sandbox.Engine;

namespace PennaPay.Billy.Web.Sandbox.Billy;

/// <summary>Bills and the credit notes of suppliers.</summary>
internal sealed class BillRules : BillyRules
{
    private static readonly string[] OpenAfterApproval = ["state", "voucherNo", "suppliersInvoiceNo", "dueDate", "attachments"];

    protected override void Complete(BillySave save, Staged staged)
    {
        var bill = staged.Record;
        var organization = save.Company.Organization;
        bill["state"] ??= "draft";
        bill["taxMode"] ??= organization["defaultTaxMode"] ?? "excl";
        bill["currencyId"] ??= organization["baseCurrencyId"];
        bill["exchangeRate"] = InvoiceRules.ExchangeRate(save, staged);
        bill["contactName"] ??= save.Store["contacts"].Find(bill.Text("contactId"))?["name"];
        bill["dueDate"] ??= bill["entryDate"];
    }

    protected override void Check(BillySave save, Staged staged)
    {
        var bill = staged.Record;
        DocumentStates.Check(save, staged, OpenAfterApproval);
        if (!bill.Flag("isBare") && (staged.ChildrenOf("lines") is { Count: 0 } || (staged.IsNew && staged.ChildrenOf("lines") is null)))
            save.Error(staged, null, "Bills must have at least one bill line.");
        if (bill["paymentDate"] is null != bill["paymentAccountId"] is null)
            save.Error(staged, bill["paymentDate"] is null ? "paymentDate" : "paymentAccountId", ValidationErrors.Blank);
        if (save.Store["accounts"].Find(bill.Text("paymentAccountId")) is { } account && !account.Flag("isPaymentEnabled"))
            save.Error(staged, "paymentAccountId", "This account is not enabled for payments.");
    }

    protected override void Saved(BillySave save, Staged staged)
    {
        var bill = staged.Existing ?? staged.Record;
        if (staged.Before?.Text("state") is null or "draft")
        {
            Recalculate(save, bill);
            if (bill.Text("state") == "approved")
                Bookkeeping.ApproveBill(save, bill);
        }
        else if (staged.Changed("state"))
            Bookkeeping.Void(save, bill);
    }

    protected override string? WhyNotDelete(BillySave save, SandboxRecord record) =>
        record.Text("state") == "draft" ? null : "Only drafts can be deleted.";

    public static void Recalculate(BillySave save, SandboxRecord bill)
    {
        var inclusive = bill.Text("taxMode") == "incl";
        decimal total = 0m, tax = 0m;
        var descriptions = new List<string>();
        foreach (var line in save.Store.Children(bill, bill.Resource["lines"]!))
        {
            var amount = line.Number("amount");
            var charged = PurchaseVat.Charged(save.Store, save.Store["taxRates"].Find(line.Text("taxRateId")), amount, inclusive);
            line["tax"] = InvoiceArithmetic.Round(charged);
            save.Changes.Save(line);
            (total, tax) = (total + amount, tax + charged);
            if (line.Text("description") is { Length: > 0 } text)
                descriptions.Add(text);
        }
        tax = InvoiceArithmetic.Round(tax);
        var net = inclusive ? total - tax : total;
        (bill["amount"], bill["tax"], bill["grossAmount"], bill["balance"]) = (net, tax, net + tax, net + tax);
        bill["isPaid"] = false;
        bill["lineDescription"] = string.Join(", ", descriptions);
        save.Changes.Save(bill);
    }
}

/// <summary>Lines of bills, embedded or sent on their own.</summary>
internal sealed class BillLineRules : BillyRules
{
    private const string Booked = "The lines of an approved bill cannot be changed.";

    protected override void Complete(BillySave save, Staged staged)
    {
        if (staged.IsNew && staged.Parent is null && !staged.Sent.Contains("priority"))
            staged.Record["priority"] = 1m + save.Store["billLines"].Where("billId", staged.Record.Text("billId") ?? "").Count;
    }

    protected override void Check(BillySave save, Staged staged)
    {
        if (staged.Parent is null && Bill(save, staged.Record) is { } bill && bill.Text("state") != "draft")
            save.Error(staged, null, Booked);
    }

    protected override void Saved(BillySave save, Staged staged) => BillRules.Recalculate(save, Bill(save, staged.Record)!);

    protected override string? WhyNotDelete(BillySave save, SandboxRecord record) =>
        Bill(save, record)!.Text("state") == "draft" ? null : Booked;

    protected override void Deleted(BillySave save, SandboxRecord record) => BillRules.Recalculate(save, Bill(save, record)!);

    private static SandboxRecord? Bill(BillySave save, SandboxRecord line) => save.Store["bills"].Find(line.Text("billId"));
}

/// <summary>The one way that a document goes: draft, approved, and then perhaps voided.</summary>
internal static class DocumentStates
{
    public static void Check(BillySave save, Staged staged, string[] openAfterApproval)
    {
        var before = staged.Before?.Text("state") ?? "draft";
        var state = staged.Record.Text("state");
        if ((before, state) is not (("draft", "draft" or "approved") or ("approved", "approved" or "voided") or ("voided", "voided")))
            save.Error(staged, "state", $"The state cannot be changed from {before} to {state}.");
        if (before == "draft")
            return;
        foreach (var field in staged.Sent.Where(field => !openAfterApproval.Contains(field)))
        {
            if (staged.Changed(field) || staged.Record.Resource[field]!.Kind == FieldKind.HasMany)
                save.Error(staged, field, "This field cannot be changed when the record has been approved.");
        }
    }
}
