using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Storage;

namespace PennaPay.Billy.Core.Records.Customers;

/// <summary>Knows of customers whom another system alone describes. What it has a word for is changed there and nowhere else; its next word would write over it.</summary>
public sealed class CustomerOwners(Database database, IEnumerable<ICustomerOwner> owners)
{
    /// <summary>The fields of a <see cref="Customer"/> that an owner describes. Own fields, the number for e-invoices and persons who were added here are everybody's.</summary>
    public static readonly IReadOnlyList<string> Fields =
    [
        nameof(Customer.Name), nameof(Customer.Kind), nameof(Customer.CustomerNo), nameof(Customer.RegistrationNo), nameof(Customer.CountryCode),
        nameof(Customer.Street), nameof(Customer.ZipCode), nameof(Customer.City), nameof(Customer.Email), nameof(Customer.Phone),
    ];

    /// <summary>Who describes a customer; null where nobody does but the people of the workspace.</summary>
    public async Task<CustomerOwner?> FindAsync(WorkspaceId workspace, Guid customer, CancellationToken cancellationToken)
    {
        await using var db = database.Read(workspace);
        return (await OfAsync(db, customer, cancellationToken)).GetValueOrDefault(customer);
    }

    /// <summary>Those that another system describes.</summary>
    /// <param name="db">The workspace.</param>
    /// <param name="customer">The one that is asked about; null for all.</param>
    /// <param name="cancellationToken">Gives up.</param>
    internal async Task<IReadOnlyDictionary<Guid, CustomerOwner>> OfAsync(WorkspaceDbContext db, Guid? customer, CancellationToken cancellationToken)
    {
        var all = new Dictionary<Guid, CustomerOwner>();
        foreach (var owner in owners)
        {
            foreach (var (id, known) in await owner.OfAsync(db, customer, cancellationToken))
                all.TryAdd(id, known);
        }

        return all;
    }

    /// <summary>What another system describes and is about to be changed here; nothing where the customer is nobody's.</summary>
    internal async Task<List<FieldProblem>> CheckAsync(WorkspaceDbContext db, CustomerForm before, Customer customer, CancellationToken cancellationToken)
    {
        var after = CustomerForm.From(customer);
        var changed = Fields.Where(field => !Equals(Of(before, field), Of(after, field))).ToList();
        if (before.Persons.Exists(person => person.OriginId is not null && !after.Persons.Exists(one => IsSame(person, one))))
            changed.Add(nameof(Customer.Persons));
        if (changed.Count == 0 || (await OfAsync(db, customer.Id, cancellationToken)).Count == 0)
            return [];
        return changed.ConvertAll(field => new FieldProblem(field, CustomerProblems.OfAnotherSystem));
    }

    // Who invoices go to first is said here.
    private static bool IsSame(ContactPersonForm one, ContactPersonForm other) =>
        (one.Id, one.Name, one.Email, one.Phone) == (other.Id, other.Name, other.Email, other.Phone);

    private static object? Of(CustomerForm form, string field) => field switch
    {
        nameof(Customer.Name) => form.Name,
        nameof(Customer.Kind) => form.Kind,
        nameof(Customer.CustomerNo) => form.CustomerNo,
        nameof(Customer.RegistrationNo) => form.RegistrationNo,
        nameof(Customer.CountryCode) => form.CountryCode,
        nameof(Customer.Street) => form.Street,
        nameof(Customer.ZipCode) => form.ZipCode,
        nameof(Customer.City) => form.City,
        nameof(Customer.Email) => form.Email,
        nameof(Customer.Phone) => form.Phone,
        _ => throw new ArgumentException($"Nobody describes {field}.", nameof(field)),
    };
}

/// <summary>The account that describes a customer.</summary>
/// <param name="ConnectionId">The connection to it.</param>
/// <param name="System">The system's id.</param>
/// <param name="AccountName">What the account is called there.</param>
public sealed record CustomerOwner(Guid ConnectionId, string System, string? AccountName);
