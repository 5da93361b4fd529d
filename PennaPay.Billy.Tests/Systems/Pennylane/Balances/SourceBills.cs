using PennaPay.Billy.Web.Sandbox.Pennylane;

namespace PennaPay.Billy.Tests.Systems.Pennylane.Balances;

/// <summary>Invoices that a company of the sandbox has issued.</summary>
internal static class SourceBills
{
    /// <param name="company">Who issues it.</param>
    /// <param name="customer">To whom.</param>
    /// <param name="beforeTax">The amount without the tax of a fifth.</param>
    /// <param name="due">The last day to pay.</param>
    /// <param name="currency">Its currency.</param>
    /// <param name="date">Its own day; thirty days before the last one to pay unless told otherwise.</param>
    /// <returns>The invoice's id.</returns>
    public static long Add(PennylaneCompany company, long customer, decimal beforeTax, DateOnly due, string currency = "EUR", DateOnly? date = null)
    {
        var id = company.DraftInvoice(new SandboxInvoice
        {
            Customer = customer, Date = date ?? due.AddDays(-30), Deadline = due, Currency = currency, ExchangeRate = currency == "EUR" ? 1 : 1.1m,
            Lines = [new() { Label = "Prestation", UnitPrice = beforeTax, VatRate = "FR_200" }],
        });
        company.Finalise(id);
        return id;
    }
}
