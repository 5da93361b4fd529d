using PennaPay.Billy.Core.Records.Customers;

namespace PennaPay.Billy.Core.Records.Invoices.Intake;

/// <summary>A customer that was found for what a source names, and by what.</summary>
internal sealed record CustomerMatch(Customer Customer, CustomerMatchKey By);

/// <summary>By what a customer was found.</summary>
internal enum CustomerMatchKey
{
    RegistrationNo,
    Ean,
    CustomerNo,
    Name,
}
