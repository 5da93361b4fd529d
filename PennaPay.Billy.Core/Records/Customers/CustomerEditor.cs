using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Records.CustomFields;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Storage;

namespace PennaPay.Billy.Core.Records.Customers;

/// <summary>Creates, changes and deletes customers.</summary>
public sealed class CustomerEditor(Database database, TimeProvider time, IEnumerable<ICustomerOwner>? owners = null)
{
    /// <summary>Stores the form, unless it breaks <see cref="CustomerRules"/>. A new name is copied to the customer's invoices in the same transaction.</summary>
    public Task<SaveResult> SaveAsync(Actor actor, CustomerForm draft, CancellationToken cancellationToken)
    {
        // The form may be typed into while this waits for its turn.
        var form = draft.Copy();
        return database.WriteAsync(actor, Permission.EditCustomers, (db, token) => SaveAsync(db, actor.Workspace, form, token), cancellationToken);
    }

    /// <summary>Deletes it with its contact persons, unless invoices are made out to it.</summary>
    public Task<DeleteCustomerResult> DeleteAsync(Actor actor, Guid id, CancellationToken cancellationToken) =>
        database.WriteAsync(actor, Permission.EditCustomers, (db, token) => DeleteAsync(db, id, token), cancellationToken);

    private static async Task<DeleteCustomerResult> DeleteAsync(WorkspaceDbContext db, Guid id, CancellationToken cancellationToken)
    {
        if (await db.Set<Customer>().FirstOrDefaultAsync(known => known.Id == id, cancellationToken) is not { } customer)
            return new DeleteCustomerResult.NotFound();
        if (await db.Set<Invoice>().CountAsync(invoice => invoice.CustomerId == id, cancellationToken) is > 0 and var count)
            return new DeleteCustomerResult.HasInvoices(count);
        db.Remove(customer);
        db.Audit("customer.deleted", nameof(Customer), id);
        return new DeleteCustomerResult.Deleted();
    }

    // What another system has no word for (own fields, persons, the number for e-invoices) is everybody's.
    private async Task<List<FieldProblem>> OwnedAsync(WorkspaceDbContext db, Customer customer, CustomerForm before, CancellationToken cancellationToken)
    {
        List<FieldProblem> problems = [];
        foreach (var (field, old, now) in new (string, object?, object?)[]
        {
            (nameof(Customer.Name), before.Name, customer.Name), (nameof(Customer.Kind), before.Kind, customer.Kind), (nameof(Customer.CustomerNo), before.CustomerNo, customer.CustomerNo),
            (nameof(Customer.RegistrationNo), before.RegistrationNo, customer.RegistrationNo), (nameof(Customer.CountryCode), before.CountryCode, customer.CountryCode),
            (nameof(Customer.Street), before.Street, customer.Street), (nameof(Customer.ZipCode), before.ZipCode, customer.ZipCode), (nameof(Customer.City), before.City, customer.City),
            (nameof(Customer.Email), before.Email, customer.Email), (nameof(Customer.Phone), before.Phone, customer.Phone),
        })
        {
            if (!Equals(old, now))
                problems.Add(new(field, CustomerProblems.OfAnotherSystem));
        }

        if (problems.Count == 0)
            return problems;
        foreach (var owner in owners ?? [])
        {
            if (await owner.OwnsAsync(db, customer.Id, cancellationToken))
                return problems;
        }

        return [];
    }

    private async Task<SaveResult> SaveAsync(
        WorkspaceDbContext db, WorkspaceId workspace, CustomerForm draft, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var customer = draft.Id is not { } id
            ? new Customer { Id = Guid.CreateVersion7(now), WorkspaceId = workspace, CreatedAt = now, Version = 0 }
            : await db.Set<Customer>().Include(known => known.Persons)
                .FirstOrDefaultAsync(known => known.Id == id, cancellationToken);
        if (customer is null)
            return new SaveResult.NotFound();
        if (draft.Id is not null && customer.Version != draft.Version)
            return new SaveResult.ChangedMeanwhile();

        var oldName = customer.Name;
        var before = CustomerForm.From(customer);
        draft.CopyTo(customer);
        var (values, unfit) = CustomValueRules.Settle(await CustomFieldList.OfAsync(db, CustomFieldRecord.Customer, cancellationToken), customer.CustomValues, draft.CustomValues);
        customer.CustomValues = values;
        List<FieldProblem> problems = [.. CustomerRules.Check(customer), .. await OwnedAsync(db, customer, before, cancellationToken), .. unfit];
        if (problems.Count > 0)
        {
            db.ChangeTracker.Clear();
            return new SaveResult.Invalid(problems);
        }
        customer.UpdatedAt = now;
        customer.Version++;
        if (draft.Id is null)
            db.Add(customer);
        else if (customer.Name != oldName)
            await InvoiceKeys.RenameCustomerAsync(db, customer, cancellationToken);
        db.Audit(draft.Id is null ? "customer.created" : "customer.changed", nameof(Customer), customer.Id);
        return new SaveResult.Saved(customer.Id, customer.Version);
    }
}
