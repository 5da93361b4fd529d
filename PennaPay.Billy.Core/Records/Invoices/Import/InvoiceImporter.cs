using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Records.Invoices.Import.Csv;
using PennaPay.Billy.Core.Records.Invoices.Import.Ubl;
using PennaPay.Billy.Core.Records.Invoices.Intake;
using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Core.Records.Invoices.Import;

/// <summary>
/// Brings invoices in from files. A file comes in whole or not at all, and the same invoice never twice. Imported
/// invoices count as sent.
/// </summary>
public sealed partial class InvoiceImporter(InvoiceIntake intake, ILogger<InvoiceImporter> logger)
{
    /// <summary>Largest UBL file, in bytes.</summary>
    public const int MaxUblBytes = UblFile.MaxBytes;

    /// <summary>Largest CSV file, in bytes.</summary>
    public const int MaxCsvBytes = CsvFile.MaxBytes;

    /// <summary>
    /// Imports one UBL 2.1 invoice or credit note (Peppol BIS Billing 3). The totals that it states become the invoice's.
    /// </summary>
    public Task<ImportResult> ImportUblAsync(Actor actor, Stream file, CancellationToken cancellationToken) =>
        ImportAsync(actor, file, MaxUblBytes, UblFileOf, new(), cancellationToken);

    /// <summary>
    /// Imports a CSV file, one row a line of an invoice; Danish or English headings, <c>;</c>, <c>,</c> or tab between
    /// cells, amounts as <see cref="AmountParser"/> and dates as <see cref="DayParser"/> read them.
    /// </summary>
    public Task<ImportResult> ImportCsvAsync(Actor actor, Stream file, CancellationToken cancellationToken) =>
        ImportAsync(actor, file, MaxCsvBytes, CsvFileOf, new(NumbersAreKeys: true), cancellationToken);

    private async Task<ImportResult> ImportAsync(
        Actor actor, Stream stream, int limit, Func<byte[], ParsedFile> read, IntakeOptions options, CancellationToken cancellationToken)
    {
        // A file of megabytes is not read for somebody who may not bring it in.
        actor.Demand(Permission.ImportInvoices);
        var started = Stopwatch.GetTimestamp();
        if (await FileBytes.ReadAsync(stream, limit, cancellationToken) is not { } bytes)
            return new ImportResult.Refused([new(null, null, ImportProblems.FileTooLarge, limit / 1024 / 1024)], 1);
        // Parsing keeps a processor busy for seconds when the file is large, and the caller may be a page's own thread.
        var file = await Task.Run(() => read(bytes), cancellationToken);
        var result = file.Errors.Total > 0 ? file.Errors.Refuse() : await TakeInAsync(actor, file, options, cancellationToken);
        if (result is ImportResult.Refused refused)
            Log.Refused(logger, refused.Total);
        else
            Log.Finished(logger, result.GetType().Name, file.Invoices.Count, (long)Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        return result;
    }

    private async Task<ImportResult> TakeInAsync(
        Actor actor, ParsedFile file, IntakeOptions options, CancellationToken cancellationToken)
    {
        var result = await intake.TakeInAsync(actor, file.Incoming, options, cancellationToken);
        if (result is IntakeResult.Refused refused)
        {
            Report(refused.Problems, file);
            return file.Errors.Refuse();
        }
        var arrived = ((IntakeResult.Stored)result).Invoices;
        List<ImportedInvoice> fresh = [.. arrived.Where(invoice => invoice.IsNew).Select(ImportedInvoice.Of)];
        return fresh.Count > 0
            ? new ImportResult.Imported(fresh, arrived.Count - fresh.Count, file.IgnoredColumns)
            : new ImportResult.AlreadyImported([.. arrived.Select(ImportedInvoice.Of).DistinctBy(invoice => invoice.Id)]);
    }

    private static ParsedFile UblFileOf(byte[] bytes)
    {
        var file = UblReader.Read(bytes);
        foreach (var parsed in file.Invoices)
            parsed.Incoming.Invoice.OriginId = Convert.ToHexStringLower(SHA256.HashData(bytes));
        // What is wrong with the document is said together with what is wrong in it.
        if (file.Errors.Total > 0)
            Report(InvoiceIntake.Check(file.Incoming), file);
        return file;
    }

    private static ParsedFile CsvFileOf(byte[] bytes)
    {
        var file = CsvFile.Read(bytes);
        // A cell that could not be read already has its error; what it left behind needs no second one.
        if (file.Errors.Total == 0)
        {
            foreach (var parsed in file.Invoices)
                parsed.Incoming.Invoice.OriginId = OriginIdOf(parsed.Incoming);
        }
        return file;
    }

    private static void Report(IEnumerable<IntakeProblem> problems, ParsedFile file)
    {
        foreach (var (index, problem) in problems)
        {
            var place = file.Invoices[index].Locate(problem.Field);
            file.Errors.Add(place.Row, place.Column, problem.Code, problem.Args);
        }
    }

    /// <summary>The invoice's content with the customer's own data in place of an id that is new each time.</summary>
    private static string OriginIdOf(IncomingInvoice incoming)
    {
        var (id, customer) = (incoming.Invoice.CustomerId, incoming.Customer);
        incoming.Invoice.CustomerId = Guid.Empty;
        var content = ContentHash.Of(incoming.Invoice);
        incoming.Invoice.CustomerId = id;
        return Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(
            new[] { content, customer.Name, customer.CountryCode, customer.RegistrationNo, customer.CustomerNo })));
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Import {Outcome}: {Invoices} invoices in {Milliseconds} ms")]
        public static partial void Finished(ILogger logger, string outcome, int invoices, long milliseconds);

        [LoggerMessage(LogLevel.Information, "Import refused: {Errors} errors")]
        public static partial void Refused(ILogger logger, int errors);
    }
}
