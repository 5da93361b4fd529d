using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Records.CustomFields;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Storage;

namespace PennaPay.Billy.Core.Records.Customers;

/// <summary>Creates, changes and deletes customers.</summary>
public sealed class CustomerEditor(Database database, TimeProvider time, CustomerOwners owners)
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

    /// <summary>Puts customers aside, or takes them back.</summary>
    /// <param name="actor">Who wants it.</param>
    /// <param name="ids">The customers; those that are as wanted already, or are none, are passed over.</param>
    /// <param name="isArchived">Whether they are to be aside.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>How many were changed.</returns>
    public Task<int> ArchiveAsync(Actor actor, IReadOnlyCollection<Guid> ids, bool isArchived, CancellationToken cancellationToken) =>
        database.WriteAsync(actor, Permission.EditCustomers, (db, token) => ArchiveAsync(db, ids, isArchived, token), cancellationToken);

    /// <summary>The same within a transaction.</summary>
    internal static async Task<int> ArchiveAsync(WorkspaceDbContext db, IReadOnlyCollection<Guid> ids, bool isArchived, CancellationToken cancellationToken)
    {
        var changed = await db.Set<Customer>().Where(customer => ids.Contains(customer.Id) && customer.IsArchived != isArchived)
            .ExecuteUpdateAsync(update => update.SetProperty(customer => customer.IsArchived, isArchived).SetProperty(customer => customer.Version, customer => customer.Version + 1), cancellationToken);
        if (changed > 0)
            db.Audit(isArchived ? "customer.archived" : "customer.restored", nameof(Customer), ids.Count == 1 ? ids.First().ToString() : null, changed);
        return changed;
    }

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
        List<FieldProblem> problems = [.. CustomerRules.Check(customer), .. draft.Id is null ? [] : await owners.CheckAsync(db, before, customer, cancellationToken), .. unfit];
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
