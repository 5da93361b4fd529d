using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Sync.Fields;
using PennaPay.Billy.Core.Systems.Billy.Api;

namespace PennaPay.Billy.Core.Systems.Billy.Sync;

/// <summary>
/// Writes a contact's persons and its e-mail address, one person at a time: a set of persons that is sent takes the place of all that
/// there are. The address stays what it is, or becomes what it is to be, whatever becomes of the person who has it.
/// </summary>
internal sealed class ContactPersonWriter(BillyRecords records, ApiAccess access, BillyContact contact)
{
    private BillyContact contact = contact;

    /// <param name="values">By the names of the contact's fields; only persons are read.</param>
    /// <param name="email">The address that the contact is to have: null where it stays, an empty text where it goes.</param>
    /// <param name="cancellationToken">Gives up between two requests.</param>
    /// <returns>The contact as it is then.</returns>
    /// <exception cref="ApiException">Not everything was written, or nobody knows.</exception>
    public async Task<BillyContact> WriteAsync(IReadOnlyDictionary<string, string?> values, string? email, CancellationToken cancellationToken)
    {
        var address = email ?? ContactEmail.Of(contact) ?? "";
        foreach (var (entry, told) in ContactPersons.In(values))
            await WriteAsync(ContactPersons.Of(contact).GetValueOrDefault(entry), told, address, cancellationToken);
        // Without an address of its own a contact has its persons', and nobody asked to take one away.
        if (!Same(ContactEmail.Of(contact), address) && (address.Length > 0 || email is not null))
            await WriteAddressAsync(address, cancellationToken);
        return contact;
    }

    /// <summary>Renames the person that stands for the contact's address, where the contact was renamed: else it would be somebody.</summary>
    /// <param name="before">What the contact was called.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<BillyContact> RenameAsync(string? before, CancellationToken cancellationToken)
    {
        if (contact.Name != before && ContactEmail.Holder(contact) is { Name: not null } holder && ContactEmail.IsCalledLike(before, holder))
            await ChangeAsync(holder, new() { Name = contact.Name }, cancellationToken);
        return contact;
    }

    private async Task WriteAsync(BillyContactPerson? person, PersonValue told, string address, CancellationToken cancellationToken)
    {
        if (person is null)
        {
            if (!told.IsEmpty)
                await AddAsync(new(told.Name, told.Email), cancellationToken);
        }
        else if (!told.IsEmpty)
        {
            // Billy needs one of the two.
            await ChangeAsync(person, new() { Name = told.Name ?? "", Email = told.Email ?? "" }, cancellationToken);
        }
        else if (ContactEmail.Holder(contact) == person && address.Length > 0 && ContactEmail.Has(person, address))
        {
            await ChangeAsync(person, new() { Name = contact.Name }, cancellationToken);
        }
        else if (person.Id is { } id)
        {
            await records.DeleteContactPersonAsync(access, id, cancellationToken);
            contact = contact with { ContactPersons = [.. contact.ContactPersons.Where(other => other != person)] };
        }
    }

    private async Task WriteAddressAsync(string address, CancellationToken cancellationToken)
    {
        var holder = ContactEmail.Holder(contact);
        if (address.Length == 0)
        {
            if (holder is not null)
                await ChangeAsync(holder, new() { Name = string.IsNullOrWhiteSpace(holder.Name) ? contact.Name : null, Email = "" }, cancellationToken);
        }
        else if (contact.ContactPersons.FirstOrDefault(person => ContactEmail.Has(person, address)) is { } owner)
        {
            await StepDownAsync(owner, cancellationToken);
            await ChangeAsync(owner, new() { IsPrimary = true }, cancellationToken);
        }
        else if (holder is { Id: not null } && ContactEmail.IsAddressAlone(contact, holder))
        {
            await ChangeAsync(holder, new() { Email = address }, cancellationToken);
        }
        else
        {
            await StepDownAsync(null, cancellationToken);
            await AddAsync(new(contact.Name, address, IsPrimary: true), cancellationToken);
        }
    }

    // Billy is not known to see to it that only one comes first.
    private async Task StepDownAsync(BillyContactPerson? owner, CancellationToken cancellationToken)
    {
        foreach (var person in contact.ContactPersons.Where(person => person.IsPrimary == true && person != owner).ToList())
            await ChangeAsync(person, new() { IsPrimary = false }, cancellationToken);
    }

    private async Task AddAsync(NewContactPerson person, CancellationToken cancellationToken)
    {
        var added = await records.AddContactPersonAsync(access, contact.Id, person, cancellationToken);
        contact = contact with { ContactPersons = [.. contact.ContactPersons, added] };
    }

    private async Task ChangeAsync(BillyContactPerson person, ContactPersonChange change, CancellationToken cancellationToken)
    {
        // One without an id cannot be named to be changed.
        if (person.Id is not { } id)
            return;
        var changed = await records.ChangeContactPersonAsync(access, id, change, cancellationToken);
        contact = contact with { ContactPersons = [.. contact.ContactPersons.Select(other => other == person ? changed : other)] };
    }

    private static bool Same(string? one, string? other) => FieldValue.Same(FieldType.Email, one, other);
}
