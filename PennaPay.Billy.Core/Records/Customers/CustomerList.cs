using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Records.Invoices.Lists;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Core.Records.Customers;

public sealed class CustomerList(Database database)
{
    /// <summary>One page in the order of the query; ties are broken by age.</summary>
    public async Task<PageOf<CustomerRow>> PageAsync(WorkspaceId workspace, CustomerQuery query, CancellationToken cancellationToken)
    {
        await using var db = database.Read(workspace);
        var customers = await FoundAsync(db, query, cancellationToken);
        var total = await customers.CountAsync(cancellationToken);

        // Which rows they are is read from indexes alone; only then is each looked up.
        var ids = await Order(db, customers, query).Skip(query.Skip).Take(query.Take)
            .Select(customer => customer.Id)
            .ToListAsync(cancellationToken);
        return new(total, await RowsAsync(db, ids, cancellationToken));
    }

    /// <summary>These customers, in this order; those that are not there are left out.</summary>
    public async Task<IReadOnlyList<CustomerRow>> OfAsync(WorkspaceId workspace, IReadOnlyList<Guid> ids, CancellationToken cancellationToken)
    {
        await using var db = database.Read(workspace);
        return await RowsAsync(db, ids, cancellationToken);
    }

    /// <summary>One customer with its persons; null when there is none of that id in the workspace.</summary>
    public async Task<Customer?> FindAsync(WorkspaceId workspace, Guid id, CancellationToken cancellationToken)
    {
        await using var db = database.Read(workspace);
        return await db.Set<Customer>()
            .Include(customer => customer.Persons.OrderByDescending(person => person.IsPrimary).ThenBy(person => person.Name))
            .FirstOrDefaultAsync(customer => customer.Id == id, cancellationToken);
    }

    /// <summary>Another customer with the same CVR or VAT number, the oldest of several; null when there is none.</summary>
    public async Task<CustomerTwin?> FindTwinAsync(
        WorkspaceId workspace, string? registrationNo, string? countryCode, Guid? except, CancellationToken cancellationToken)
    {
        var country = Countries.Find(countryCode) ?? "";
        if (RegistrationNumber.Normalise(InputText.Line(registrationNo), country) is not { } number)
            return null;
        await using var db = database.Read(workspace);
        return await db.Set<Customer>()
            .Where(customer => customer.RegistrationNo == number && customer.CountryCode == country && customer.Id != except)
            .OrderBy(customer => customer.Id)
            .Select(customer => new CustomerTwin(customer.Id, customer.Name))
            .FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>Those that the query asks for, in no order.</summary>
    internal static async Task<IQueryable<Customer>> FoundAsync(WorkspaceDbContext db, CustomerQuery query, CancellationToken cancellationToken)
    {
        var words = SearchText.WordsOf(query.Search);
        var customers = await SqliteSearch.OfCustomers.FindFewAsync<Customer>(db, words, SqliteSearch.Few, cancellationToken) ?? db.Set<Customer>();
        foreach (var word in words)
            customers = customers.Where(customer => customer.SearchText.Contains(word));
        if (query.Kind is { } kind)
            customers = customers.Where(customer => customer.Kind == kind);
        return customers.Where(customer => customer.IsArchived == query.IsArchived);
    }

    /// <summary>The same in the order of the query.</summary>
    internal static IQueryable<Customer> Order(WorkspaceDbContext db, IQueryable<Customer> customers, CustomerQuery query)
    {
        var named = query.Sort switch
        {
            CustomerSort.CustomerNo => Then(Then(customers.OrderBy(customer => customer.CustomerNo == null), customer => customer.CustomerNo!.Length), customer => customer.CustomerNo),
            CustomerSort.RegistrationNo => Then(customers.OrderBy(customer => customer.RegistrationNo == null), customer => customer.RegistrationNo),
            CustomerSort.Country => Then(First(customer => customer.CountryCode), customer => customer.SearchText),
            CustomerSort.Invoices => First(customer => db.Set<CustomerInvoiceCount>().Where(count => count.CustomerId == customer.Id).Sum(count => count.Count))
                .ThenBy(customer => customer.SearchText),
            _ => First(customer => customer.SearchText),
        };
        return Then(named, customer => customer.Id);

        IOrderedQueryable<Customer> First<TKey>(Expression<Func<Customer, TKey>> key) =>
            query.Descending ? customers.OrderByDescending(key) : customers.OrderBy(key);

        IOrderedQueryable<Customer> Then<TKey>(IOrderedQueryable<Customer> ordered, Expression<Func<Customer, TKey>> key) =>
            query.Descending ? ordered.ThenByDescending(key) : ordered.ThenBy(key);
    }

    private static async Task<IReadOnlyList<CustomerRow>> RowsAsync(WorkspaceDbContext db, IReadOnlyList<Guid> ids, CancellationToken cancellationToken)
    {
        var rows = await db.Set<Customer>()
            .Where(customer => ids.Contains(customer.Id))
            .Select(customer => new CustomerRow(
                customer.Id, customer.Name, customer.Kind, customer.RegistrationNo, customer.CountryCode, customer.City,
                customer.Email, customer.CustomerNo, db.Set<CustomerInvoiceCount>().Where(count => count.CustomerId == customer.Id).Sum(count => count.Count)))
            .ToDictionaryAsync(row => row.Id, cancellationToken);
        return [.. ids.Where(rows.ContainsKey).Select(id => rows[id])];
    }
}
