using System.Text.Json;
using PennaPay.Billy.Web.Sandbox.Engine;

namespace PennaPay.Billy.Web.Sandbox.Billy;

/// <summary>A fee for an invoice that was not paid in time; it adds to what is left to pay.</summary>
internal sealed class LateFeeRules : BillyRules
{
    protected override void Check(BillySave save, Staged staged)
    {
        var fee = staged.Record;
        if (!staged.IsNew)
            return;
        foreach (var field in (ReadOnlySpan<string>)["flatFee", "percentageFee"])
        {
            if (fee[field] is < 0m)
                save.Error(staged, field, "This field must not be negative.");
        }
        if (save.Store["invoices"].Find(fee.Text("invoiceId")) is { } invoice && invoice.Text("state") != "approved")
            save.Error(staged, "invoiceId", "Only approved invoices can get a late fee.");
    }

    protected override void Saved(BillySave save, Staged staged)
    {
        var fee = staged.Existing ?? staged.Record;
        var invoice = save.Store["invoices"].Find(fee.Text("invoiceId"))!;
        if (staged.IsNew)
        {
            fee["amount"] = InvoiceArithmetic.Round(fee.Number("flatFee") + (fee.Number("percentageFee") / 100m * invoice.Number("balance")));
            Charge(save, invoice, fee.Number("amount"));
            var amount = fee.Number("amount") * invoice.Number("exchangeRate");
            Ledger.Book(
                save, fee, $"Rykkergebyr, faktura nr. {invoice.Text("invoiceNo")}",
                [new(Ledger.Role(save, "accountsReceivable"), amount), new(Ledger.Role(save, "lateFeesRevenue"), -amount)]);
        }
        else if (staged.Changed("isVoided") && fee.Flag("isVoided"))
        {
            Charge(save, invoice, -fee.Number("amount"));
            Ledger.Reverse(save, fee);
        }
    }

    private static void Charge(BillySave save, SandboxRecord invoice, decimal amount)
    {
        invoice["balance"] = invoice.Number("balance") + amount;
        invoice["isPaid"] = invoice.Number("balance") == 0m;
        save.Changes.Save(invoice);
    }
}

/// <summary>A reminder of one contact's invoices; with fees it adds one to each.</summary>
internal sealed class ReminderRules : BillyRules
{
    protected override void Complete(BillySave save, Staged staged) =>
        staged.Record["feeCurrencyId"] ??= save.Company.Organization["baseCurrencyId"];

    protected override void Check(BillySave save, Staged staged)
    {
        foreach (var field in (ReadOnlySpan<string>)["contactPersonId", "emailSubject", "emailBody"])
        {
            if (staged.Record.Flag("sendEmail") && staged.Record[field] is null or "")
                save.Error(staged, field, ValidationErrors.Blank);
        }
        foreach (var association in staged.ChildrenOf("associations") ?? [])
        {
            if (save.Store["invoices"].Find(association.Record.Text("invoiceId")) is not { } invoice)
                continue;
            if (invoice.Text("state") != "approved" || invoice.Flag("isPaid") || invoice["contactId"] as string != staged.Record.Text("contactId"))
                save.Error(association, "invoiceId", "Only this contact's approved invoices that are not paid can be reminded of.");
        }
    }

    protected override void Saved(BillySave save, Staged staged)
    {
        var reminder = staged.Record;
        if (reminder.Number("flatFee") == 0m && reminder.Number("percentageFee") == 0m)
            return;
        var today = save.Now[..10];
        foreach (var association in save.Store.Children(reminder, reminder.Resource["associations"]!))
        {
            var fee = save.Create(BillySchema.Schema["invoiceLateFees"], JsonSerializer.SerializeToElement(new
            {
                invoiceId = association.Text("invoiceId"), entryDate = today, flatFee = reminder.Number("flatFee"), percentageFee = reminder.Number("percentageFee"),
            }));
            association["lateFeeId"] = fee.Id;
            save.Changes.Save(association);
        }
    }
}
