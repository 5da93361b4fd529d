using System.Diagnostics;
using Microsoft.Extensions.Logging;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Records.Invoices.Import.Planning;
using PennaPay.Billy.Core.Records.Invoices.Import.Undoing;
using PennaPay.Billy.Core.Records.Invoices.Intake;
using PennaPay.Billy.Core.Storage;

namespace PennaPay.Billy.Core.Records.Invoices.Import;

/// <summary>
/// Brings invoices in from files, in two steps: a plan, which stores nothing, and what the plan says. A file comes in whole or not
/// at all, except for what somebody chose to leave out, and the same invoice never twice. Imported invoices count as sent.
/// </summary>
public sealed partial class InvoiceImporter(Database database, InvoiceIntake intake, TimeProvider time, ILogger<InvoiceImporter> logger)
{
    /// <summary>
    /// What would become of each document and row. It is computed by what imports them, for the database as it is now; a question that
    /// <paramref name="answers"/> do not answer takes the answer that is proposed.
    /// </summary>
    public async Task<ImportPlan> PlanAsync(
        Actor actor, IReadOnlyList<ImportFile> files, IReadOnlyDictionary<string, ImportAnswer> answers, CancellationToken cancellationToken)
    {
        // A file of megabytes is not read for somebody who may not bring it in.
        actor.Demand(Permission.ImportInvoices);
        var parsed = await ReadAsync(files, cancellationToken);
        await using var db = database.Read(actor.Workspace);
        return (await ImportPlanner.PlanAsync(db, parsed, answers, cancellationToken)).Plan;
    }

    /// <summary>
    /// Does what a plan says that somebody has seen, in one transaction. Where it would be another plan by now nothing is stored, and
    /// the new one is answered instead.
    /// </summary>
    /// <param name="actor">Who imports.</param>
    /// <param name="files">Those that the plan is of, in the same order.</param>
    /// <param name="seen">The plan, with the answers that it carries.</param>
    /// <param name="cancellationToken">Ends it before anything is stored.</param>
    public async Task<ImportResult> ImportAsync(
        Actor actor, IReadOnlyList<ImportFile> files, ImportPlan seen, CancellationToken cancellationToken)
    {
        actor.Demand(Permission.ImportInvoices);
        var started = Stopwatch.GetTimestamp();
        var parsed = await ReadAsync(files, cancellationToken);
        var result = await database.WriteAsync(
            actor, Permission.ImportInvoices, (db, token) => ImportAsync(db, files, parsed, seen, token), cancellationToken);
        var count = result is ImportResult.Imported imported ? imported.Count : 0;
        Log.Finished(logger, result.GetType().Name, count, files.Count, (long)Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        return result;
    }

    // Reading keeps a processor busy for seconds when a file is large, and the caller may be a page's own thread.
    private static Task<List<ParsedFile>> ReadAsync(IReadOnlyList<ImportFile> files, CancellationToken cancellationToken) => Task.Run(
        () =>
        {
            var parsed = new List<ParsedFile>(files.Count);
            foreach (var file in files)
            {
                cancellationToken.ThrowIfCancellationRequested();
                parsed.Add(ImportReader.Read(file));
            }

            return parsed;
        },
        cancellationToken);

    private async Task<ImportResult> ImportAsync(
        WorkspaceDbContext db, IReadOnlyList<ImportFile> files, List<ParsedFile> parsed, ImportPlan seen, CancellationToken cancellationToken)
    {
        var (plan, fresh) = await ImportPlanner.PlanAsync(
            db, parsed, seen.Questions.ToDictionary(question => question.Id, question => question.Chosen), cancellationToken);
        if (plan.Fingerprint != seen.Fingerprint)
            return new ImportResult.Changed(plan);
        if (fresh.Count == 0)
            return new ImportResult.Nothing();
        var import = Note(db, files, fresh);
        var stored = await intake.StoreAsync(db, [.. fresh.Select(one => one.Incoming)], new(), cancellationToken);
        var arrived = ((IntakeResult.Stored)stored).Invoices;
        var byFile = fresh.Zip(arrived).ToLookup(one => one.First.File, one => ImportedInvoice.Of(one.Second));
        return new ImportResult.Imported(import.Id, [.. files.Select((file, index) => new ImportedFile(file.Name, [.. byFile[index]]))], import.Customers);
    }

    private InvoiceImport Note(WorkspaceDbContext db, IReadOnlyList<ImportFile> files, IReadOnlyList<(int File, IncomingInvoice Incoming)> fresh)
    {
        var now = time.GetUtcNow();
        var from = fresh.Select(one => one.File).Distinct().Order().ToList();
        var customers = fresh.Where(one => one.Incoming.IsNewCustomer).Select(one => one.Incoming.Customer).DistinctBy(customer => customer.Id).ToList();
        var import = new InvoiceImport
        {
            Id = Guid.CreateVersion7(now),
            WorkspaceId = db.Workspace,
            At = now,
            StartedBy = db.Actor!.Name,
            FileNames = [.. from.Take(InvoiceImport.MostNames).Select(index => files[index].Name)],
            FileCount = from.Count,
            Invoices = fresh.Count,
            Customers = customers.Count,
        };
        foreach (var (_, incoming) in fresh)
            incoming.Invoice.ImportId = import.Id;
        customers.ForEach(customer => customer.ImportId = import.Id);
        db.Add(import);
        return import;
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Import {Outcome}: {Invoices} invoices of {Files} files in {Milliseconds} ms")]
        public static partial void Finished(ILogger logger, string outcome, int invoices, int files, long milliseconds);
    }
}
