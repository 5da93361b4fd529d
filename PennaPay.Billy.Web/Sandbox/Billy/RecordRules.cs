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
        staged.Record["accessCode"] ??= save.NewAccessCode();

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
