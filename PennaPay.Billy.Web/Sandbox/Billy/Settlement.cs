using PennaPay.Billy.Web.Sandbox.Engine;

namespace PennaPay.Billy.Web.Sandbox.Billy;

/// <summary>What a payment settles: the invoices and bills that its associations name.</summary>
internal static class Settlement
{
    /// <summary>The booked invoice or bill that an association names; null: it names none.</summary>
    public static SandboxRecord? Subject(BillySave save, SandboxRecord? association) =>
        association?.Text("subjectReference") is { } reference && save.Store.Resolve(reference) is { Resource.Plural: "invoices" or "bills" } subject
            ? subject
            : null;

    /// <summary>The side on which money comes in for it: a customer pays into the bank, a supplier is paid out of it.</summary>
    public static string SideOf(SandboxRecord subject) =>
        (subject.Resource.Plural == "invoices") == (subject.Text("type") != "creditNote") ? "debit" : "credit";

    public static string AccountOf(BillySave save, SandboxRecord subject) =>
        Ledger.Role(save, subject.Resource.Plural == "invoices" ? "accountsReceivable" : "accountsPayable");

    /// <summary>Reports associations that cannot be settled from this side. Those of the other side may only offset some.</summary>
    public static void Check(BillySave save, Staged staged, string sideField)
    {
        var associations = staged.ChildrenOf("associations") ?? [];
        var subjects = new List<SandboxRecord>();
        foreach (var association in associations)
        {
            if (Subject(save, association.Record) is not { } subject || subject.Text("state") != "approved")
                save.Error(association, "subjectReference", "Only approved invoices and bills can be paid.");
            else if (subjects.Contains(subject))
                save.Error(association, "subjectReference", "This record is named twice.");
            else
                subjects.Add(subject);
        }
        if (subjects.Count > 0 && !subjects.Exists(subject => SideOf(subject) == staged.Record.Text(sideField)))
            save.Error(staged, sideField, $"This field must be {SideOf(subjects[0])} for what is paid here.");
        if (subjects.Select(subject => subject.Text("currencyId")).Distinct().Count() > 1)
            save.Error(staged, "associations", "All records that are paid at once must have the same currency.");
    }

    /// <summary>
    /// Spreads an amount, in the subjects' currency, over what the payment names, and answers what is left with an entry for
    /// each at the rate that it was booked at.
    /// </summary>
    public static (decimal Left, List<Entry> Entries) Apply(BillySave save, SandboxRecord payment, string side, decimal amount)
    {
        var associations = save.Store.Children(payment, payment.Resource["associations"]!)
            .Select(association => (Association: association, Subject: Subject(save, association)!))
            .OrderBy(pair => SideOf(pair.Subject) == side ? 1 : 0)
            .ToList();
        var left = amount;
        var entries = new List<Entry>();
        foreach (var (association, subject) in associations)
        {
            var same = SideOf(subject) == side;
            var settled = same ? Math.Min(left, subject.Number("balance")) : subject.Number("balance");
            left -= same ? settled : -settled;
            association["entryDate"] = payment["entryDate"];
            association["amount"] = settled;
            association["realizedCurrencyDifference"] = 0m;
            save.Changes.Save(association);
            Move(save, subject, -settled);
            // A receivable is on the debit side and goes away on the credit side; a debt the other way round.
            entries.Add(new(AccountOf(save, subject), (SideOf(subject) == "debit" ? -settled : settled) * subject.Number("exchangeRate")));
        }
        return (left, entries);
    }

    /// <summary>The payment is void: what it settled is open again.</summary>
    public static void Undo(BillySave save, SandboxRecord payment)
    {
        foreach (var association in save.Store.Children(payment, payment.Resource["associations"]!).Where(association => !association.Flag("isVoided")))
        {
            association["isVoided"] = true;
            save.Changes.Save(association);
            Move(save, Subject(save, association)!, association.Number("amount"));
        }
        foreach (var posting in save.Store["contactBalancePostings"].Where("originatorReference", Ledger.ReferenceOf(payment)))
        {
            posting["isVoided"] = true;
            save.Changes.Save(posting);
        }
        Ledger.Reverse(save, payment);
    }

    /// <summary>What a contact has paid too much, or takes from that.</summary>
    public static void Keep(BillySave save, SandboxRecord payment, string side, decimal amount, string? currency) =>
        save.Changes.Save(save.Add("contactBalancePostings",
            ("contactId", payment["contactId"]), ("originatorReference", Ledger.ReferenceOf(payment)), ("createdTime", save.Now),
            ("entryDate", payment["entryDate"]), ("amount", amount), ("side", side), ("currencyId", currency)));

    /// <summary>Where what a contact has paid too much stands.</summary>
    public static string PrepaymentAccount(BillySave save, string side) =>
        Ledger.Role(save, side == "debit" ? "prepaymentLiability" : "prepaymentAsset");

    private static void Move(BillySave save, SandboxRecord subject, decimal amount)
    {
        subject["balance"] = subject.Number("balance") + amount;
        subject["isPaid"] = subject.Number("balance") == 0m;
        save.Changes.Save(subject);
    }
}
