namespace PennaPay.Billy.Core.Records.Customers;

/// <summary>A customer with the same CVR or VAT number as another.</summary>
public sealed record CustomerTwin(Guid Id, string Name);
