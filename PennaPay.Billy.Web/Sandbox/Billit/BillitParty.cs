using System.Text.Json.Serialization;

namespace PennaPay.Billy.Web.Sandbox.Billit;

/// <summary>Somebody a company trades with. The names are those of the API.</summary>
public sealed record BillitParty
{
    public long PartyID { get; init; }

    /// <summary>The customer number.</summary>
    public string? Nr { get; init; }

    public string? Name { get; init; }

    public string? CommercialName { get; init; }

    public string? DisplayName => CommercialName ?? Name;

    /// <summary><c>Customer</c> or <c>Supplier</c>.</summary>
    public string? PartyType { get; init; }

    public string? Contact { get; init; }

    public string? ContactFirstName { get; init; }

    public string? ContactLastName { get; init; }

    public string? Street { get; init; }

    public string? StreetNumber { get; init; }

    public string? Box { get; init; }

    public string? Zipcode { get; init; }

    public string? City { get; init; }

    public string? CountryCode { get; init; }

    public string? IBAN { get; init; }

    public string? BIC { get; init; }

    public string? Mobile { get; init; }

    public string? Phone { get; init; }

    public string? Fax { get; init; }

    /// <summary>One address, or several with semicolons between them.</summary>
    public string? Email { get; init; }

    public string? Website { get; init; }

    public string? VATNumber { get; init; }

    public string? PeppolIdentifier { get; init; }

    public bool? VATLiable { get; init; }

    public bool? VATDeductable { get; init; }

    public int? AccountantCode { get; init; }

    public int? GLAccountCode { get; init; }

    public int? GLDefaultExpiryOffset { get; init; }

    public string? Language { get; init; }

    [JsonNumberHandling(JsonNumberHandling.AllowReadingFromString)]
    public int? VentilationCode { get; init; }

    public string? ExternalProviderTC { get; init; }

    public string? ExternalProviderID { get; init; }

    public IReadOnlyList<BillitIdentifier>? Identifiers { get; init; }

    public IReadOnlyList<BillitAddress>? Addresses { get; init; }

    public DateTime? Created { get; init; }

    public DateTime? LastModified { get; init; }

    internal IReadOnlyList<string> Emails => (Email ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    internal bool HasEmail(string address) => Emails.Contains(address, StringComparer.OrdinalIgnoreCase);
}

public sealed record BillitIdentifier(string IdentifierType, string Identifier)
{
    public string? SchemeID { get; init; }
}

public sealed record BillitAddress
{
    /// <summary><c>InvoiceAddress</c> or <c>DeliveryAddress</c>.</summary>
    public string? AddressType { get; init; }

    public string? Name { get; init; }

    public string? Street { get; init; }

    public string? StreetNumber { get; init; }

    public string? Box { get; init; }

    public string? Zipcode { get; init; }

    public string? City { get; init; }

    public string? CountryCode { get; init; }
}
