using System.Globalization;
using PennaPay.Billy.Web.Sandbox.Engine;

namespace PennaPay.Billy.Web.Sandbox.Billy;

/// <summary>What booking an invoice or a bill does to the ledger.</summary>
internal static class Bookkeeping
{
    /// <summary>Numbers the invoice and writes its transaction. Its totals are up to date.</summary>
    public static void Approve(BillySave save, SandboxRecord invoice)
    {
        invoice["state"] = "approved";
        invoice["approvedTime"] = save.Now;
        invoice["invoiceNo"] ??= NextNumber(save);
        save.Changes.Save(invoice);
        var sign = invoice.Text("type") == "creditNote" ? -1m : 1m;
        var rate = sign * invoice.Number("exchangeRate");
        Ledger.Book(
            save, invoice, $"{(sign < 0m ? "Kreditnota" : "Faktura")} nr. {invoice.Text("invoiceNo")}",
            [.. Sales(save, invoice).Select(entry => entry with { Amount = entry.Amount * rate })]);
    }

    /// <summary>Takes a booked invoice or bill back.</summary>
    public static void Void(BillySave save, SandboxRecord document)
    {
        document["state"] = "voided";
        save.Changes.Save(document);
        Ledger.Reverse(save, document);
    }

    /// <summary>Writes the transaction of a bill. Its totals are up to date.</summary>
    public static void ApproveBill(BillySave save, SandboxRecord bill)
    {
        bill["state"] = "approved";
        bill["approvedTime"] = save.Now;
        save.Changes.Save(bill);
        var sign = bill.Text("type") == "creditNote" ? -1m : 1m;
        var rate = sign * bill.Number("exchangeRate");
        var title = string.Join(", ", ((string?[])[sign < 0m ? "Kreditnota" : "Regning", bill.Text("suppliersInvoiceNo"), bill.Text("contactName")]).Where(part => !string.IsNullOrEmpty(part)));
        Ledger.Book(save, bill, title, [.. Purchases(save, bill).Select(entry => entry with { Amount = entry.Amount * rate })]);
        if (bill.Text("paymentAccountId") is null)
            return;
        bill["balance"] = 0m;
        bill["isPaid"] = true;
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

    /// <summary>In the invoice's currency. What rounding leaves over goes to the largest sales entry.</summary>
    private static List<Entry> Sales(BillySave save, SandboxRecord invoice)
    {
        var inclusive = invoice.Text("taxMode") == "incl";
        var sales = save.Store.Children(invoice, invoice.Resource["lines"]!)
            .GroupBy(line => save.Store["products"].Find(line.Text("productId"))!.Text("accountId") ?? save.Company.Organization.Text("defaultSalesAccountId")!)
            .Select(lines => new Entry(lines.Key, -lines.Sum(l => l.Number("amount") - (inclusive ? l.Number("tax") : 0m))))
            .OrderByDescending(entry => Math.Abs(entry.Amount))
            .ToList();
        sales[0] = sales[0] with { Amount = sales[0].Amount - invoice.Number("amount") - sales.Sum(entry => entry.Amount) };
        return
        [
            new(Ledger.Role(save, "accountsReceivable"), invoice.Number("grossAmount")),
            .. sales,
            new(Ledger.Role(save, "salesTax"), -invoice.Number("tax")),
        ];
    }

    /// <summary>In the bill's currency: what each account bears, what VAT gets back, and who is owed it.</summary>
    private static List<Entry> Purchases(BillySave save, SandboxRecord bill)
    {
        var inclusive = bill.Text("taxMode") == "incl";
        var entries = new List<Entry>();
        foreach (var line in save.Store.Children(bill, bill.Resource["lines"]!))
        {
            var amount = line.Number("amount");
            entries.AddRange(PurchaseVat.Split(
                save.Store, line.Text("accountId")!, save.Store["taxRates"].Find(line.Text("taxRateId")), amount, inclusive,
                line.Text("description") is { Length: > 0 } text ? text : null));
        }
        var difference = entries.Sum(entry => entry.Amount) - bill.Number("grossAmount");
        if (entries.Count > 0)
            entries[0] = entries[0] with { Amount = entries[0].Amount - difference };
        entries.Add(new(bill.Text("paymentAccountId") ?? Ledger.Role(save, "accountsPayable"), -bill.Number("grossAmount")));
        return entries;
    }
}
