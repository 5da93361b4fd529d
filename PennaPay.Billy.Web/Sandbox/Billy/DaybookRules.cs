using PennaPay.Billy.Web.Sandbox.Engine;

namespace PennaPay.Billy.Web.Sandbox.Billy;

/// <summary>Entries in a daybook.</summary>
internal sealed class DaybookTransactionRules : BillyRules
{
    private const int LongestDescription = 100;

    private static readonly string[] OpenAfterApproval = ["state", "voucherNo", "description", "extendedDescription", "apiType", "attachments"];

    protected override void Complete(BillySave save, Staged staged)
    {
        staged.Record["state"] ??= "draft";
        if (staged.IsNew)
            staged.Record["daybookId"] ??= save.Store["daybooks"].All.FirstOrDefault()?.Id;
    }

    protected override void Check(BillySave save, Staged staged)
    {
        DocumentStates.Check(save, staged, OpenAfterApproval);
        if (staged.Record.Text("description") is { Length: > LongestDescription })
            save.Error(staged, "description", $"This field must not be longer than {LongestDescription} characters.");
        if (!staged.IsNew)
            return;
        var lines = staged.ChildrenOf("lines") ?? [];
        if (lines.Count == 0)
            save.Error(staged, null, "Daybook transactions must have at least one line.");
        else if (InvoiceArithmetic.Round(lines.Sum(line => Balance(save, line.Record))) != 0m)
            save.Error(staged, null, "Daybook transactions must balance.");
    }

    protected override void Saved(BillySave save, Staged staged)
    {
        var entry = staged.Existing ?? staged.Record;
        var before = staged.Before?.Text("state") ?? "draft";
        var state = entry.Text("state");
        if (before == "draft" && state == "approved")
            Book(save, entry);
        else if (before == "approved" && state == "voided")
            Ledger.Reverse(save, entry);
    }

    protected override string? WhyNotDelete(BillySave save, SandboxRecord record) =>
        record.Text("state") == "draft" ? null : "Only drafts can be deleted.";

    private static void Book(BillySave save, SandboxRecord entry)
    {
        var entries = new List<Entry>();
        foreach (var line in save.Store.Children(entry, entry.Resource["lines"]!))
        {
            var amount = Signed(save, line);
            var text = line.Text("text") is { Length: > 0 } own ? own : entry.Text("description");
            var rate = save.Store["taxRates"].Find(line.Text("taxRateId"));
            if (rate is not null && rate.Flag("appliesToSales"))
            {
                var tax = InvoiceArithmetic.Round(InvoiceArithmetic.LineTax(amount, rate.Number("rate"), inclusive: true));
                entries.AddRange([new(line.Text("accountId")!, amount - tax, text), new(Ledger.Role(save, "salesTax"), tax, text)]);
            }
            else
                entries.AddRange(PurchaseVat.Split(save.Store, line.Text("accountId")!, rate, amount, inclusive: true, text));
            if (line.Text("contraAccountId") is { } contra)
                entries.Add(new(contra, -amount, text));
        }
        Ledger.Book(save, entry, entry.Text("description") is { Length: > 0 } title ? title : "Kassekladde", entries);
    }

    /// <summary>What a line leaves open: nothing where it names its contra account.</summary>
    private static decimal Balance(BillySave save, SandboxRecord line) => line["contraAccountId"] is null ? Signed(save, line) : 0m;

    private static decimal Signed(BillySave save, SandboxRecord line)
    {
        var amount = line.Number("amount") * CurrencyRates.Today(save, line.Text("currencyId"));
        return line.Text("side") == "debit" ? amount : -amount;
    }
}

/// <summary>Lines come with their entry and go with it; what balances is not changed line by line.</summary>
internal sealed class DaybookLineRules : BillyRules
{
    private const string Whole = "The lines of a daybook transaction must balance, and are set together with it.";

    protected override void Check(BillySave save, Staged staged)
    {
        if (staged.Record["amount"] is < 0m)
            save.Error(staged, "amount", "This field must not be negative.");
        if (staged.Parent is null && staged.IsNew)
            save.Error(staged, null, Whole);
    }

    protected override string? WhyNotDelete(BillySave save, SandboxRecord record) => Whole;
}

internal static class CurrencyRates
{
    /// <summary>The organisation's currency for one of another, 1 where it is its own or unknown.</summary>
    public static decimal Today(BillySave save, string? currency)
    {
        var currencies = save.Store["currencies"];
        var own = save.Company.Organization.Text("baseCurrencyId");
        return currency != own && currencies.Find(currency) is { } foreign && currencies.Find(own) is { } home
            ? Math.Round(foreign.Number("exchangeRate") / home.Number("exchangeRate"), 6)
            : 1m;
    }
}
