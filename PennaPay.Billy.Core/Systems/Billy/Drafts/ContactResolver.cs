using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Links;
using PennaPay.Billy.Core.Push.Targets;
using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Systems.Billy.Api;
using PennaPay.Billy.Core.Systems.Billy.Postings.Books;

namespace PennaPay.Billy.Core.Systems.Billy.Drafts;

/// <summary>Finds or creates a customer's contact in Billy: the stored link first, Billy only for what is missing.</summary>
internal sealed class ContactResolver(BillyRecords records, RecordLinks links)
{
    /// <summary>The question that several candidates are.</summary>
    internal static Failure Ambiguous(IEnumerable<BillyContact> candidates) => new(
        FailureCodes.ContactAmbiguous,
        string.Join(", ", candidates.Take(5).Select(c => string.IsNullOrEmpty(c.ContactNo) ? c.Name : $"{c.Name} ({c.ContactNo})")));

    internal async Task<Resolved<string>> ResolveAsync(
        PushContext context, OrganizationReader books, Customer customer, CancellationToken cancellationToken)
    {
        var (workspace, connection) = (context.Workspace, context.Connection.Id);
        if (await links.FindAsync(workspace, connection, RecordKind.Contact, customer.Id, cancellationToken) is { } linked)
            return linked;

        // Keeping both sides alike may be creating it just now.
        using var claim = await links.ClaimAsync(connection, RecordKind.Contact, customer.Id, cancellationToken);
        if (await links.FindAsync(workspace, connection, RecordKind.Contact, customer.Id, cancellationToken) is { } meanwhile)
            return meanwhile;
        var contacts = await books.ContactsAsync(context.Access, cancellationToken);
        var candidates = ContactMatcher.Candidates(customer, contacts);
        if (candidates.Count > 1)
            return Ambiguous(candidates);
        var contact = candidates is [var only] ? only : await CreateAsync(context.Access, contacts, customer, cancellationToken);
        await links.RememberAsync(workspace, connection, RecordKind.Contact, customer.Id, contact.Id, cancellationToken);
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

    // Billy keeps e-mail addresses on persons only.
    private static List<NewContactPerson> Persons(Customer customer)
    {
        var persons = customer.Persons.Select(p => new NewContactPerson(p.Name, p.Email, p.IsPrimary)).ToList();
        if (!string.IsNullOrWhiteSpace(customer.Email) && !persons.Exists(p => string.Equals(p.Email, customer.Email, StringComparison.OrdinalIgnoreCase)))
            persons.Insert(0, new NewContactPerson(customer.Name, customer.Email, !persons.Exists(p => p.IsPrimary)));
        return persons;
    }
}
