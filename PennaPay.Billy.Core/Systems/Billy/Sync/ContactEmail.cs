using PennaPay.Billy.Core.Sync;
using PennaPay.Billy.Core.Sync.Fields;
using PennaPay.Billy.Core.Systems.Billy.Api;
using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Core.Systems.Billy.Sync;

/// <summary>
/// Whose e-mail address is a contact's: Billy keeps addresses on the contact's persons alone. A company's that is called like the company,
/// or nothing, stands for the address, and so does a private contact's; every other is somebody. Pure.
/// </summary>
internal static class ContactEmail
{
    public static string? Of(BillyContact contact) => Holder(contact)?.Email;

    /// <summary>
    /// The person whose address it is: the primary, else the first that has one; a primary without one only where nobody has.
    /// </summary>
    public static BillyContactPerson? Holder(BillyContact contact)
    {
        var primary = contact.ContactPersons.FirstOrDefault(person => person.IsPrimary == true);
        return HasOne(primary) ? primary : contact.ContactPersons.FirstOrDefault(HasOne) ?? primary;
    }

    /// <summary>Whether a person is nobody, but the place where the contact's address stands.</summary>
    public static bool IsAddressAlone(BillyContact contact, BillyContactPerson person) => person == Holder(contact)
        && (ContactFields.ModuleOf(contact) == SyncModule.Contacts || InputText.Line(person.Name) is null || IsCalledLike(contact.Name, person));

    public static bool IsCalledLike(string? name, BillyContactPerson person) => string.Equals(InputText.Line(name), InputText.Line(person.Name), StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a person has just this address.</summary>
    public static bool Has(BillyContactPerson person, string email) => FieldValue.Same(FieldType.Email, person.Email, email);

    private static bool HasOne(BillyContactPerson? person) => !string.IsNullOrWhiteSpace(person?.Email);
}
