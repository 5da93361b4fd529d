using PennaPay.Billy.Web.Sandbox.Engine;

namespace PennaPay.Billy.Web.Sandbox.Billy;

/// <summary>Which tax rate a product gets for a contact.</summary>
internal static class TaxChooser
{
    /// <summary>The tax rate, or null where no VAT belongs.</summary>
    public static SandboxRecord? Choose(SandboxCompany company, SandboxRecord product, SandboxRecord contact)
    {
        if (!company.Organization.Flag("hasVat") || contact.Flag("isSalesTaxExempt"))
            return null;
        var store = company.Store;
        var rulesetId = product.Text("salesTaxRulesetId") ?? company.Organization.Text("defaultSalesTaxRulesetId");
        if (store["salesTaxRulesets"].Find(rulesetId) is not { } ruleset)
            return null;
        var rule = store.Children(ruleset, ruleset.Resource["rules"]!).FirstOrDefault(rule => Matches(store, rule, contact));
        return store["taxRates"].Find((rule ?? ruleset).Text(rule is null ? "fallbackTaxRateId" : "taxRateId"));
    }

    private static bool Matches(SandboxStore store, SandboxRecord rule, SandboxRecord contact) =>
        IsNullOr(rule.Text("countryId"), contact.Text("countryId"))
        && IsNullOr(rule.Text("stateId"), contact.Text("stateId"))
        && IsNullOr(rule.Text("contactType"), contact.Text("type"))
        && (rule.Text("countryGroupId") is not { } group
            || (store["countryGroups"].Find(group)?.Text("memberCountryIds") ?? "").Split(',').Contains(contact.Text("countryId")));

    private static bool IsNullOr(string? wanted, string? actual) => wanted is null || wanted == actual;
}
