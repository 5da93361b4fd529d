using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Storage;

namespace PennaPay.Billy.Core.Records.Invoices.Intake;

/// <summary>Finds the customer of each invoice that comes in: the one that its source knows, one that matches, or a new one.</summary>
internal sealed class IncomingCustomers
{
    private readonly CustomerMatcher matcher;
    private readonly Dictionary<Guid, Customer> chosen;
    private readonly Dictionary<Guid, Customer> made = [];

    /// <summary>How many are new and have not been taken yet.</summary>
    public int Made => made.Count;

    private IncomingCustomers(CustomerMatcher matcher, Dictionary<Guid, Customer> chosen) => (this.matcher, this.chosen) = (matcher, chosen);

    public static async Task<IncomingCustomers> LoadAsync(
        WorkspaceDbContext db, IReadOnlyList<IncomingInvoice> fresh, CancellationToken cancellationToken)
    {
        var chosen = await ManyKeys.FindAsync(
            fresh.Select(incoming => incoming.KnownCustomerId).OfType<Guid>(),
            ids => db.Set<Customer>().AsNoTracking().Where(customer => ids.Contains(customer.Id)),
            cancellationToken);
        var wanted = fresh.Where(incoming => incoming is { KnownCustomerId: null, IsNewCustomer: false }).Select(incoming => incoming.Customer).ToList();
        return new(await CustomerMatcher.LoadAsync(db, wanted, cancellationToken), chosen.ToDictionary(customer => customer.Id));
    }

    /// <summary>Makes the invoice out to its customer; false when the one that its source knows is not here.</summary>
    public bool Settle(IncomingInvoice incoming)
    {
        if (incoming.KnownCustomerId is { } id)
        {
            if (!chosen.TryGetValue(id, out var known))
                return false;
            incoming.Invoice.SetCustomer(known);
            return true;
        }
        var customer = incoming.IsNewCustomer ? null : matcher.Find(incoming.Customer);
        if (customer is null)
        {
            customer = incoming.Customer;
            if (made.TryAdd(customer.Id, customer))
                matcher.Add(customer);
        }
        incoming.Invoice.SetCustomer(customer);
        return true;
    }

    /// <summary>The customer, once, if it is new and must be stored.</summary>
    public Customer? TakeNew(Guid customerId) => made.Remove(customerId, out var customer) ? customer : null;
}
