using PennaPay.Billy.Web.Sandbox.Engine;

namespace PennaPay.Billy.Web.Sandbox.Billy;

/// <summary>
/// The VAT of what is bought. A rate's deduction components say what becomes of it: with the source <c>tax</c> a share of what
/// the supplier charged is deducted, and with <c>net</c> the buyer owes and deducts shares of the rate on a price that came
/// without VAT (reverse charge). Billy names the properties; what their values mean is assumed.
/// </summary>
internal static class PurchaseVat
{
    /// <summary>What the supplier charges of an amount, not rounded.</summary>
    public static decimal Charged(SandboxStore store, SandboxRecord? rate, decimal amount, bool inclusive) =>
        rate is null || IsReverseCharge(store, rate) ? 0m : InvoiceArithmetic.LineTax(amount, rate.Number("rate"), inclusive);

    /// <summary>The entries of an amount, debit positive: the account bears what is not deducted.</summary>
    public static IEnumerable<Entry> Split(SandboxStore store, string account, SandboxRecord? rate, decimal amount, bool inclusive, string? text)
    {
        var charged = Charged(store, rate, amount, inclusive);
        var net = inclusive ? amount - charged : amount;
        List<Entry> deducted = [];
        foreach (var component in Components(store, rate))
        {
            var whole = component.Text("source") == "net" ? net * rate!.Number("rate") : charged;
            deducted.Add(new(component.Text("accountId")!, InvoiceArithmetic.Round(whole * component.Number("share")), text));
        }
        return [new(account, net + charged - deducted.Sum(entry => entry.Amount), text), .. deducted];
    }

    private static bool IsReverseCharge(SandboxStore store, SandboxRecord rate) =>
        Components(store, rate).Any(component => component.Text("source") == "net");

    private static IEnumerable<SandboxRecord> Components(SandboxStore store, SandboxRecord? rate) =>
        rate is null ? [] : store.Children(rate, rate.Resource["deductionComponents"]!);
}
