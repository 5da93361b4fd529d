using System.Globalization;

namespace PennaPay.Billy.Web.Sandbox.Pennylane;

/// <summary>Customers, their contacts, and products.</summary>
public sealed partial class PennylaneCompany
{
    /// <returns>The customer's id.</returns>
    public long AddCustomer(SandboxCustomer customer) => Change(() =>
    {
        var born = Born(customer with { Contacts = [] });
        born = born with
        {
            LedgerAccount = NextId(),
            ExternalReference = born.ExternalReference ?? SomeUuid(born.Id, born.CreatedAt),
        };
        CustomerShelf.Put(born);
        CustomerLog.Add("insert", born, Now, updatesAfter: 1);
        return born.Id;
    });

    /// <summary>Adds a company with a name and nothing else.</summary>
    /// <returns>The customer's id.</returns>
    public long AddCustomer(string name) => AddCustomer(new SandboxCustomer { Name = name });

    /// <exception cref="KeyNotFoundException">There is no such customer.</exception>
    public SandboxCustomer Customer(long id) => Do(() => CustomerShelf.Find(id)) ?? throw None("customer", id);

    /// <exception cref="KeyNotFoundException">There is no such customer.</exception>
    public void EditCustomer(long id, Func<SandboxCustomer, SandboxCustomer> edit) => Change(() =>
    {
        var before = Customer(id);
        return Store(edit(before) with { Id = id, CreatedAt = before.CreatedAt, Contacts = before.Contacts });
    });

    /// <exception cref="KeyNotFoundException">There is no such customer.</exception>
    /// <exception cref="InvalidOperationException">It has invoices.</exception>
    public void DeleteCustomer(long id) => Change(() =>
    {
        var customer = Customer(id);
        if (InvoicesOf(id).Count > 0)
            throw new InvalidOperationException("A customer with invoices cannot be deleted.");
        CustomerShelf.Remove(id);
        CustomerLog.Add("delete", customer, Now);
        return id;
    });

    /// <summary>Puts one customer into another: its invoices and contacts go there, and it is gone.</summary>
    /// <exception cref="KeyNotFoundException">There is no such customer.</exception>
    public void MergeCustomers(long gone, long kept) => Change(() =>
    {
        var (loser, winner) = (Customer(gone), Customer(kept));
        if (gone == kept)
            throw new InvalidOperationException("A customer cannot be merged with itself.");
        foreach (var invoice in InvoicesOf(gone).ToList())
            Store(Invoice(invoice) with { Customer = kept });
        CustomerShelf.Remove(gone);
        CustomerLog.Add("delete", loser, Now);
        return Store(winner with { Contacts = [.. winner.Contacts, .. loser.Contacts] });
    });

    /// <returns>The contact's id.</returns>
    /// <exception cref="KeyNotFoundException">There is no such customer.</exception>
    public long AddContact(long customer, SandboxContact contact) => Change(() =>
    {
        var born = Born(contact);
        StoreContacts(Customer(customer), contacts => [.. contacts, born]);
        return born.Id;
    });

    /// <exception cref="KeyNotFoundException">There is no such contact.</exception>
    public void EditContact(long customer, long id, Func<SandboxContact, SandboxContact> edit) => Change(() =>
    {
        var before = Contact(customer, id);
        var after = edit(before) with { Id = id, CreatedAt = before.CreatedAt, UpdatedAt = Now };
        return StoreContacts(Customer(customer), contacts => [.. contacts.Select(contact => contact.Id == id ? after : contact)]);
    });

    /// <exception cref="KeyNotFoundException">There is no such contact.</exception>
    public void DeleteContact(long customer, long id) => Change(() =>
    {
        var gone = Contact(customer, id);
        return StoreContacts(Customer(customer), contacts => [.. contacts.Where(contact => contact != gone)]);
    });

    /// <returns>The product's id.</returns>
    public long AddProduct(SandboxProduct product) => Change(() =>
    {
        var born = Born(product);
        born = born with { ExternalReference = born.ExternalReference ?? SomeUuid(born.Id, born.CreatedAt) };
        ProductShelf.Put(born);
        ProductLog.Add("insert", born, Now);
        return born.Id;
    });

    /// <exception cref="KeyNotFoundException">There is no such product.</exception>
    public void EditProduct(long id, Func<SandboxProduct, SandboxProduct> edit) => Change(() =>
    {
        var before = ProductShelf.Find(id) ?? throw None("product", id);
        var after = edit(before) with { Id = id, CreatedAt = before.CreatedAt, UpdatedAt = Now };
        ProductShelf.Put(after);
        ProductLog.Add("update", after, Now);
        return id;
    });

    /// <exception cref="KeyNotFoundException">There is no such product.</exception>
    public void DeleteProduct(long id) => Change(() =>
    {
        var gone = ProductShelf.Find(id) ?? throw None("product", id);
        ProductShelf.Remove(id);
        ProductLog.Add("delete", gone, Now);
        return id;
    });

    private SandboxContact Contact(long customer, long id) =>
        Customer(customer).Contacts.FirstOrDefault(contact => contact.Id == id) ?? throw None("contact", id);

    private long Store(SandboxCustomer customer)
    {
        customer = customer with { UpdatedAt = Now };
        CustomerShelf.Put(customer);
        CustomerLog.Add("update", customer, Now);
        return customer.Id;
    }

    private long StoreContacts(SandboxCustomer customer, Func<IReadOnlyList<SandboxContact>, IReadOnlyList<SandboxContact>> change)
    {
        var changed = customer with { Contacts = change(customer.Contacts) };
        if (behaviour.ContactsAreLogged)
            return Store(changed);
        CustomerShelf.Put(changed);
        return customer.Id;
    }

    /// <summary>A text in the form of a UUID of version 7, the same for the same record.</summary>
    private static string SomeUuid(long id, DateTimeOffset time) => string.Create(
        CultureInfo.InvariantCulture,
        $"{time.ToUnixTimeMilliseconds() >> 16:x8}-{time.ToUnixTimeMilliseconds() & 0xffff:x4}-7{(id >> 48) & 0xfff:x3}-8{(id >> 36) & 0xfff:x3}-{id & 0xffffffffffff:x12}");
}
