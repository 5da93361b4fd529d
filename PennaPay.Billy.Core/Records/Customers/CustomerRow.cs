namespace PennaPay.Billy.Core.Records.Customers;

/// <summary>One customer as the list and the customer picker show it, with how many invoices are made out to it.</summary>
public sealed record CustomerRow(
    Guid Id, string Name, CustomerKind Kind, string? RegistrationNo, string CountryCode, string? City, string? Email,
    string? CustomerNo, int Invoices);
