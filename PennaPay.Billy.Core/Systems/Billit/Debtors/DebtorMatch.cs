using PennaPay.Billy.Core.Records.Customers;

namespace PennaPay.Billy.Core.Systems.Billit.Debtors;

/// <summary>Which of a company's parties a customer is. Pure; it never joins two people.</summary>
internal static class DebtorMatch
{
    /// <param name="customer">Who is looked for.</param>
    /// <param name="parties">All that there are.</param>
    /// <param name="checksEmail">Whether an e-mail in common tells anything.</param>
    /// <param name="holders">Which of our customers, besides this one, each party is linked with; null for none.</param>
    /// <param name="ours">What this program calls the party of this customer, where it made one.</param>
    /// <returns>Those that it may be: several are a question, and so is one alone that another customer of ours has already.</returns>
    public static DebtorCandidates Of(
        Customer customer, IEnumerable<KnownParty> parties, bool checksEmail, Func<long, IReadOnlyList<Customer>?> holders, string ours)
    {
        var number = NumberOf(customer);
        List<KnownParty> found = [];
        var isTaken = false;
        foreach (var party in parties)
        {
            var byNumber = number is not null && party.Numbers.Contains(number);
            if (!byNumber && !(checksEmail && HasEmail(party, customer.Email)) || IsSomebodyElse(customer, number, party))
                continue;
            if (!(holders(party.PartyId) ?? []).All(holder => IsSame(customer, holder)) || IsMadeForAnother(customer, party, ours))
            {
                // A mailbox in common is no reason to ask: it then gets a party of its own. A number in common is.
                if (!byNumber)
                    continue;
                isTaken = true;
            }

            found.Add(party);
        }

        return new(found, found.Count > 1 || isTaken);
    }

    /// <summary>
    /// Whether two customers of ours are one and the same beyond doubt, so that they may share a party: the same number, or none to tell them
    /// apart by and the same e-mail, name and kind.
    /// </summary>
    public static bool IsSame(Customer one, Customer other) => (NumberOf(one), NumberOf(other)) switch
    {
        ({ } number, { } otherNumber) => number == otherNumber,
        (null, null) => one.Kind == other.Kind && Same(one.Email, other.Email) && Same(one.Name, other.Name),
        _ => false,
    };

    /// <summary>What a company is registered by, in one form; a private person by nothing.</summary>
    public static string? NumberOf(Customer customer) => customer.Kind == CustomerKind.Person ? null : PartyNumbers.Of(customer.RegistrationNo, customer.CountryCode);

    // Two may share a mailbox; what they are registered by, or that one of them is a private person, tells them apart.
    private static bool IsSomebodyElse(Customer customer, string? number, KnownParty party) =>
        number is not null && party.Numbers.Count > 0 && !party.Numbers.Contains(number)
        || customer.Kind == CustomerKind.Person && party.Numbers.Count > 0
        || number is not null && party.IsPrivate;

    // Whose it is nobody knows any more; another installation, or this one before links were lost, made it for somebody.
    private static bool IsMadeForAnother(Customer customer, KnownParty party, string ours) =>
        party.ExternalId is { } id && PartyIntention.IsExternalId(id) && id != ours && !Same(party.Name, customer.Name);

    private static bool HasEmail(KnownParty party, string? email) =>
        !string.IsNullOrWhiteSpace(email) && party.Emails.Contains(email.Trim(), StringComparer.OrdinalIgnoreCase);

    private static bool Same(string? one, string? other) =>
        !string.IsNullOrWhiteSpace(one) && string.Equals(one.Trim(), other?.Trim(), StringComparison.OrdinalIgnoreCase);
}

/// <summary>The parties that a customer may be.</summary>
/// <param name="Parties">Each once.</param>
/// <param name="IsQuestion">Whether only a person can tell.</param>
internal sealed record DebtorCandidates(IReadOnlyList<KnownParty> Parties, bool IsQuestion)
{
    /// <summary>The question, for whoever reads it.</summary>
    public Failure Question => new(
        FailureCodes.ContactAmbiguous, string.Join(", ", Parties.Take(5).Select(party => string.IsNullOrEmpty(party.Nr) ? party.Name : $"{party.Name} ({party.Nr})")));
}
