using System.Globalization;
using PennaPay.Billy.Web.Sandbox.Engine;

namespace PennaPay.Billy.Web.Sandbox.Billy;

/// <summary>What booking an invoice does to the ledger.</summary>
internal static class Bookkeeping
{
    /// <summary>Numbers the invoice and writes its transaction. Its totals are up to date.</summary>
    public static void Approve(BillySave save, SandboxRecord invoice)
    {
        invoice["state"] = "approved";
        invoice["approvedTime"] = save.Now;
        invoice["invoiceNo"] ??= NextNumber(save);
        save.Changes.Save(invoice);
        var creditNote = invoice.Text("type") == "creditNote";
        var title = $"{(creditNote ? "Kreditnota" : "Faktura")} nr. {invoice.Text("invoiceNo")}";
        var transaction = Transaction(save, invoice, title, isVoid: false);
        foreach (var (account, amount) in Entries(save, invoice))
            Post(save, transaction, invoice, title, account, creditNote ? -amount : amount);
    }

    /// <summary>Takes a booked invoice back: the transaction stays, marked, and a reversal follows.</summary>
    public static void Void(BillySave save, SandboxRecord invoice)
    {
        invoice["state"] = "voided";
        save.Changes.Save(invoice);
        var transactions = save.Store["transactions"].Where("originatorReference", $"invoice:{invoice.Id}");
        foreach (var transaction in transactions)
        {
            transaction["isVoided"] = true;
            save.Changes.Save(transaction);
            var reversal = Transaction(save, invoice, transaction.Text("originatorName")!, isVoid: true);
            foreach (var posting in save.Store.Children(transaction, transaction.Resource["postings"]!))
            {
                posting["isVoided"] = true;
                var amount = posting.Text("side") == "debit" ? -posting.Number("amount") : posting.Number("amount");
                Post(save, reversal, invoice, posting.Text("text")!, posting.Text("accountId")!, amount);
            }
        }
    }

    private static string NextNumber(BillySave save)
    {
        var organization = save.Company.Organization;
        var next = organization.Number("nextInvoiceNo");
        while (save.Store["invoices"].Any("invoiceNo", next.ToString(CultureInfo.InvariantCulture)))
            next++;
        organization["nextInvoiceNo"] = next + 1m;
        save.Changes.Save(organization);
        return next.ToString(CultureInfo.InvariantCulture);
    }

    private static SandboxRecord Transaction(BillySave save, SandboxRecord invoice, string title, bool isVoid)
    {
        var transaction = save.Store.Add("transactions", null,
            ("organizationId", save.Company.Organization.Id),
            ("transactionNo", save.Store["transactions"].All.Count + 1),
            ("createdTime", save.Now),
            ("entryDate", invoice["entryDate"]),
            ("originatorReference", $"invoice:{invoice.Id}"),
            ("originatorName", title),
            ("isVoid", isVoid));
        save.Changes.Save(transaction);
        return transaction;
    }

    /// <summary>Account and amount, debit positive. What rounding leaves over goes to the largest sales entry.</summary>
    private static List<(string Account, decimal Amount)> Entries(BillySave save, SandboxRecord invoice)
    {
        var inclusive = invoice.Text("taxMode") == "incl";
        var sales = save.Store.Children(invoice, invoice.Resource["lines"]!)
            .GroupBy(line => save.Store["products"].Find(line.Text("productId"))!.Text("accountId") ?? save.Company.Organization.Text("defaultSalesAccountId")!)
            .Select(lines => (Account: lines.Key, Amount: -lines.Sum(l => l.Number("amount") - (inclusive ? l.Number("tax") : 0m))))
            .OrderByDescending(entry => Math.Abs(entry.Amount))
            .ToList();
        sales[0] = (sales[0].Account, sales[0].Amount - invoice.Number("amount") - sales.Sum(entry => entry.Amount));
        return
        [
            (AccountWithRole(save, "accountsReceivable"), invoice.Number("grossAmount")),
            .. sales,
            (AccountWithRole(save, "salesTax"), -invoice.Number("tax")),
        ];
    }

    private static string AccountWithRole(BillySave save, string role) =>
        save.Store["accounts"].All.First(account => account.Text("systemRole") == role).Id;

    private static void Post(
        BillySave save, SandboxRecord transaction, SandboxRecord invoice, string text, string account, decimal amount)
    {
        if (amount == 0m)
            return;
        save.Changes.Save(save.Store.Add("postings", null,
            ("organizationId", save.Company.Organization.Id),
            ("transactionId", transaction.Id),
            ("entryDate", invoice["entryDate"]),
            ("text", text),
            ("accountId", account),
            ("amount", Math.Abs(amount)),
            ("side", amount > 0m ? "debit" : "credit"),
            ("currencyId", invoice["currencyId"]),
            ("isVoided", transaction["isVoid"]),
            ("priority", save.Store["postings"].Where("transactionId", transaction.Id).Count)));
    }
}
