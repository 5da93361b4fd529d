using PennaPay.Billy.Core.Sync;
using PennaPay.Billy.Core.Sync.Fields;
using PennaPay.Billy.Core.Sync.Records;
using PennaPay.Billy.Core.Systems.Billy.Api;

namespace PennaPay.Billy.Core.Systems.Billy.Sync;

/// <summary>The contact persons of a company. Pure.</summary>
internal static class ContactPersons
{
    /// <summary>By what each is kept under. The person that stands for the contact's address is none, and a private contact is the person.</summary>
    public static IReadOnlyDictionary<string, BillyContactPerson> Of(BillyContact contact) => PersonFields.ByEntry(
        ContactFields.ModuleOf(contact) == SyncModule.Contacts ? [] : contact.ContactPersons.Where(person => !ContactEmail.IsAddressAlone(contact, person)).ToList(), ValueOf);

    public static PersonValue ValueOf(BillyContactPerson person) => new(person.Name, person.Email);

    /// <summary>Those that values tell of, in an order that is always the same.</summary>
    public static IEnumerable<(string Entry, PersonValue Told)> In(IReadOnlyDictionary<string, string?> values) =>
        from value in values
        where PersonFields.IsOne(value.Key)
        orderby value.Key
        select (value.Key, Checked(PersonValue.Read(value.Value)));

    /// <summary>The persons of a new contact: one for its address, unless somebody has it, and everybody else.</summary>
    public static IReadOnlyList<NewContactPerson> New(string? name, string? email, IReadOnlyDictionary<string, string?> values)
    {
        List<NewContactPerson> persons = [.. In(values).Select(person => new NewContactPerson(person.Told.Name, person.Told.Email))];
        if (email is null)
            return persons;
        if (persons.FindIndex(person => FieldValue.Same(FieldType.Email, person.Email, email)) is var holder and >= 0)
            persons[holder] = persons[holder] with { IsPrimary = true };
        else
            persons.Insert(0, new(name, email, IsPrimary: true));
        return persons;
    }

    private static PersonValue Checked(PersonValue told) =>
        new(SentValue.Of(PersonFields.Field, told.Name), SentValue.Of(PersonFields.Field, told.Email));
}
