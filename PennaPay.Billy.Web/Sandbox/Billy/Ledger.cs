using PennaPay.Billy.Web.Sandbox.Engine;

namespace PennaPay.Billy.Web.Sandbox.Billy;

/// <summary>Writes transactions: each has postings in the organisation's own currency that sum to nothing.</summary>
internal static class Ledger
{
    /// <summary>Books what a record says. Nothing is written where every entry is nothing.</summary>
    /// <param name="save">The save that this is part of.</param>
    /// <param name="originator">What is booked.</param>
    /// <param name="title">What people read in the list of transactions.</param>
    /// <param name="entries">They sum to nothing, but for what rounding left, which goes to the first.</param>
    public static void Book(BillySave save, SandboxRecord originator, string title, IReadOnlyList<Entry> entries)
    {
        var rounded = entries.Select(entry => entry with { Amount = InvoiceArithmetic.Round(entry.Amount) }).ToList();
        var left = rounded.Sum(entry => entry.Amount);
        if (Math.Abs(left) > 0.01m * rounded.Count)
            throw new InvalidOperationException($"{title} does not balance: {left}.");
        if (rounded.Count == 0 || rounded.TrueForAll(entry => entry.Amount == 0m))
            return;
        rounded[0] = rounded[0] with { Amount = rounded[0].Amount - left };
        var transaction = Transaction(save, originator, title, isVoid: false);
        foreach (var entry in rounded)
            Post(save, transaction, entry.Text ?? title, entry.Account, entry.Amount);
    }

    /// <summary>Takes back what a record booked: its transactions stay, marked, and a reversal of each follows.</summary>
    public static void Reverse(BillySave save, SandboxRecord originator)
    {
        var booked = save.Store["transactions"].Where("originatorReference", ReferenceOf(originator));
        foreach (var transaction in booked.Where(transaction => !transaction.Flag("isVoid") && !transaction.Flag("isVoided")))
        {
            transaction["isVoided"] = true;
            save.Changes.Save(transaction);
            var reversal = Transaction(save, originator, transaction.Text("originatorName")!, isVoid: true);
            foreach (var posting in save.Store.Children(transaction, transaction.Resource["postings"]!))
            {
                posting["isVoided"] = true;
                Post(save, reversal, posting.Text("text")!, posting.Text("accountId")!, -Signed(posting));
            }
        }
    }

    /// <summary>The postings of what a record booked and did not take back.</summary>
    public static IEnumerable<SandboxRecord> Postings(SandboxStore store, SandboxRecord originator) =>
        store["transactions"].Where("originatorReference", ReferenceOf(originator))
            .Where(transaction => !transaction.Flag("isVoid") && !transaction.Flag("isVoided"))
            .SelectMany(transaction => store.Children(transaction, transaction.Resource["postings"]!));

    /// <summary>A posting's amount, debit positive.</summary>
    public static decimal Signed(SandboxRecord posting) => posting.Text("side") == "debit" ? posting.Number("amount") : -posting.Number("amount");

    public static string ReferenceOf(SandboxRecord record) => $"{record.Resource.Singular}:{record.Id}";

    /// <summary>The account that Billy itself posts to in this role.</summary>
    public static string Role(BillySave save, string role) =>
        save.Store["accounts"].All.First(account => account.Text("systemRole") == role).Id;

    private static SandboxRecord Transaction(BillySave save, SandboxRecord originator, string title, bool isVoid)
    {
        var transaction = save.Add("transactions",
            ("organizationId", save.Company.Organization.Id),
            ("transactionNo", save.Store["transactions"].All.Count + 1),
            ("voucherNo", originator.Resource["voucherNo"] is null ? null : originator["voucherNo"]),
            ("createdTime", save.Now),
            ("entryDate", originator["entryDate"] ?? originator["endDate"]),
            ("originatorReference", ReferenceOf(originator)),
            ("originatorName", title),
            ("isVoid", isVoid));
        save.Changes.Save(transaction);
        return transaction;
    }

    private static void Post(BillySave save, SandboxRecord transaction, string text, string account, decimal amount)
    {
        if (amount == 0m)
            return;
        save.Changes.Save(save.Add("postings",
            ("organizationId", save.Company.Organization.Id),
            ("transactionId", transaction.Id),
            ("entryDate", transaction["entryDate"]),
            ("text", text),
            ("accountId", account),
            ("amount", Math.Abs(amount)),
            ("side", amount > 0m ? "debit" : "credit"),
            ("currencyId", save.Company.Organization["baseCurrencyId"]),
            ("isVoided", transaction["isVoid"]),
            ("priority", save.Store["postings"].Where("transactionId", transaction.Id).Count)));
    }
}

/// <summary>What comes on one account, in the organisation's currency, debit positive.</summary>
internal sealed record Entry(string Account, decimal Amount, string? Text = null);
