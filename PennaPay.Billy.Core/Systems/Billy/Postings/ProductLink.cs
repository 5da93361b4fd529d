using PennaPay.Billy.Core.Records.Customers;

namespace PennaPay.Billy.Core.Systems.Billy.Postings;

/// <summary>A Billy product that lines of one account and VAT treatment land on, when they are sold to such customers.</summary>
public sealed record ProductLink(string ProductId, DateTimeOffset LinkedAt, decimal RatePercent, string CountryCode, CustomerKind Customer);
