using PennaPay.Billy.Core.Sync;
using PennaPay.Billy.Core.Sync.Fields;
using PennaPay.Billy.Core.Sync.Records;
using PennaPay.Billy.Core.Systems.Billy.Api;

namespace PennaPay.Billy.Core.Systems.Billy.Sync;

/// <summary>The fields of Billy's contacts, by Billy's own words for them. Pure.</summary>
internal static class ContactFields
{
    public const string Name = "name";
    public const string Type = "type";
    public const string Country = "countryId";
    public const string Number = "contactNo";
    public const string RegistrationNo = "registrationNo";
    public const string Ean = "ean";

    /// <summary>How many days a customer has to pay; without it the organisation says so.</summary>
    public const string TermsDays = "paymentTermsDays";

    /// <summary>The one that contacts do not have themselves; their persons do.</summary>
    public const string Email = "email";

    /// <summary>The days are counted from the invoice's day: what they mean where a contact has no mode yet.</summary>
    public const string NetTerms = "net";

    private const int MostDays = 999;
    private const string Company = "company";
    private const string Person = "person";

    private static readonly SyncField EmailField = new(Email, FieldType.Email);

    private static readonly ContactField[] Own =
    [
        new(new(Name, FieldType.Text) { IsRequired = true }, contact => contact.Name, (change, value) => change with { Name = value }),
        new(new(Type, FieldType.Code) { IsRequired = true }, contact => TypeOf(contact), (change, value) => change with { Type = Kind(value) }),
        new(new(RegistrationNo, FieldType.RegistrationNo), contact => contact.RegistrationNo, (change, value) => change with { RegistrationNo = value }),
        new(new(Country, FieldType.Code) { IsRequired = true }, contact => contact.CountryId, (change, value) => change with { CountryId = value.ToUpperInvariant() }),
        new(new("street", FieldType.Text), contact => contact.Street, (change, value) => change with { Street = value }),
        new(new("zipcodeText", FieldType.Text), contact => contact.ZipcodeText, (change, value) => change with { ZipcodeText = value }),
        new(new("cityText", FieldType.Text), City, (change, value) => change with { CityText = value }),
        new(new("phone", FieldType.Phone), contact => contact.Phone, (change, value) => change with { Phone = value }),
        new(new(Number, FieldType.Text), contact => contact.ContactNo, (change, value) => change with { ContactNo = value }),
        new(new(Ean, FieldType.Text), contact => contact.Ean, (change, value) => change with { Ean = value }),
        new(new("fax", FieldType.Text), contact => contact.Fax, (change, value) => change with { Fax = value }),
        new(new(TermsDays, FieldType.Number), contact => FieldValue.Text(contact.PaymentTermsDays), (change, value) => change with { PaymentTermsDays = new(Days(value)) }),
    ];

    public static IReadOnlyList<SyncField> All { get; } = [.. Own.Select(field => field.Field), EmailField, PersonFields.Field];

    public static SyncModule ModuleOf(BillyContact contact) => TypeOf(contact) == Person ? SyncModule.Contacts : SyncModule.Organizations;

    public static string TypeOf(SyncModule module) => module == SyncModule.Contacts ? Person : Company;

    public static ContactRecord Read(BillyContact contact)
    {
        var values = Own.ToDictionary(field => field.Field.Name, field => field.Get(contact));
        values[Email] = ContactEmail.Of(contact);
        foreach (var (entry, person) in ContactPersons.Of(contact))
            values[entry] = ContactPersons.ValueOf(person).ToString();
        return new()
        {
            Contact = contact,
            Id = contact.Id,
            Module = ModuleOf(contact),
            Title = contact.Name ?? contact.ContactNo ?? contact.Id,
            Values = values,
            IsArchived = contact.IsArchived == true,
            IsOther = contact is { IsSupplier: true, IsCustomer: not true },
        };
    }

    /// <summary>What changes in the contact itself; null where only its e-mail does.</summary>
    /// <exception cref="RecordRefusedException">A value cannot be sent.</exception>
    public static ContactChange? Change(IReadOnlyDictionary<string, string?> values)
    {
        var nothing = new ContactChange();
        var change = nothing;
        foreach (var (name, value) in values)
        {
            if (name == Email || PersonFields.IsOne(name))
                continue;
            var field = Array.Find(Own, own => own.Field.Name == name) ?? throw SentValue.Refused(name);
            change = field.With(change, SentValue.Of(field.Field, value));
        }

        return change == nothing ? null : change;
    }

    /// <summary>The e-mail that a contact is to have: null where it stays, an empty text where it goes.</summary>
    public static string? EmailIn(IReadOnlyDictionary<string, string?> values) =>
        values.TryGetValue(Email, out var value) ? SentValue.Of(EmailField, value) : null;

    /// <summary>The city as people read it: Billy keeps it as a text or as one of a list.</summary>
    private static string? City(BillyContact contact) => string.IsNullOrWhiteSpace(contact.CityText) ? contact.City?.Name : contact.CityText;

    // A contact without a type is a company's, as is one that is created without.
    private static string TypeOf(BillyContact contact) => contact.Type == Person ? Person : Company;

    private static string Kind(string value) => value.ToLowerInvariant() switch
    {
        Company => Company,
        Person => Person,
        _ => throw SentValue.Refused(Type),
    };

    private static int? Days(string value) =>
        value.Length == 0 ? null
        : FieldValue.Number(value) is >= 0 and <= MostDays and var days && days == decimal.Truncate(days) ? (int)days
        : throw SentValue.Refused(TermsDays);

    private sealed record ContactField(SyncField Field, Func<BillyContact, string?> Get, Func<ContactChange, string, ContactChange> With);
}
