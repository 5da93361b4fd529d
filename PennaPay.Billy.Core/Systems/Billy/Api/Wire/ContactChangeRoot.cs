namespace PennaPay.Billy.Core.Systems.Billy.Api.Wire;

/// <summary>What is sent to change a contact: only what changes, and never its persons, for Billy would replace all of them.</summary>
internal sealed record ContactChangeRoot(ContactChangeBody Contact);

internal sealed record ContactChangeBody(
    string? Type,
    string? Name,
    string? CountryId,
    string? Street,
    string? CityText,
    Nothing? CityId,
    string? ZipcodeText,
    string? Phone,
    string? ContactNo,
    string? RegistrationNo,
    string? Ean,
    string? Fax,
    string? PaymentTermsMode,
    OptionalNumber? PaymentTermsDays,
    bool? IsArchived)
{
    public static ContactChangeBody Of(ContactChange change) => new(
        change.Type,
        change.Name,
        change.CountryId,
        change.Street,
        change.CityText,
        change.ForgetsCity ? default(Nothing) : null,
        change.ZipcodeText,
        change.Phone,
        change.ContactNo,
        change.RegistrationNo,
        change.Ean,
        change.Fax,
        change.PaymentTermsMode,
        change.PaymentTermsDays,
        change.IsArchived);
}

internal sealed record ContactPersonRoot(ContactPersonBody ContactPerson);

/// <summary>A person who is added to a contact, or what changes in one.</summary>
internal sealed record ContactPersonBody(string? ContactId, string? Name, string? Email, bool? IsPrimary);
