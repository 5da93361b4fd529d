using System.Diagnostics.CodeAnalysis;
using PennaPay.Billy.Core.Http.Answers;
using PennaPay.Billy.Core.Systems.Billy.Api.Wire;

namespace PennaPay.Billy.Core.Systems.Billy.Api;

/// <summary>A customer or supplier. It has no e-mail of its own; its persons have.</summary>
public sealed record BillyContact : IBillyRecord
{
    public required string Id { get; init; }

    /// <summary><c>company</c> or <c>person</c>.</summary>
    public string? Type { get; init; }
    public string? Name { get; init; }
    public DateTimeOffset? CreatedTime { get; init; }
    public string? Street { get; init; }

    /// <summary>The city as text. Billy may keep a <see cref="CityId"/> such as <c>dk_aalborg</c> instead.</summary>
    public string? CityText { get; init; }
    public string? CityId { get; init; }

    /// <summary>The city that <see cref="CityId"/> names.</summary>
    public BillyCity? City { get; init; }
    public string? ZipcodeText { get; init; }
    public string? CountryId { get; init; }
    public string? Phone { get; init; }
    public string? Fax { get; init; }

    /// <summary>The customer number; not necessarily unique.</summary>
    public string? ContactNo { get; init; }

    /// <summary>CVR or VAT number, as somebody typed it.</summary>
    public string? RegistrationNo { get; init; }

    /// <summary>GLN for electronic invoices.</summary>
    public string? Ean { get; init; }
    public string? ExternalId { get; init; }
    public string? CurrencyId { get; init; }
    public string? LocaleId { get; init; }
    public string? PaymentTermsMode { get; init; }
    public int? PaymentTermsDays { get; init; }
    public bool? IsSalesTaxExempt { get; init; }
    public bool? IsCustomer { get; init; }
    public bool? IsSupplier { get; init; }
    public bool? IsArchived { get; init; }

    [AllowNull]
    public IReadOnlyList<BillyContactPerson> ContactPersons { get; init => field = AnswerList.Of(value); } = [];
}

public sealed record BillyContactPerson
{
    public string? Id { get; init; }
    public string? ContactId { get; init; }
    public string? Name { get; init; }
    public string? Email { get; init; }
    public bool? IsPrimary { get; init; }
}

public sealed record BillyCity
{
    public string? Name { get; init; }
}
