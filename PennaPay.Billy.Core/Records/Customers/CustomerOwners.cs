using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Storage;

namespace PennaPay.Billy.Core.Records.Customers;

/// <summary>Knows of customers whom another system alone describes. What it has a word for is changed there and nowhere else; its next word would write over it.</summary>
public sealed class CustomerOwners(Database database, IEnumerable<ICustomerOwner> owners)
{
    /// <summary>What an owner describes. Own fields, the number for e-invoices and persons who were added here are everybody's.</summary>
    private static readonly (string Field, Func<CustomerForm, object?> Of)[] Described =
    [
        (nameof(Customer.Name), form => form.Name), (nameof(Customer.Kind), form => form.Kind), (nameof(Customer.CustomerNo), form => form.CustomerNo),
        (nameof(Customer.RegistrationNo), form => form.RegistrationNo), (nameof(Customer.CountryCode), form => form.CountryCode),
        (nameof(Customer.Street), form => form.Street), (nameof(Customer.ZipCode), form => form.ZipCode), (nameof(Customer.City), form => form.City),
        (nameof(Customer.Email), form => form.Email), (nameof(Customer.Phone), form => form.Phone),
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
    internal async Task<IReadOnlyList<FieldProblem>> CheckAsync(WorkspaceDbContext db, CustomerForm before, Customer customer, CancellationToken cancellationToken) =>
        Check(before, customer) is { Count: > 0 } problems && (await OfAsync(db, customer.Id, cancellationToken)).Count > 0 ? problems : [];

    /// <summary>The same of a customer whom another system is known to describe.</summary>
    internal static IReadOnlyList<FieldProblem> Check(CustomerForm before, Customer customer)
    {
        var after = CustomerForm.From(customer);
        var problems = ChangedFields(before, after).Select(field => new FieldProblem(field, CustomerProblems.OfAnotherSystem)).ToList();
        if (before.Persons.Exists(person => person.OriginId is not null && !after.Persons.Exists(one => IsSame(person, one))))
            problems.Add(new(nameof(Customer.Persons), CustomerProblems.OfAnotherSystem));
        return problems;
    }

    /// <summary>The fields that an owner describes and in which two forms differ.</summary>
    internal static IEnumerable<string> ChangedFields(CustomerForm one, CustomerForm other) =>
        Described.Where(field => !Equals(field.Of(one), field.Of(other))).Select(field => field.Field);

    // Who invoices go to first is said here.
    private static bool IsSame(ContactPersonForm one, ContactPersonForm other) =>
        (one.Id, one.Name, one.Email, one.Phone) == (other.Id, other.Name, other.Email, other.Phone);
}

/// <summary>The account that describes a customer.</summary>
/// <param name="ConnectionId">The connection to it.</param>
/// <param name="System">The system's id.</param>
/// <param name="AccountName">What the account is called there.</param>
public sealed record CustomerOwner(Guid ConnectionId, string System, string? AccountName);
