using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Links;
using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Records.Invoices.Intake;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Core.Sync.Sources.Storing;

/// <summary>Stores customers and their contact persons as a source has them. Each is a customer of its own: nobody who was here is taken for one of them.</summary>
internal sealed class SourceCustomers(TimeProvider time)
{
    public async Task StoreAsync(WorkspaceDbContext db, Connection connection, SourceRows known, SourceStep step, SourceTally tally, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var ours = step.Customers.Select(customer => customer.Id).Concat(step.Persons.Select(persons => persons.CustomerId))
            .Select(id => known.Links.GetValueOrDefault(id)?.LocalId).OfType<Guid>();
        var stored = (await ManyKeys.FindAsync(ours.Distinct(), ids => db.Set<Customer>().AsTracking().Include(customer => customer.Persons).Where(customer => ids.Contains(customer.Id)), cancellationToken))
            .ToDictionary(customer => customer.Id);
        foreach (var incoming in step.Customers)
            await StoreAsync(db, connection, known, stored, incoming, tally, now, cancellationToken);
        foreach (var persons in step.Persons)
        {
            if (known.WhyNot(persons.CustomerId) is null && known.Links.TryGetValue(persons.CustomerId, out var link) && stored.TryGetValue(link.LocalId, out var customer)
                && Replace(db, customer, persons))
                Touch(customer, tally, now);
        }

        foreach (var gone in step.CustomersGone.Where(known.Links.ContainsKey))
        {
            var account = Account(db, connection, known, gone);
            account.Name ??= stored.GetValueOrDefault(known.Links[gone].LocalId)?.Name;
            if (account.GoneAt is null)
                tally.Store();
            account.GoneAt ??= now;
        }
    }

    private static async Task StoreAsync(
        WorkspaceDbContext db, Connection connection, SourceRows known, Dictionary<Guid, Customer> stored, SourceCustomer incoming, SourceTally tally, DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        if (known.Links.TryGetValue(incoming.Id, out var link) && !stored.ContainsKey(link.LocalId))
        {
            NoteDeletedHere(db, connection, known, incoming.Id, now, tally);
        }

        if (known.Accounts.GetValueOrDefault(incoming.Id) is { } account && (Shortened(incoming.Form.Name) ?? account.Name) is var name && (account.Name, account.GoneAt) != (name, null))
        {
            (account.Name, account.GoneAt) = (name, null);
            tally.Store();
        }

        if (known.WhyNot(incoming.Id) is { } reason)
        {
            tally.LeaveOut(reason);
            return;
        }

        if (link is not null)
        {
            var customer = stored[link.LocalId];
            var (before, called) = (CustomerForm.From(customer), customer.Name);
            var form = Of(incoming.Form, before.Persons);
            // What the source has no word for is whoever's wrote it here.
            form.Ean ??= before.Ean;
            form.CopyTo(customer);
            if (CustomerRules.CheckImported(customer).Count > 0)
            {
                before.CopyTo(customer);
                tally.LeaveOut(LeftOutReason.Unreadable);
            }
            else if (!Same(before, CustomerForm.From(customer)))
            {
                Touch(customer, tally, now);
                if (customer.Name != called)
                    await InvoiceKeys.RenameCustomerAsync(db, customer, cancellationToken);
            }

            return;
        }

        var made = new Customer { Id = Guid.CreateVersion7(now), WorkspaceId = db.Workspace, CreatedAt = now, UpdatedAt = now };
        Of(incoming.Form, []).CopyTo(made);
        if (CustomerRules.CheckImported(made).Count > 0)
        {
            tally.LeaveOut(LeftOutReason.Unreadable);
            return;
        }

        db.Add(made);
        stored[made.Id] = made;
        known.Links[incoming.Id] = db.Add(new RecordLink { ConnectionId = connection.Id, Kind = RecordKind.Contact, LocalId = made.Id, RemoteId = incoming.Id, LinkedAt = now }).Entity;
        tally.Store();
    }

    /// <summary>Somebody deleted a customer here; that holds.</summary>
    public static void NoteDeletedHere(WorkspaceDbContext db, Connection connection, SourceRows known, string id, DateTimeOffset now, SourceTally tally)
    {
        if (known.Links.Remove(id, out var link))
            db.Remove(link);
        Account(db, connection, known, id).DeletedAt ??= now;
        tally.Store();
    }

    /// <summary>What is remembered of a customer, from now on.</summary>
    public static SourceAccount Account(WorkspaceDbContext db, Connection connection, SourceRows known, string id) =>
        known.Accounts.TryGetValue(id, out var account) ? account : known.Accounts[id] = db.Add(new SourceAccount { ConnectionId = connection.Id, RemoteId = id }).Entity;

    // Persons whom somebody added here stay.
    private static bool Replace(WorkspaceDbContext db, Customer customer, SourcePersons told)
    {
        var changed = false;
        var persons = told.Persons.Where(person => !string.IsNullOrWhiteSpace(person.Form.Name)).Select(person => (Id: $"{told.Sort}:{person.Id}", person.Form)).ToList();
        foreach (var gone in customer.Persons.Where(person => person.OriginId?.StartsWith(told.Sort + ':', StringComparison.Ordinal) == true && !persons.Exists(one => one.Id == person.OriginId)).ToList())
            changed |= customer.Persons.Remove(gone);
        foreach (var (id, form) in persons)
        {
            var person = customer.Persons.Find(known => known.OriginId == id);
            if (person is null)
            {
                if (customer.Persons.Count >= CustomerRules.MaxPersons)
                    continue;
                customer.Persons.Add(person = new() { Id = Guid.CreateVersion7(), WorkspaceId = db.Workspace, CustomerId = customer.Id, OriginId = id });
                db.Add(person);
                changed = true;
            }

            // As a form tidies them, so that storing them again changes nothing.
            var now = (Shortened(InputText.Line(form.Name)) ?? "", Fitting(InputText.Line(form.Email), CustomerRules.MaxEmail), Fitting(InputText.Line(form.Phone), CustomerRules.MaxShortText));
            changed |= now != (person.Name, person.Email, person.Phone);
            (person.Name, person.Email, person.Phone) = now;
        }

        return changed;
    }

    private static CustomerForm Of(CustomerForm told, List<ContactPersonForm> persons)
    {
        var form = told.Copy();
        form.Persons = persons;
        return form;
    }

    private static bool Same(CustomerForm one, CustomerForm other) => !CustomerOwners.ChangedFields(one, other).Any() && one.Ean == other.Ean;

    private static void Touch(Customer customer, SourceTally tally, DateTimeOffset now)
    {
        customer.UpdatedAt = now;
        customer.Version++;
        tally.Store();
    }

    private static string? Shortened(string? name) => OutsideText.Line(name, CustomerRules.MaxName);

    private static string? Fitting(string? text, int longest) => text?.Length > longest ? null : text;
}
