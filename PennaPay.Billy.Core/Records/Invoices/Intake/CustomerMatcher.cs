using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Storage;

namespace PennaPay.Billy.Core.Records.Invoices.Intake;

/// <summary>
/// Tells which customer a source means: by registration number, then GLN, then customer number, then exact name and
/// country. Stored customers are never changed by what comes in.
/// </summary>
internal sealed class CustomerMatcher
{
    private readonly Dictionary<(string Country, string Number), Customer> byRegistrationNo = [];
    private readonly Dictionary<string, Customer> byEan = [];
    private readonly Dictionary<string, Customer> byCustomerNo = [];
    private readonly Dictionary<(string Country, string Name), Customer> byName = [];

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
        foreach (var customer in known.OrderBy(customer => customer.Id))
            matcher.Add(customer);
        return matcher;

        Task<List<Customer>> FindAsync(Func<Customer, string?> key, Func<List<string>, IQueryable<Customer>> query) =>
            ManyKeys.FindAsync(wanted.Select(key).OfType<string>(), query, cancellationToken);
    }

    /// <summary>The customer that is meant; null when nobody is.</summary>
    public Customer? Find(Customer wanted) =>
        wanted.RegistrationNo is { } number && byRegistrationNo.TryGetValue((wanted.CountryCode, number), out var customer)
        || wanted.Ean is { } ean && byEan.TryGetValue(ean, out customer)
        || wanted.CustomerNo is { } customerNo && byCustomerNo.TryGetValue(customerNo, out customer)
        || byName.TryGetValue((wanted.CountryCode, wanted.Name), out customer) && Agrees(wanted, customer)
            ? customer
            : null;

    /// <summary>Makes a customer findable; of several that answer to the same, the oldest does.</summary>
    public void Add(Customer customer)
    {
        if (customer.RegistrationNo is { } number)
            byRegistrationNo.TryAdd((customer.CountryCode, number), customer);
        if (customer.Ean is { } ean)
            byEan.TryAdd(ean, customer);
        if (customer.CustomerNo is { } customerNo)
            byCustomerNo.TryAdd(customerNo, customer);
        byName.TryAdd((customer.CountryCode, customer.Name), customer);
    }

    /// <summary>Two companies may share a name, but not with two registration numbers or two customer numbers.</summary>
    private static bool Agrees(Customer wanted, Customer found) =>
        Same(wanted.RegistrationNo, found.RegistrationNo) && Same(wanted.CustomerNo, found.CustomerNo);

    private static bool Same(string? one, string? other) => one is null || other is null || one == other;
}
