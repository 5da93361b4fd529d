using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Links;
using PennaPay.Billy.Core.Push.Worker;
using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Systems.Billy.Api;
using PennaPay.Billy.Core.Systems.Billy.Postings;

namespace PennaPay.Billy.Core.Systems.Billy.Drafts;

/// <summary>Finds or creates a customer's contact in Billy: the stored link first, Billy only for what is missing.</summary>
public sealed class ContactResolver(BillyRecords records, BillyLinks links)
{
    /// <summary>What stored links know a customer by.</summary>
    internal static string KeyOf(Guid customer) => customer.ToString("N");

    /// <summary>The question that several candidates are.</summary>
    internal static Failure Ambiguous(IEnumerable<BillyContact> candidates) => new(
        FailureCodes.ContactAmbiguous,
        string.Join(", ", candidates.Take(5).Select(c => string.IsNullOrEmpty(c.ContactNo) ? c.Name : $"{c.Name} ({c.ContactNo})")));

    internal async Task<string> ResolveAsync(
        WorkspaceId workspace, ApiAccess access, string organizationId, OrganizationReader books, Customer customer, CancellationToken cancellationToken)
    {
        var key = KeyOf(customer.Id);
        if (await links.FindAsync(workspace, organizationId, BillyLinkKind.Contact, key, cancellationToken) is { } linked)
            return linked;

        var contacts = await books.ContactsAsync(access, cancellationToken);
        var contact = ContactMatcher.Candidates(customer, contacts) switch
        {
            [] => await CreateAsync(access, contacts, customer, cancellationToken),
            [var only] => only,
            var several => throw new PreparationException(Ambiguous(several)),
        };
        await links.RememberAsync(workspace, organizationId, BillyLinkKind.Contact, key, contact.Id, cancellationToken);
        CrashPoint.Reach("contact.after-link");
        return contact.Id;
    }

    private async Task<BillyContact> CreateAsync(
        ApiAccess access, List<BillyContact> contacts, Customer customer, CancellationToken cancellationToken)
    {
        CrashPoint.Reach("contact.before-create");
        var created = await records.CreateContactAsync(access, Describe(customer), cancellationToken);
        CrashPoint.Reach("contact.after-create");
        contacts.Add(created);
        return created;
    }

    private static NewContact Describe(Customer customer) => new()
    {
        Type = VatSelector.ContactType(customer.Kind),
        Name = customer.Name,
        CountryId = customer.CountryCode,
        Street = customer.Street,
        ZipcodeText = customer.ZipCode,
        CityText = customer.City,
        Phone = customer.Phone,
        ContactNo = customer.CustomerNo,
        RegistrationNo = customer.RegistrationNo,
        Ean = customer.Ean,
        ContactPersons = [.. Persons(customer)],
    };

    // Billy keeps e-mail addresses on persons only (billy-api.md 3.7).
    private static List<NewContactPerson> Persons(Customer customer)
    {
        var persons = customer.Persons.Select(p => new NewContactPerson(p.Name, p.Email, p.IsPrimary)).ToList();
        if (!string.IsNullOrWhiteSpace(customer.Email) && !persons.Exists(p => string.Equals(p.Email, customer.Email, StringComparison.OrdinalIgnoreCase)))
            persons.Insert(0, new NewContactPerson(customer.Name, customer.Email, !persons.Exists(p => p.IsPrimary)));
        return persons;
    }
}
