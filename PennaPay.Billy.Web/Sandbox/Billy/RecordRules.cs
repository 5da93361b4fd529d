using System.Security.Cryptography;
using PennaPay.Billy.Web.Sandbox.Engine;

namespace PennaPay.Billy.Web.Sandbox.Billy;

internal sealed class AccountRules : BillyRules
{
    protected override void Complete(BillySave save, Staged staged)
    {
        staged.Record["natureId"] ??= save.Store["accountGroups"].Find(staged.Record.Text("groupId"))?["natureId"];
        staged.Record["currencyId"] ??= save.Company.Organization["baseCurrencyId"];
    }
}

internal sealed class ContactRules : BillyRules
{
    protected override void Complete(BillySave save, Staged staged) =>
        staged.Record["accessCode"] ??= RandomNumberGenerator.GetString("abcdefghijklmnopqrstuvwxyz0123456789", 16);

    protected override void Check(BillySave save, Staged staged)
    {
        if (staged.ChildrenOf("contactPersons") is { Count: > 0 } persons && !persons.Exists(p => p.Record.Flag("isPrimary")))
            persons[0].Record["isPrimary"] = true;
    }
}

internal sealed class ContactPersonRules : BillyRules
{
    protected override void Check(BillySave save, Staged staged)
    {
        if (staged.Record["name"] is null or "" && staged.Record["email"] is null or "")
            save.Error(staged, "name", ValidationErrors.Blank);
    }
}

internal sealed class ProductRules : BillyRules
{
    /// <summary>Left out, account and ruleset are the organisation's; an explicit null stays (docs/billy-api.md 5.2).</summary>
    protected override void Complete(BillySave save, Staged staged)
    {
        if (!staged.IsNew)
            return;
        if (!staged.Sent.Contains("accountId"))
            staged.Record["accountId"] = save.Company.Organization["defaultSalesAccountId"];
        if (!staged.Sent.Contains("salesTaxRulesetId"))
            staged.Record["salesTaxRulesetId"] = save.Company.Organization["defaultSalesTaxRulesetId"];
    }
}

/// <summary>Payments of invoices, as far as they touch the invoice; their postings are not simulated.</summary>
internal sealed class BankPaymentRules : BillyRules
{
    protected override void Complete(BillySave save, Staged staged)
    {
        if (!staged.IsNew || Invoice(save, staged.ChildrenOf("associations")?.FirstOrDefault()?.Record) is not { } invoice)
            return;
        staged.Record["contactId"] ??= invoice["contactId"];
        staged.Record["subjectCurrencyId"] ??= invoice["currencyId"];
    }

    protected override void Check(BillySave save, Staged staged)
    {
        if (!staged.IsNew)
            return;
        var associations = staged.ChildrenOf("associations");
        if (associations is null or [])
            save.Error(staged, "associations", ValidationErrors.Blank);
        foreach (var association in associations ?? [])
        {
            if (Invoice(save, association.Record) is not { } invoice || invoice.Text("state") != "approved")
                save.Error(association, "subjectReference", "Only approved invoices can be paid.");
        }
        if (save.Store["accounts"].Find(staged.Record.Text("cashAccountId")) is { } account && !account.Flag("isPaymentEnabled"))
            save.Error(staged, "cashAccountId", "This account is not enabled for payments.");
    }

    protected override void Saved(BillySave save, Staged staged)
    {
        var payment = staged.Existing ?? staged.Record;
        if (!staged.IsNew && !staged.Changed("isVoided"))
            return;
        var left = payment.Number("cashAmount");
        foreach (var association in save.Store.Children(payment, payment.Resource["associations"]!))
        {
            var invoice = Invoice(save, association)!;
            if (staged.IsNew)
            {
                association["entryDate"] = payment["entryDate"];
                association["amount"] = Math.Min(left, invoice.Number("balance"));
                left -= association.Number("amount");
            }
            association["isVoided"] = payment["isVoided"];
            invoice["balance"] = invoice.Number("balance") + (payment.Flag("isVoided") ? association.Number("amount") : -association.Number("amount"));
            invoice["isPaid"] = invoice.Number("balance") == 0m;
            save.Changes.Save(association);
            save.Changes.Save(invoice);
        }
    }

    private static SandboxRecord? Invoice(BillySave save, SandboxRecord? association) =>
        association?.Text("subjectReference") is { } reference && save.Store.Resolve(reference) is { Resource.Plural: "invoices" } invoice
            ? invoice
            : null;
}
