using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Access.Auditing;
using PennaPay.Billy.Core.Records.Invoices.Import.Planning;
using PennaPay.Billy.Core.Records.Invoices.Import.Undoing;
using PennaPay.Billy.Core.Records.Invoices.Intake;
using PennaPay.Billy.Core.Storage;

namespace PennaPay.Billy.Core.Records.Invoices.Import;

/// <summary>
/// One import, slice after slice. What a plan rests on is only ever changed with a word in the audit, so each slice first looks
/// whether there is one that it did not write itself; if so, the rest is planned anew and must come to the same.
/// </summary>
internal sealed class ImportRun(
    Database database, InvoiceIntake intake, TimeProvider time, Actor actor, IReadOnlyList<ImportFile> files, List<ParsedFile> parsed,
    ImportPlan seen, Guid? goesOnWith)
{
    /// <summary>So often it is planned anew without storing anything in between. While it gets on, others may change what they like.</summary>
    private const int MostPlans = 20;

    private static readonly string[] Telling =
    [
        "invoice.created", "invoice.changed", "invoice.deleted", "invoices.imported", "import.undone", "samples.removed", "customer.created",
        "customer.changed", "customer.deleted", "customers.created", "company.changed",
    ];

    private readonly Guid id = goesOnWith ?? Guid.CreateVersion7(time.GetUtcNow());
    private readonly Dictionary<Guid, ImportedInvoice> arrived = [];
    private readonly HashSet<Guid> customers = [];
    private bool isNoted;

    /// <summary>How many documents are in by now.</summary>
    public int Stored => arrived.Count;

    /// <summary>How many there are to be.</summary>
    public int Planned { get; private set; }

    public async Task<ImportResult> RunAsync(CancellationToken cancellationToken)
    {
        for (var plans = 1; ; plans++)
        {
            var before = Stored;
            var (since, planned) = await PlanAsync(cancellationToken);
            if (!isNoted)
            {
                if (planned.Plan.Fingerprint != seen.Fingerprint)
                    return new ImportResult.Changed(planned.Plan);
                if (planned.Fresh.Count == 0)
                    return new ImportResult.Nothing();
                Planned = planned.Fresh.Count;
            }
            else if (plans > MostPlans || !SaysTheSame(planned.Plan))
                return await BreakOffAsync();

            // What is in and is gone again was deleted by somebody, and does not come back.
            if (await StoreAsync([.. planned.Fresh.Where(one => !arrived.ContainsKey(one.Incoming.Invoice.Id))], since, cancellationToken))
                return Imported();
            if (Stored > before)
                plans = 0;
        }
    }

    /// <summary>Notes that it ends here. Where not even that can be stored, its silence will tell.</summary>
    public async Task<ImportResult> BreakOffAsync()
    {
        try
        {
            await database.WriteAsync(actor, Permission.ImportInvoices, async (db, token) =>
            {
                if (await FindAsync(db, token) is not { } import)
                    return;
                import.State = ImportState.BrokenOff;
                db.Audit("import.broken_off", nameof(InvoiceImport), id.ToString(), Stored);
            }, CancellationToken.None);
        }
        catch (Exception)
        {
            // Whatever broke it off, a right that was taken or a disk that is full, may keep this from being stored too.
        }

        return new ImportResult.BrokenOff(id, Stored, Planned);
    }

    private async Task<(long Since, PlannedImport Planned)> PlanAsync(CancellationToken cancellationToken)
    {
        await using var db = database.Read(actor.Workspace);
        // Before the plan: what is said meanwhile is taken for later.
        var since = await db.Set<AuditEntry>().IgnoreQueryFilters().MaxAsync(entry => (long?)entry.Id, cancellationToken) ?? 0;
        var answers = seen.Questions.ToDictionary(question => question.Id, question => question.Chosen);
        return (since, await ImportPlanner.PlanAsync(db, parsed, answers, cancellationToken));
    }

    /// <summary>Whether everything that is not in yet becomes what somebody has seen.</summary>
    private bool SaysTheSame(ImportPlan now) => seen.Files.Zip(now.Files).All(file => file.First.Invoices.Zip(file.Second.Invoices).All(invoice =>
        (invoice.First.Fate, invoice.Second.Fate) == (ImportFate.New, ImportFate.Known)
        || (invoice.First.Fate, invoice.First.Content, invoice.First.Gross, invoice.First.CustomerName)
            == (invoice.Second.Fate, invoice.Second.Content, invoice.Second.Gross, invoice.Second.CustomerName)));

    /// <summary>Stores what is fresh; false where somebody changed something since the plan.</summary>
    private async Task<bool> StoreAsync(
        IReadOnlyList<(int File, IncomingInvoice Incoming)> fresh, long since, CancellationToken cancellationToken)
    {
        var (left, said) = (fresh.Count, 0);
        foreach (var slice in ImportSlices.Of(fresh))
        {
            cancellationToken.ThrowIfCancellationRequested();
            left -= slice.Count;
            var step = await database.WriteAsync(
                actor, Permission.ImportInvoices, (db, token) => StoreAsync(db, slice, since, said, left == 0, token), cancellationToken);
            if (step is null)
                return false;
            isNoted = true;
            step.Arrived.ForEach(invoice => arrived.Add(invoice.Id, invoice));
            customers.UnionWith(step.Customers);
            // What the slice itself said comes after what it has read: each kind of record once.
            (since, said) = (step.Since, step.Customers.Count > 0 ? 2 : 1);
            CrashPoint.Reach("import.after-slice");
        }

        return left == 0 && (fresh.Count > 0 || await EndAsync(cancellationToken));
    }

    private async Task<Step?> StoreAsync(
        WorkspaceDbContext db, List<(int File, IncomingInvoice Incoming)> slice, long since, int said, bool isLast, CancellationToken cancellationToken)
    {
        // By their ids alone, for which there is an index: by workspace a long audit would be read to its end each time.
        var news = await db.Set<AuditEntry>().IgnoreQueryFilters().Where(entry => entry.Id > since)
            .Select(entry => new { entry.Id, entry.WorkspaceId, entry.Action }).ToListAsync(cancellationToken);
        if (news.Count(entry => entry.WorkspaceId == db.Workspace && Telling.Contains(entry.Action)) != said)
            return null;
        var import = await FindAsync(db, cancellationToken);
        if (import is null && isNoted)
            throw new InvalidOperationException("The import was undone while it ran.");

        List<IncomingInvoice> incoming = [.. slice.Select(one => WithKnownCustomer(one.Incoming))];
        var made = incoming.Where(one => one.IsNewCustomer).Select(one => one.Customer).DistinctBy(customer => customer.Id).ToList();
        import ??= Note(db);
        if (!isNoted && goesOnWith is not null)
            import.Planned = import.Invoices + Planned;
        import.State = isLast ? ImportState.Done : ImportState.Running;
        import.SteppedAt = time.GetUtcNow();
        import.Invoices += slice.Count;
        import.Customers += made.Count;
        incoming.ForEach(one => one.Invoice.ImportId = id);
        made.ForEach(customer => customer.ImportId = id);
        // The plan left none that is known, nor a customer that is not: nobody has said anything since.
        var stored = (IntakeResult.Stored)await intake.StoreAsync(db, incoming, new(), cancellationToken);
        return new(
            [.. stored.Invoices.Select(ImportedInvoice.Of)],
            [.. made.Select(customer => customer.Id)],
            news.Select(entry => entry.Id).Append(since).Max());
    }

    // Somebody else has brought in all that was left.
    private async Task<bool> EndAsync(CancellationToken cancellationToken)
    {
        await database.WriteAsync(actor, Permission.ImportInvoices, async (db, token) =>
        {
            if (await FindAsync(db, token) is not { } import)
                return;
            (import.State, import.Planned) = (ImportState.Done, import.Invoices);
            db.Audit("invoices.imported", nameof(Invoice), count: 0);
        }, cancellationToken);
        return true;
    }

    private Task<InvoiceImport?> FindAsync(WorkspaceDbContext db, CancellationToken cancellationToken) =>
        db.Set<InvoiceImport>().FirstOrDefaultAsync(import => import.Id == id, cancellationToken);

    /// <summary>Several slices may have invoices to a customer that the first of them stored.</summary>
    private IncomingInvoice WithKnownCustomer(IncomingInvoice incoming) => incoming.IsNewCustomer && customers.Contains(incoming.Customer.Id)
        ? incoming with { IsNewCustomer = false, KnownCustomerId = incoming.Customer.Id }
        : incoming;

    private InvoiceImport Note(WorkspaceDbContext db)
    {
        var from = seen.Files.Index().Where(file => file.Item.Count(ImportFate.New) > 0).Select(file => file.Index).ToList();
        var import = new InvoiceImport
        {
            Id = id,
            WorkspaceId = db.Workspace,
            At = time.GetUtcNow(),
            StartedBy = actor.Name,
            FileNames = [.. from.Take(InvoiceImport.MostNames).Select(index => files[index].Name)],
            FileCount = from.Count,
            Planned = Planned,
        };
        db.Add(import);
        return import;
    }

    private ImportResult.Imported Imported()
    {
        // In the order of the files, whatever was stored first; what a document was turned into has its id.
        return new(
            id,
            [.. files.Zip(parsed, (file, read) => new ImportedFile(
                file.Name, [.. read.Incoming.Select(one => arrived.GetValueOrDefault(one.Invoice.Id)).OfType<ImportedInvoice>()]))],
            customers.Count);
    }

    private sealed record Step(List<ImportedInvoice> Arrived, List<Guid> Customers, long Since);
}
