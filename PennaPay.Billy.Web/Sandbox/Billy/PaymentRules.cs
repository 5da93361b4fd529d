using PennaPay.Billy.Web.Sandbox.Engine;

namespace PennaPay.Billy.Web.Sandbox.Billy;

/// <summary>Money that came into or went out of a bank account, for invoices and bills or for none yet.</summary>
internal sealed class BankPaymentRules : BillyRules
{
    protected override void Complete(BillySave save, Staged staged)
    {
        var payment = staged.Record;
        if (!staged.IsNew)
            return;
        var subject = Settlement.Subject(save, staged.ChildrenOf("associations")?.FirstOrDefault()?.Record);
        payment["contactId"] ??= subject?["contactId"];
        payment["subjectCurrencyId"] ??= subject?["currencyId"] ?? CashCurrency(save, payment);
        if (payment.Text("subjectCurrencyId") == CashCurrency(save, payment))
            payment["cashExchangeRate"] = 1m;
    }

    protected override void Check(BillySave save, Staged staged)
    {
        var payment = staged.Record;
        if (!staged.IsNew)
        {
            if (staged.Changed("isVoided") && !payment.Flag("isVoided"))
                save.Error(staged, "isVoided", "A voided payment stays void.");
            return;
        }
        foreach (var field in (ReadOnlySpan<string>)["cashAmount", "feeAmount"])
        {
            if (payment[field] is < 0m)
                save.Error(staged, field, "This field must not be negative.");
        }
        if (payment["cashExchangeRate"] is null or <= 0m)
            save.Error(staged, "cashExchangeRate", payment["cashExchangeRate"] is null ? ValidationErrors.Blank : "This field must be more than 0.");
        if (payment.Number("feeAmount") > 0m && payment["feeAccountId"] is null && save.Company.Organization["defaultBankFeeAccountId"] is null)
            save.Error(staged, "feeAccountId", ValidationErrors.Blank);
        if (save.Store["accounts"].Find(payment.Text("cashAccountId")) is { } account && !account.Flag("isPaymentEnabled"))
            save.Error(staged, "cashAccountId", "This account is not enabled for payments.");
        if (save.Company.Options.RequireAssociations && staged.ChildrenOf("associations") is null or [])
            save.Error(staged, "associations", ValidationErrors.Blank);
        Settlement.Check(save, staged, "cashSide");
    }

    protected override void Saved(BillySave save, Staged staged)
    {
        if (staged.IsNew)
            Book(save, staged.Record);
        else if (staged.Changed("isVoided"))
            Settlement.Undo(save, staged.Existing!);
    }

    private static void Book(BillySave save, SandboxRecord payment)
    {
        var side = payment.Text("cashSide")!;
        var sign = side == "debit" ? 1m : -1m;
        var cash = payment.Number("cashAmount");
        var fee = payment.Number("feeAmount");
        // A fee is kept back from what comes in, and comes on top of what goes out.
        var paid = cash + (sign * fee);
        var toOwn = CurrencyRates.Today(save, CashCurrency(save, payment));
        var rate = payment.Number("cashExchangeRate");
        var due = Due(save, payment, side);
        var inSubject = InvoiceArithmetic.Round(due * rate) == paid ? due : InvoiceArithmetic.Round(paid / rate);
        var (left, entries) = Settlement.Apply(save, payment, side, inSubject);
        entries.Insert(0, new(payment.Text("cashAccountId")!, sign * cash * toOwn));
        if (fee > 0m)
            entries.Add(new(payment.Text("feeAccountId") ?? save.Company.Organization.Text("defaultBankFeeAccountId")!, fee * toOwn));
        if (left > 0m)
        {
            entries.Add(new(Settlement.PrepaymentAccount(save, side), -sign * left * rate * toOwn));
            if (payment["contactId"] is not null)
                Settlement.Keep(save, payment, side == "debit" ? "credit" : "debit", left, payment.Text("subjectCurrencyId"));
        }
        var difference = entries.Sum(entry => InvoiceArithmetic.Round(entry.Amount));
        if (difference != 0m)
        {
            entries.Add(new(Ledger.Role(save, "realizedCurrencyDifference"), -difference));
            if (save.Store.Children(payment, payment.Resource["associations"]!) is [.., var last])
                last["realizedCurrencyDifference"] = difference;
        }
        var name = save.Store["contacts"].Find(payment.Text("contactId"))?.Text("name");
        Ledger.Book(save, payment, name is null ? "Betaling" : $"Betaling, {name}", entries);
    }

    private static decimal Due(BillySave save, SandboxRecord payment, string side) =>
        save.Store.Children(payment, payment.Resource["associations"]!)
            .Select(association => Settlement.Subject(save, association)!)
            .Sum(subject => Settlement.SideOf(subject) == side ? subject.Number("balance") : -subject.Number("balance"));

    private static string? CashCurrency(BillySave save, SandboxRecord payment) =>
        save.Store["accounts"].Find(payment.Text("cashAccountId"))?.Text("currencyId") ?? save.Company.Organization.Text("baseCurrencyId");
}

/// <summary>What a contact has paid too much, spent on an invoice or a bill.</summary>
internal sealed class ContactBalancePaymentRules : BillyRules
{
    protected override void Complete(BillySave save, Staged staged)
    {
        if (!staged.IsNew || Settlement.Subject(save, staged.ChildrenOf("associations")?.FirstOrDefault()?.Record) is not { } subject)
            return;
        staged.Record["contactId"] ??= subject["contactId"];
        staged.Record["currencyId"] ??= subject["currencyId"];
        staged.Record["side"] ??= Settlement.SideOf(subject);
    }

    protected override void Check(BillySave save, Staged staged)
    {
        var payment = staged.Record;
        if (!staged.IsNew)
            return;
        if (staged.ChildrenOf("associations") is null or [])
            save.Error(staged, "associations", ValidationErrors.Blank);
        if (payment["amount"] is < 0m)
            save.Error(staged, "amount", "This field must not be negative.");
        Settlement.Check(save, staged, "side");
        if (payment.Number("amount") > Available(save, payment))
            save.Error(staged, "amount", "The contact has not that much to spend.");
        if (payment.Number("amount") > (staged.ChildrenOf("associations") ?? []).Sum(association => Settlement.Subject(save, association.Record)?.Number("balance") ?? 0m))
            save.Error(staged, "amount", "This is more than is left to pay.");
    }

    protected override void Saved(BillySave save, Staged staged)
    {
        if (!staged.IsNew)
        {
            if (staged.Changed("isVoided"))
                Settlement.Undo(save, staged.Existing!);
            return;
        }
        var payment = staged.Record;
        var side = payment.Text("side")!;
        var (_, entries) = Settlement.Apply(save, payment, side, payment.Number("amount"));
        Settlement.Keep(save, payment, side, payment.Number("amount"), payment.Text("currencyId"));
        entries.Insert(0, new(Settlement.PrepaymentAccount(save, side), -entries.Sum(entry => InvoiceArithmetic.Round(entry.Amount))));
        Ledger.Book(save, payment, "Udligning", entries);
    }

    private static decimal Available(BillySave save, SandboxRecord payment) =>
        save.Store["contactBalancePostings"].Where("contactId", payment.Text("contactId") ?? "")
            .Where(posting => !posting.Flag("isVoided") && posting.Text("currencyId") == payment.Text("currencyId"))
            .Sum(posting => posting.Text("side") == payment.Text("side") ? -posting.Number("amount") : posting.Number("amount"));
}
