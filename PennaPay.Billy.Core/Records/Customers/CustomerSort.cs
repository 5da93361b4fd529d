namespace PennaPay.Billy.Core.Records.Customers;

/// <summary>What the list is ordered by.</summary>
public enum CustomerSort
{
    /// <summary>The name.</summary>
    Name,

    /// <summary>The customer number, as people count: 9 before 10. Customers without one come last.</summary>
    CustomerNo,

    /// <summary>The CVR or VAT number. Customers without one come last.</summary>
    RegistrationNo,

    /// <summary>The country's code, then the name.</summary>
    Country,

    /// <summary>How many invoices and credit notes are made out to it, then the name.</summary>
    Invoices,
}
