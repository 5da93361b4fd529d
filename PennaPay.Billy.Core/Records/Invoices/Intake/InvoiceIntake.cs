using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Storage;

namespace PennaPay.Billy.Core.Records.Invoices.Intake;

/// <summary>
/// The only way in for invoices that arrive, from a file, another system or the samples: matches or makes their customers,
/// seals them, leaves alone what came before, ties credit notes to what they credit, and tells the
/// <see cref="IInvoiceSentHandler"/>s. All of it in one transaction, or nothing.
/// </summary>
public sealed class InvoiceIntake(Database database, IEnumerable<IInvoiceSentHandler> sentHandlers, TimeProvider time)
{
    /// <summary>Every problem that can be told without asking the database; a source can leave out what has one.</summary>
    public static IReadOnlyList<IntakeProblem> Check(IReadOnlyList<IncomingInvoice> invoices)
    {
        List<IntakeProblem> problems = [];
        for (var i = 0; i < invoices.Count; i++)
        {
            var (invoice, customer, _, known) = invoices[i];
            ArgumentOutOfRangeException.ThrowIfZero(invoice.OriginId.Length);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(invoice.OriginId.Length, InvoiceOrigin.MaxIdLength);
            if (known is null)
                invoice.SetCustomer(customer);
            else
                invoice.CustomerId = known.Value;
            foreach (var problem in InvoiceRules.Check(invoice))
                problems.Add(new(i, problem));
            foreach (var problem in CustomerRules.CheckImported(customer))
                problems.Add(new(i, problem));
        }
        return problems;
    }

    /// <summary>Takes invoices in by a transaction of its own.</summary>
    public async Task<IntakeResult> TakeInAsync(
        Actor actor, IReadOnlyList<IncomingInvoice> invoices, IntakeOptions options, CancellationToken cancellationToken)
    {
        // Checking keeps a processor busy when there are many, and the caller may be a page's own thread.
        if (await Task.Run(() => Check(invoices), cancellationToken) is { Count: > 0 } problems)
            return new IntakeResult.Refused(problems);
        return await database.WriteAsync(
            actor, Permission.ImportInvoices, (db, token) => StoreAsync(db, invoices, options, token), cancellationToken);
    }

    /// <summary>
    /// Takes invoices in within the caller's transaction, in which somebody must act. What the caller has not saved yet is saved first, and nothing of what
    /// it tracks is forgotten.
    /// </summary>
    public async Task<IntakeResult> TakeInAsync(
        WorkspaceDbContext db, IReadOnlyList<IncomingInvoice> invoices, IntakeOptions options, CancellationToken cancellationToken)
    {
        if (Check(invoices) is { Count: > 0 } problems)
            return new IntakeResult.Refused(problems);
        await db.SaveChangesAsync(cancellationToken);
        return await StoreAsync(db, invoices, options, cancellationToken);
    }

    /// <summary>Stores what <see cref="Check"/> has found nothing wrong with, within the caller's transaction, in which somebody must act.</summary>
    internal async Task<IntakeResult> StoreAsync(
        WorkspaceDbContext db, IReadOnlyList<IncomingInvoice> invoices, IntakeOptions options, CancellationToken cancellationToken)
    {
        var known = await KnownInvoices.LoadAsync(db, invoices, cancellationToken);
        var fresh = invoices.Where(incoming => known.IsFresh(incoming.Invoice)).ToList();
        var customers = await IncomingCustomers.LoadAsync(db, fresh, cancellationToken);
        var problems = fresh.Where(incoming => !customers.Settle(incoming))
            .Select(incoming => (incoming, new FieldProblem(nameof(Invoice.CustomerId), InvoiceProblems.CustomerMissing))).ToList();
        if (problems.Count > 0)
            return Refuse(invoices, problems);

        Say(db, fresh.Count, customers.Made);
        var originals = await CreditedInvoices.LoadAsync(db, fresh, cancellationToken);
        using var batches = new Batches(db);
        foreach (var batch in fresh.Chunk(Batches.Size))
        {
            foreach (var incoming in batch)
                await AddAsync(db, incoming, customers, originals, options, cancellationToken);
            await batches.SaveAsync(cancellationToken);
        }
        return new IntakeResult.Stored([.. invoices.Select(incoming => known.ArrivalOf(incoming.Invoice))]);
    }

    private static void Say(WorkspaceDbContext db, int invoices, int customers)
    {
        if (customers > 0)
            db.Audit("customers.created", nameof(Customer), count: customers);
        if (invoices > 0)
            db.Audit("invoices.imported", nameof(Invoice), count: invoices);
    }

    private async Task AddAsync(
        WorkspaceDbContext db, IncomingInvoice incoming, IncomingCustomers customers, CreditedInvoices originals, IntakeOptions options,
        CancellationToken cancellationToken)
    {
        var (now, invoice) = (time.GetUtcNow(), incoming.Invoice);
        if (customers.TakeNew(invoice.CustomerId) is { } customer)
        {
            (customer.WorkspaceId, customer.CreatedAt, customer.UpdatedAt) = (db.Workspace, now, now);
            customer.Persons.ForEach(person => person.WorkspaceId = db.Workspace);
            customer.RefreshSearchText();
            db.Add(customer);
        }
        (invoice.WorkspaceId, invoice.CreatedAt, invoice.UpdatedAt) = (db.Workspace, now, now);
        originals.Tie(invoice);
        invoice.Seal(incoming.Stated);
        db.Add(invoice);
        if (options.IsQuiet || invoice.Status != InvoiceStatus.Sent)
            return;
        foreach (var handler in sentHandlers)
            await handler.InvoiceSentAsync(db, invoice, cancellationToken);
    }

    private static IntakeResult.Refused Refuse(
        IReadOnlyList<IncomingInvoice> invoices, IEnumerable<(IncomingInvoice Incoming, FieldProblem Problem)> problems)
    {
        var places = new Dictionary<IncomingInvoice, int>(ReferenceEqualityComparer.Instance);
        foreach (var (index, incoming) in invoices.Index())
            places.TryAdd(incoming, index);
        return new([.. problems.Select(found => new IntakeProblem(places[found.Incoming], found.Problem))]);
    }
}
