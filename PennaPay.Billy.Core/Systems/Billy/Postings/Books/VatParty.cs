using PennaPay.Billy.Core.Records.Customers;

namespace PennaPay.Billy.Core.Systems.Billy.Postings.Books;

/// <summary>Whom an invoice is made out to, as far as VAT goes.</summary>
/// <param name="CountryCode">Two letters.</param>
/// <param name="Kind">A company or a private person.</param>
public sealed record VatParty(string CountryCode, CustomerKind Kind)
{
    public static VatParty Of(Customer customer) => new(customer.CountryCode, customer.Kind);
}
