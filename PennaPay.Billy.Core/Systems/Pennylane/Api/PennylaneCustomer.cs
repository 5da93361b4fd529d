using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using PennaPay.Billy.Core.Http.Answers;
using PennaPay.Billy.Core.Systems.Pennylane.Api.Wire;

namespace PennaPay.Billy.Core.Systems.Pennylane.Api;

/// <summary>A company or person who is invoiced. Nothing says whether it is archived; it has no deletion but that of <see cref="PennylaneChange"/>.</summary>
public sealed record PennylaneCustomer : IPennylaneRecord
{
    public required long Id { get; init; }

    /// <summary><c>company</c> or <c>individual</c>.</summary>
    public string? CustomerType { get; init; }

    /// <summary>Of a person, first and last name together.</summary>
    public string? Name { get; init; }
    public string? FirstName { get; init; }
    public string? LastName { get; init; }

    /// <summary>The SIREN, or what is registered abroad, as somebody typed it.</summary>
    public string? RegNo { get; init; }
    public string? VatNumber { get; init; }

    /// <summary>Who gets the invoices; not the e-mail addresses of the contacts.</summary>
    [AllowNull]
    public IReadOnlyList<string> Emails { get; init => field = AnswerList.Of(value); } = [];
    public string? Phone { get; init; }

    /// <summary>Whom invoices are addressed to.</summary>
    public string? Recipient { get; init; }
    public string? Reference { get; init; }

    [JsonConverter(typeof(LenientBlock))]
    public string? Notes { get; init; }
    public PennylaneAddress? BillingAddress { get; init; }
    public PennylaneAddress? DeliveryAddress { get; init; }

    /// <summary>Such as <c>30_days</c> or <c>45_days_end_of_month</c>.</summary>
    public string? PaymentConditions { get; init; }

    /// <summary>Such as <c>fr_FR</c>.</summary>
    public string? BillingLanguage { get; init; }

    /// <summary>Unique in the company.</summary>
    public string? ExternalReference { get; init; }
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>May be a little before <see cref="CreatedAt"/>.</summary>
    public DateTimeOffset? UpdatedAt { get; init; }
}

public sealed record PennylaneAddress
{
    [JsonConverter(typeof(LenientBlock))]
    public string? Address { get; init; }
    public string? PostalCode { get; init; }
    public string? City { get; init; }

    /// <summary>ISO 3166 code of two letters.</summary>
    [JsonPropertyName("country_alpha2")]
    public string? CountryCode { get; init; }
}
