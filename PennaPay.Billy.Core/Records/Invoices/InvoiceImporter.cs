using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Records.Invoices.Import;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Core.Records.Invoices;

/// <summary>
/// Brings invoices in from files. A file comes in whole or not at all, and the same invoice never twice. Imported
/// invoices count as sent.
/// </summary>
public sealed partial class InvoiceImporter(
    Database database, IEnumerable<IInvoiceSentHandler> sentHandlers, TimeProvider time, ILogger<InvoiceImporter> logger)
{
    private readonly ImportStore store = new(database, [.. sentHandlers], time);

    /// <summary>Largest UBL file, in bytes.</summary>
    public const int MaxUblBytes = UblFile.MaxBytes;

    /// <summary>Largest CSV file, in bytes.</summary>
    public const int MaxCsvBytes = CsvFile.MaxBytes;

    /// <summary>
    /// Imports one UBL 2.1 invoice or credit note (Peppol BIS Billing 3). The totals that it states become the invoice's.
    /// </summary>
    public Task<ImportResult> ImportUblAsync(WorkspaceId workspace, Stream file, CancellationToken cancellationToken) =>
        ImportAsync(workspace, file, MaxUblBytes, UblFileOf, cancellationToken);

    /// <summary>
    /// Imports a CSV file, one row a line of an invoice; Danish or English headings, <c>;</c>, <c>,</c> or tab between
    /// cells, amounts as <see cref="AmountParser"/> and dates as <see cref="DayParser"/> read them.
    /// </summary>
    public Task<ImportResult> ImportCsvAsync(WorkspaceId workspace, Stream file, CancellationToken cancellationToken) =>
        ImportAsync(workspace, file, MaxCsvBytes, CsvFileOf, cancellationToken);

    private async Task<ImportResult> ImportAsync(
        WorkspaceId workspace, Stream stream, int limit, Func<byte[], ParsedFile> read, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        if (await FileBytes.ReadAsync(stream, limit, cancellationToken) is not { } bytes)
            return new ImportResult.Refused([new(null, null, ImportProblems.FileTooLarge, limit / 1024 / 1024)], 1);
        // Parsing keeps a processor busy for seconds when the file is large, and the caller may be a page's own thread.
        var file = await Task.Run(() => read(bytes), cancellationToken);
        if (file.Errors.Total > 0)
        {
            Log.Refused(logger, file.Errors.Total);
            return file.Errors.Refuse();
        }
        var result = await store.StoreAsync(workspace, file, cancellationToken);
        Log.Finished(logger, result.GetType().Name, file.Invoices.Count, (long)Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        return result;
    }

    private static ParsedFile UblFileOf(byte[] bytes)
    {
        var file = UblReader.Read(bytes);
        foreach (var parsed in file.Invoices)
        {
            parsed.Invoice.OriginId = Convert.ToHexStringLower(SHA256.HashData(bytes));
            Check(parsed, file.Errors);
        }
        return file;
    }

    private static ParsedFile CsvFileOf(byte[] bytes)
    {
        var file = CsvFile.Read(bytes);
        var cellsAreFine = file.Errors.Total == 0;
        foreach (var parsed in file.Invoices)
        {
            parsed.Invoice.OriginId = OriginIdOf(parsed);
            // A cell that could not be read already has its error; what it left behind needs no second one.
            if (cellsAreFine)
                Check(parsed, file.Errors);
        }
        return file;
    }

    private static void Check(ParsedInvoice parsed, ImportErrors errors)
    {
        foreach (var problem in InvoiceRules.Check(parsed.Invoice))
            Add(problem.Field, problem.Code, problem.Args);
        foreach (var problem in CustomerRules.CheckImported(parsed.Customer))
            Add(problem.Field, problem.Code, problem.Args);

        void Add(string field, string code, object[] args)
        {
            var place = parsed.Locate(field);
            errors.Add(place.Row, place.Column, code, args);
        }
    }

    /// <summary>The invoice's content with the customer's own data in place of an id that is new each time.</summary>
    private static string OriginIdOf(ParsedInvoice parsed)
    {
        var (id, customer) = (parsed.Invoice.CustomerId, parsed.Customer);
        parsed.Invoice.CustomerId = Guid.Empty;
        var content = ContentHash.Of(parsed.Invoice);
        parsed.Invoice.CustomerId = id;
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
