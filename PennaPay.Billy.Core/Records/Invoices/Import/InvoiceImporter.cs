using System.Diagnostics;
using Microsoft.Extensions.Logging;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Records.Invoices.Editing;
using PennaPay.Billy.Core.Records.Invoices.Import.Csv;
using PennaPay.Billy.Core.Records.Invoices.Import.Planning;
using PennaPay.Billy.Core.Records.Invoices.Intake;
using PennaPay.Billy.Core.Storage;

namespace PennaPay.Billy.Core.Records.Invoices.Import;

/// <summary>
/// Brings invoices in from files, in two steps: a plan, which stores nothing, and what the plan says. A file with a fault brings nothing in,
/// and the same invoice never comes twice. Imported invoices count as sent.
/// </summary>
public sealed partial class InvoiceImporter(
    Database database, InvoiceIntake intake, InvoiceFeed feed, TimeProvider time, ILogger<InvoiceImporter> logger)
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
        var parsed = await ReadAsync(actor.Workspace, files, cancellationToken);
        await using var db = database.Read(actor.Workspace);
        return (await ImportPlanner.PlanAsync(db, parsed, answers, cancellationToken)).Plan;
    }

    /// <summary>
    /// Does what a plan says that somebody has seen. Where it would be another plan by now nothing is stored, and the new one is answered instead.
    /// It is stored in slices, so that nobody else who writes waits for long; where something is changed meanwhile that makes another plan of
    /// the rest, or the rest cannot be stored, it is broken off.
    /// </summary>
    /// <param name="actor">Who imports.</param>
    /// <param name="files">Those that the plan is of, in the same order.</param>
    /// <param name="seen">The plan, with the answers that it carries.</param>
    /// <param name="cancellationToken">Ends it after what is being stored.</param>
    /// <param name="goesOnWith">The import that was broken off, and that this one brings the rest of; null for a new one.</param>
    public async Task<ImportResult> ImportAsync(
        Actor actor, IReadOnlyList<ImportFile> files, ImportPlan seen, CancellationToken cancellationToken, Guid? goesOnWith = null)
    {
        actor.Demand(Permission.ImportInvoices);
        var started = Stopwatch.GetTimestamp();
        var parsed = await ReadAsync(actor.Workspace, files, cancellationToken);
        var run = new ImportRun(database, intake, time, actor, files, parsed, seen, goesOnWith);
        ImportResult result;
        try
        {
            result = await run.RunAsync(cancellationToken);
        }
        catch (Exception fault) when (run.Stored > 0)
        {
            Log.BrokenOff(logger, fault, run.Stored, run.Planned);
            result = await run.BreakOffAsync();
        }

        var count = result is ImportResult.Imported imported ? imported.Count : run.Stored;
        if (count > 0)
            feed.Publish(new(actor.Workspace));
        Log.Finished(logger, result.GetType().Name, count, files.Count, (long)Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        return result;
    }

    // Reading keeps a processor busy for seconds when a file is large, and the caller may be a page's own thread.
    private async Task<List<ParsedFile>> ReadAsync(WorkspaceId workspace, IReadOnlyList<ImportFile> files, CancellationToken cancellationToken)
    {
        var templates = await ColumnTemplates.ReadAsync(database, workspace, cancellationToken);
        return await Task.Run(
            () =>
            {
                var parsed = new List<ParsedFile>(files.Count);
                foreach (var file in files)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    parsed.Add(ImportReader.Read(file, templates));
                }

                return parsed;
            },
            cancellationToken);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Import {Outcome}: {Invoices} invoices of {Files} files in {Milliseconds} ms")]
        public static partial void Finished(ILogger logger, string outcome, int invoices, int files, long milliseconds);

        [LoggerMessage(LogLevel.Error, "An import was broken off after {Stored} of {Planned} invoices.")]
        public static partial void BrokenOff(ILogger logger, Exception fault, int stored, int planned);
    }
}
