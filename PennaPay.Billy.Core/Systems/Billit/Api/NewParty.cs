namespace PennaPay.Billy.Core.Systems.Billit.Api;

/// <summary>A customer to create.</summary>
internal sealed record NewParty
{
    public required string Name { get; init; }

    /// <summary>
    /// What this program knows it by. It is what a lost answer is found again by, by reading parties; nothing keeps a second one with
    /// the same from being made.
    /// </summary>
    public required string ExternalProviderId { get; init; }
    public string? Nr { get; init; }
    public string? CommercialName { get; init; }
    public string? ContactFirstName { get; init; }
    public string? ContactLastName { get; init; }
    public string? Email { get; init; }
    public string? Phone { get; init; }

    /// <summary>Null for a private person, who is then said not to be liable to VAT.</summary>
    public string? VatNumber { get; init; }

    /// <summary>Whether it declares VAT; false for a private person.</summary>
    public required bool VatLiable { get; init; }

    /// <summary>Such as <c>NL</c>, <c>FR</c> or <c>EN</c>.</summary>
    public string? Language { get; init; }
    public string? Street { get; init; }
    public string? StreetNumber { get; init; }
    public string? Box { get; init; }
    public string? Zipcode { get; init; }
    public string? City { get; init; }

    /// <summary>ISO 3166 code of two letters.</summary>
    public required string CountryCode { get; init; }

    /// <summary>Such as the number in the Belgian register of companies.</summary>
    public IReadOnlyList<BillitIdentifier> Identifiers { get; init; } = [];
}
