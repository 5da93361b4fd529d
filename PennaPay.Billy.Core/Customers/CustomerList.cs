using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Core.Workspaces;

namespace PennaPay.Billy.Core.Customers;

/// <summary>Which customers to list; the order is by name.</summary>
public sealed record CustomerQuery(string? Search = null, int Skip = 0, int Take = 50);

/// <summary>One customer as the list and the customer picker show it.</summary>
public sealed record CustomerRow(
    Guid Id, string Name, CustomerKind Kind, string? RegistrationNo, string CountryCode, string? City, string? Email, string? CustomerNo);

/// <summary>Some customers of all that match.</summary>
public sealed record CustomerPage(int Total, IReadOnlyList<CustomerRow> Rows);

/// <summary>Reads customers.</summary>
public sealed class CustomerList(Database database)
{
    /// <summary>One page, in the order of the names.</summary>
    public async Task<CustomerPage> PageAsync(WorkspaceId workspace, CustomerQuery query, CancellationToken cancellationToken)
    {
        await using var db = database.Read(workspace);
        IQueryable<Customer> customers = db.Set<Customer>();
        foreach (var word in SearchText.WordsOf(query.Search))
            customers = customers.Where(customer => customer.SearchText.Contains(word));
        var total = await customers.CountAsync(cancellationToken);
        var rows = await customers
            .OrderBy(customer => customer.SearchText).ThenBy(customer => customer.Id)
            .Skip(query.Skip).Take(query.Take)
            .Select(customer => new CustomerRow(
                customer.Id, customer.Name, customer.Kind, customer.RegistrationNo, customer.CountryCode, customer.City,
                customer.Email, customer.CustomerNo))
            .ToListAsync(cancellationToken);
        return new(total, rows);
    }

    /// <summary>One customer with its persons; null when there is none of that id in the workspace.</summary>
    public async Task<Customer?> FindAsync(WorkspaceId workspace, Guid id, CancellationToken cancellationToken)
    {
        await using var db = database.Read(workspace);
        return await db.Set<Customer>()
            .Include(customer => customer.Persons.OrderByDescending(person => person.IsPrimary).ThenBy(person => person.Name))
            .FirstOrDefaultAsync(customer => customer.Id == id, cancellationToken);
    }
}
