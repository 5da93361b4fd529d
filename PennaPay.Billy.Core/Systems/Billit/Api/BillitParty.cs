using System.Diagnostics.CodeAnalysis;
using PennaPay.Billy.Core.Http.Answers;
using PennaPay.Billy.Core.Systems.Billit.Api.Wire;

namespace PennaPay.Billy.Core.Systems.Billit.Api;

/// <summary>Whom a company sells to or buys from.</summary>
public sealed record BillitParty : IBillitRecord
{
    public required long PartyId { get; init; }

    /// <summary>The number that people know it by.</summary>
    public string? Nr { get; init; }
    public string? Name { get; init; }
    public string? CommercialName { get; init; }
    public string? ContactFirstName { get; init; }
    public string? ContactLastName { get; init; }

    /// <summary>One address or several; see <see cref="Emails"/>.</summary>
    public string? Email { get; init; }
    public string? Phone { get; init; }
    public string? Mobile { get; init; }
    public string? VatNumber { get; init; }
    public bool? VatLiable { get; init; }
    public string? PeppolIdentifier { get; init; }

    /// <summary><c>Customer</c> or <c>Supplier</c>.</summary>
    public string? PartyType { get; init; }
    public string? Language { get; init; }
    public string? Street { get; init; }
    public string? StreetNumber { get; init; }
    public string? Box { get; init; }
    public string? Zipcode { get; init; }
    public string? City { get; init; }
    public string? CountryCode { get; init; }
    public string? IBAN { get; init; }

    /// <summary>What a program knows it by. Nothing says that parties can be asked for by it.</summary>
    public string? ExternalProviderId { get; init; }
    public string? DefaultTransportTypeTC { get; init; }

    /// <summary>How many days it has to pay.</summary>
    public int? DefaultExpiryOffset { get; init; }

    [AllowNull]
    public IReadOnlyList<BillitIdentifier> Identifiers { get; init => field = AnswerList.Of(value); } = [];

    [AllowNull]
    public IReadOnlyList<BillitAddress> Addresses { get; init => field = AnswerList.Of(value); } = [];
    public DateTimeOffset? LastModified { get; init; }
    public DateTimeOffset? Created { get; init; }

    /// <summary>The e-mail addresses of the field, which holds several with a semicolon between; compare them ignoring case.</summary>
    public IReadOnlyList<string> Emails => (Email ?? "").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    long IBillitRecord.Id => PartyId;
}

/// <summary>A number that a party is registered by elsewhere.</summary>
public sealed record BillitIdentifier
{
    /// <summary>Such as <c>CBE</c>, the Belgian register of companies, or <c>GLN</c>.</summary>
    public string? IdentifierType { get; init; }
    public string? Identifier { get; init; }
}
