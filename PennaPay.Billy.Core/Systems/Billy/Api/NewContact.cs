using PennaPay.Billy.Core.Systems.Billy.Api.Wire;

namespace PennaPay.Billy.Core.Systems.Billy.Api;

/// <summary>A contact to create. <see cref="Name"/> and <see cref="CountryId"/> are what Billy asks for.</summary>
internal sealed record NewContact
{
    /// <summary><c>company</c> or <c>person</c>.</summary>
    public string Type { get; init; } = "company";
    public required string Name { get; init; }

    /// <summary>Two letters, such as <c>DK</c>.</summary>
    public required string CountryId { get; init; }
    public string? Street { get; init; }
    public string? CityText { get; init; }
    public string? ZipcodeText { get; init; }
    public string? Phone { get; init; }
    public string? ContactNo { get; init; }
    public string? RegistrationNo { get; init; }
    public string? Ean { get; init; }
    public string? Fax { get; init; }

    /// <summary>What the days are counted from, such as <c>net</c>; null for the organisation's terms.</summary>
    public string? PaymentTermsMode { get; init; }
    public int? PaymentTermsDays { get; init; }

    /// <summary>Sent always, since Billy's own default is not documented.</summary>
    public bool IsCustomer { get; init; } = true;
    public IReadOnlyList<NewContactPerson> ContactPersons { get; init; } = [];
}

/// <summary>A person of a <see cref="NewContact"/>; name or e-mail is needed. Billy refuses a telephone number here.</summary>
internal sealed record NewContactPerson(string? Name, string? Email, bool IsPrimary = false);

/// <summary>What changes in a person of a contact: null leaves a property as it is, an empty text empties it.</summary>
internal sealed record ContactPersonChange
{
    public string? Name { get; init; }
    public string? Email { get; init; }

    /// <summary>Whether invoices go to this one first.</summary>
    public bool? IsPrimary { get; init; }
}

/// <summary>What changes in a contact: null leaves a property as it is, an empty text empties it.</summary>
internal sealed record ContactChange
{
    /// <summary><c>company</c> or <c>person</c>.</summary>
    public string? Type { get; init; }
    public string? Name { get; init; }

    /// <summary>Two letters, such as <c>DK</c>.</summary>
    public string? CountryId { get; init; }
    public string? Street { get; init; }

    public string? CityText { get; init; }

    /// <summary>Whether the city that Billy has an id of is taken away, because a text takes its place.</summary>
    public bool ForgetsCity { get; init; }
    public string? ZipcodeText { get; init; }
    public string? Phone { get; init; }
    public string? ContactNo { get; init; }
    public string? RegistrationNo { get; init; }
    public string? Ean { get; init; }
    public string? Fax { get; init; }
    public string? PaymentTermsMode { get; init; }
    public OptionalNumber? PaymentTermsDays { get; init; }
    public bool? IsArchived { get; init; }
}
