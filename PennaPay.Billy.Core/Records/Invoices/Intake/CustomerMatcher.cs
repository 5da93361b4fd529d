using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Storage;

namespace PennaPay.Billy.Core.Records.Invoices.Intake;

/// <summary>
/// Tells which customer a source means: by registration number, then GLN, then customer number, then exact name and
/// country. Of several that answer to the same number the one of the same name does, else the oldest. Stored customers are never
/// changed by what comes in.
/// </summary>
internal sealed class CustomerMatcher
{
    private readonly Dictionary<(string Country, string Number), List<Customer>> byRegistrationNo = [];
    private readonly Dictionary<string, List<Customer>> byEan = [];
    private readonly Dictionary<string, List<Customer>> byCustomerNo = [];
    private readonly Dictionary<(string Country, string Name), List<Customer>> byName = [];

    private CustomerMatcher()
    {
    }

    /// <summary>Loads the stored customers that any of these could be.</summary>
    public static async Task<CustomerMatcher> LoadAsync(
        WorkspaceDbContext db, IReadOnlyCollection<Customer> wanted, CancellationToken cancellationToken)
    {
        var customers = db.Set<Customer>().AsNoTracking();
        List<Customer> known =
        [
            .. await FindAsync(customer => customer.RegistrationNo, keys => customers.Where(customer => keys.Contains(customer.RegistrationNo!))),
            .. await FindAsync(customer => customer.Ean, keys => customers.Where(customer => keys.Contains(customer.Ean!))),
            .. await FindAsync(customer => customer.CustomerNo, keys => customers.Where(customer => keys.Contains(customer.CustomerNo!))),
            .. await FindAsync(customer => customer.Name, keys => customers.Where(customer => keys.Contains(customer.Name))),
        ];
        var matcher = new CustomerMatcher();
        foreach (var customer in known.DistinctBy(customer => customer.Id).OrderBy(customer => customer.Id))
            matcher.Add(customer);
        return matcher;

        Task<List<Customer>> FindAsync(Func<Customer, string?> key, Func<List<string>, IQueryable<Customer>> query) =>
            ManyKeys.FindAsync(wanted.Select(key).OfType<string>(), query, cancellationToken);
    }

    /// <summary>Whether two names are one but for case, spaces and punctuation.</summary>
    public static bool IsSameName(string one, string other) =>
        one == other || string.Equals(LettersOf(one), LettersOf(other), StringComparison.OrdinalIgnoreCase);

    /// <summary>The customer that is meant; null when nobody is.</summary>
    public Customer? Find(Customer wanted) => Match(wanted)?.Customer;

    /// <summary>The customer that is meant, and by what that is told; null when nobody is.</summary>
    public CustomerMatch? Match(Customer wanted)
    {
        if (wanted.RegistrationNo is { } number && byRegistrationNo.TryGetValue((wanted.CountryCode, number), out var several))
            return new(Best(several, wanted), CustomerMatchKey.RegistrationNo);
        if (wanted.Ean is { } ean && byEan.TryGetValue(ean, out several))
            return new(Best(several, wanted), CustomerMatchKey.Ean);
        if (wanted.CustomerNo is { } customerNo && byCustomerNo.TryGetValue(customerNo, out several))
            return new(Best(several, wanted), CustomerMatchKey.CustomerNo);
        return byName.TryGetValue((wanted.CountryCode, wanted.Name), out several) && several.Find(customer => Agrees(wanted, customer)) is { } namesake
            ? new(namesake, CustomerMatchKey.Name)
            : null;
    }

    /// <summary>Makes a customer findable.</summary>
    public void Add(Customer customer)
    {
        if (customer.RegistrationNo is { } number)
            Add(byRegistrationNo, (customer.CountryCode, number), customer);
        if (customer.Ean is { } ean)
            Add(byEan, ean, customer);
        if (customer.CustomerNo is { } customerNo)
            Add(byCustomerNo, customerNo, customer);
        Add(byName, (customer.CountryCode, customer.Name), customer);
    }

    private static void Add<TKey>(Dictionary<TKey, List<Customer>> customers, TKey key, Customer customer)
        where TKey : notnull
    {
        if (customers.TryGetValue(key, out var several))
            several.Add(customer);
        else
            customers.Add(key, [customer]);
    }

    private static Customer Best(List<Customer> several, Customer wanted) =>
        several.Find(customer => IsSameName(customer.Name, wanted.Name)) ?? several[0];

    /// <summary>Two companies may share a name, but not with two registration numbers or two customer numbers.</summary>
    private static bool Agrees(Customer wanted, Customer found) =>
        Same(wanted.RegistrationNo, found.RegistrationNo) && Same(wanted.CustomerNo, found.CustomerNo);

    private static bool Same(string? one, string? other) => one is null || other is null || one == other;

    private static string LettersOf(string name) => string.Concat(name.Where(char.IsLetterOrDigit));
}
