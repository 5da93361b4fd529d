using System.Diagnostics.CodeAnalysis;
using PennaPay.Billy.Core.Http.Answers;

namespace PennaPay.Billy.Core.Systems.Billit.Api;

/// <summary>Whose token it is, and which companies it opens.</summary>
public sealed record BillitAccount
{
    public string? Email { get; init; }
    public string? FirstName { get; init; }
    public string? LastName { get; init; }

    /// <summary>All that the person works in, those without <see cref="BillitCompany.ApiAllowed"/> too.</summary>
    [AllowNull]
    public IReadOnlyList<BillitCompany> Companies { get; init => field = AnswerList.Of(value); } = [];
}

/// <summary>A company in Billit, as its own books know it.</summary>
public sealed record BillitCompany
{
    public required long PartyId { get; init; }
    public string? Name { get; init; }

    /// <summary>What the person calls it.</summary>
    public string? TabNameAlias { get; init; }

    /// <summary>Whether programs may work in it; null where Billit does not say.</summary>
    public bool? ApiAllowed { get; init; }

    [AllowNull]
    public BillitFeatures ApiEnabledFeatures { get; init => field = value ?? new(); } = new();
    public string? UserLanguage { get; init; }
    public string? VatNumber { get; init; }
    public bool? VatLiable { get; init; }

    /// <summary>ISO 4217 code of its books.</summary>
    public string? DefaultCurrencyTC { get; init; }

    [AllowNull]
    public IReadOnlyList<BillitAddress> Addresses { get; init => field = AnswerList.Of(value); } = [];
}

/// <summary>What of Billit is switched on for programs in one company.</summary>
public sealed record BillitFeatures
{
    /// <summary>Whether accounts of the ledger are known; without, nobody says what becomes of one that is sent.</summary>
    public bool? GLAccounts { get; init; }
    public bool? FinancialReduction { get; init; }
    public bool? Cashbook { get; init; }
    public bool? Projects { get; init; }
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

    /// <summary>ISO 3166 code of two letters.</summary>
    public string? CountryCode { get; init; }
}
