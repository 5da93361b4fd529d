using PennaPay.Billy.Core.Systems.Billy.Api;

namespace PennaPay.Billy.Core.Systems.Billy.Sync;

/// <summary>Whose e-mail address is a contact's: Billy keeps addresses on the contact's persons alone. Pure.</summary>
internal static class ContactEmail
{
    public static string? Of(BillyContact contact) => Holder(contact)?.Email;

    /// <summary>
    /// The person whose address it is, or who is given one: the primary, else the first that has one; a primary without one only
    /// where nobody has. Null where a person has to be added.
    /// </summary>
    public static BillyContactPerson? Holder(BillyContact contact)
    {
        var primary = contact.ContactPersons.FirstOrDefault(person => person.IsPrimary == true);
        return HasOne(primary) ? primary : contact.ContactPersons.FirstOrDefault(HasOne) ?? primary;
    }

    private static bool HasOne(BillyContactPerson? person) => !string.IsNullOrWhiteSpace(person?.Email);
}
