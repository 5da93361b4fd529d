using PennaPay.Billy.Web.Sandbox.Engine;

namespace PennaPay.Billy.Web.Sandbox.Billy;

/// <summary>VAT returns: settling one moves the period's VAT to what is owed to the tax office.</summary>
internal sealed class SalesTaxReturnRules : BillyRules
{
    protected override void Check(BillySave save, Staged staged)
    {
        if (staged.Before?.Flag("isSettled") == true && staged.Changed("isSettled"))
            save.Error(staged, "isSettled", "A settled return stays so.");
    }

    protected override void Saved(BillySave save, Staged staged)
    {
        if (!staged.Changed("isSettled"))
            return;
        var settled = staged.Existing!;
        var payable = Ledger.Role(save, "salesTaxPayable");
        var accounts = save.Store["salesTaxAccounts"].All.OrderBy(account => account.Number("priority")).Select(account => account.Text("accountId")!).Where(account => account != payable).ToList();
        var entries = new List<Entry>();
        foreach (var account in accounts)
        {
            var postings = save.Store["postings"].Where("accountId", account).Where(posting => IsOf(settled, posting)).ToList();
            foreach (var posting in postings)
            {
                posting["salesTaxReturnId"] = settled.Id;
                save.Changes.Save(posting);
            }
            if (postings.Count > 0)
                entries.Add(new(account, -postings.Sum(Ledger.Signed)));
        }
        entries.Add(new(payable, -entries.Sum(entry => entry.Amount)));
        Ledger.Book(save, settled, $"Momsafregning {settled.Text("periodText")}", entries);
        settled["isPaid"] = Owed(save.Store, settled, payable) == 0m;
    }

    /// <summary>What the settled return says, debit positive: negative is owed.</summary>
    public static decimal Owed(SandboxStore store, SandboxRecord settled, string payable) =>
        Ledger.Postings(store, settled).Where(posting => posting.Text("accountId") == payable).Sum(Ledger.Signed);

    private static bool IsOf(SandboxRecord settled, SandboxRecord posting) =>
        posting["salesTaxReturnId"] is null
        && string.CompareOrdinal(posting.Text("entryDate"), settled.Text("startDate")) >= 0
        && string.CompareOrdinal(posting.Text("entryDate"), settled.Text("endDate")) <= 0;
}

/// <summary>The tax office is paid, or pays back.</summary>
internal sealed class SalesTaxPaymentRules : BillyRules
{
    protected override void Check(BillySave save, Staged staged)
    {
        if (!staged.IsNew)
            return;
        if (save.Store["salesTaxReturns"].Find(staged.Record.Text("salesTaxReturnId")) is { } settled && (!settled.Flag("isSettled") || settled.Flag("isPaid")))
            save.Error(staged, "salesTaxReturnId", "Only a settled return that is not paid can be paid.");
        if (save.Store["accounts"].Find(staged.Record.Text("accountId")) is { } account && !account.Flag("isPaymentEnabled"))
            save.Error(staged, "accountId", "This account is not enabled for payments.");
    }

    protected override void Saved(BillySave save, Staged staged)
    {
        var payment = staged.Existing ?? staged.Record;
        var settled = save.Store["salesTaxReturns"].Find(payment.Text("salesTaxReturnId"))!;
        if (staged.IsNew)
        {
            var payable = Ledger.Role(save, "salesTaxPayable");
            var owed = SalesTaxReturnRules.Owed(save.Store, settled, payable);
            payment["amount"] = Math.Abs(owed);
            payment["side"] = owed < 0m ? "credit" : "debit";
            settled["isPaid"] = true;
            Ledger.Book(save, payment, $"Moms betalt {settled.Text("periodText")}", [new(payment.Text("accountId")!, owed), new(payable, -owed)]);
        }
        else if (staged.Changed("isVoided") && payment.Flag("isVoided"))
        {
            settled["isPaid"] = false;
            Ledger.Reverse(save, payment);
        }
        save.Changes.Save(settled);
    }
}
