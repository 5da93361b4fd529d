using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Systems.Billy.Api;
using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Core.Systems.Billy.Drafts;

/// <summary>Which of Billy's contacts a customer is. Pure.</summary>
internal static class ContactMatcher
{
    /// <summary>
    /// The contacts that fit, by the first of these that any contact fits: company number, customer number, e-mail, name.
    /// More than one is a question for the user, never a guess.
    /// </summary>
    public static IReadOnlyList<BillyContact> Candidates(Customer customer, IEnumerable<BillyContact> contacts)
    {
        var number = RegistrationNumber.Normalise(customer.RegistrationNo, customer.CountryCode);
        var possible = contacts.Where(contact => contact.IsArchived != true && !IsSomebodyElse(contact, number)).ToList();
        return FirstFit(
            possible,
            contact => number is not null && NumberOf(contact) == number,
            contact => Same(customer.CustomerNo, contact.ContactNo),
            contact => contact.ContactPersons.Any(person => Same(customer.Email, person.Email)),
            contact => Same(customer.Name, contact.Name));
    }

    private static List<BillyContact> FirstFit(
        IReadOnlyList<BillyContact> contacts, params ReadOnlySpan<Func<BillyContact, bool>> tests)
    {
        foreach (var test in tests)
        {
            var fitting = contacts.Where(test).ToList();
            if (fitting.Count > 0)
                return fitting;
        }

        return [];
    }

    // Two companies may share a name or a mailbox; their numbers tell them apart.
    private static bool IsSomebodyElse(BillyContact contact, string? number) =>
        number is not null && NumberOf(contact) is { } other && other != number;

    private static string? NumberOf(BillyContact contact) =>
        RegistrationNumber.Normalise(contact.RegistrationNo, contact.CountryId ?? Countries.Denmark);

    private static bool Same(string? ours, string? billys) =>
        !string.IsNullOrWhiteSpace(ours) && string.Equals(ours.Trim(), billys?.Trim(), StringComparison.OrdinalIgnoreCase);
}
