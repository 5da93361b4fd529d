using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Push.Copies;
using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Core.Systems.Billy.Postings.Books;
using PennaPay.Billy.Core.Systems.Billy.Postings.Choices;
using PennaPay.Billy.Core.Systems.Billy.Settings;
using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Core.Systems.Billy.Postings.Table;

/// <summary>Puts the workspace's lines, the owner's choices and Billy's books side by side.</summary>
public sealed class PostingOverview(Database database, ConnectionOpener opener, PostingMap map, OrganizationReaders readers)
{
    /// <summary>Reads it all; of Billy only what was not read some minutes ago.</summary>
    public async Task<PostingTableResult> ReadAsync(WorkspaceId workspace, CancellationToken cancellationToken)
    {
        var (opened, refusal) = await opener.OpenCurrentAsync(workspace, BillySystem.SystemId, cancellationToken);
        if (opened is null)
            return new PostingTableResult.Refused(refusal!);
        PostingSetup books;
        try
        {
            books = await readers.Of(opened.Connection).PostingAsync(opened.Urgently().Access, cancellationToken);
        }
        catch (ApiException failure)
        {
            return new PostingTableResult.Refused(ApiFailures.DescribeRead(failure));
        }

        var choices = await map.ReadAsync(workspace, opened.Connection.Id, cancellationToken);
        await using var db = database.Read(workspace);
        var code = ProductKey.NotBlank(opened.Connection.Choices.DefaultAccountCode);
        return new PostingTableResult.Loaded(new(
            books, choices, code, await VatUsesAsync(db, opened.Connection.Id, cancellationToken), await CodeUsesAsync(db, opened.Connection.Id, WithOwnAccount(), cancellationToken)));

        // Their lines take no default account.
        List<VatTreatment> WithOwnAccount() =>
        [
            .. Enum.GetValues<VatTreatment>().Where(treatment =>
                choices.Of(treatment).AccountId is not null || code is null && books.FindAccountFor(treatment) is not null),
        ];
    }

    private static async Task<List<VatUse>> VatUsesAsync(WorkspaceDbContext db, Guid connection, CancellationToken cancellationToken)
    {
        var groups = await (
            from line in db.Set<InvoiceLine>()
            join invoice in db.Set<Invoice>() on line.InvoiceId equals invoice.Id
            join customer in db.Set<Customer>() on invoice.CustomerId equals customer.Id
            where !invoice.IsArchived
            group new { line.InvoiceId, Waits = !There(db, connection).Contains(invoice.Id) }
                by new { line.Vat, line.VatRate, customer.CountryCode, customer.Kind }
            into alike
            select new
            {
                alike.Key,
                Lines = alike.Count(),
                Waiting = alike.Where(line => line.Waits).Select(line => line.InvoiceId).Distinct().Count(),
            }).ToListAsync(cancellationToken);
        return groups.ConvertAll(group => new VatUse(
            group.Key.Vat, group.Key.VatRate, new(group.Key.CountryCode, group.Key.Kind), group.Lines, group.Waiting));
    }

    private static async Task<List<CodeUse>> CodeUsesAsync(
        WorkspaceDbContext db, Guid connection, List<VatTreatment> haveAccounts, CancellationToken cancellationToken)
    {
        var groups = await (
            from line in db.Set<InvoiceLine>()
            join invoice in db.Set<Invoice>() on line.InvoiceId equals invoice.Id
            where !invoice.IsArchived && (line.AccountCode != null || !haveAccounts.Contains(line.Vat))
            group new { line.InvoiceId, Waits = !There(db, connection).Contains(invoice.Id) }
                by line.AccountCode
            into alike
            select new
            {
                Code = alike.Key,
                Lines = alike.Count(),
                Waiting = alike.Where(line => line.Waits).Select(line => line.InvoiceId).Distinct().Count(),
            }).ToListAsync(cancellationToken);
        return
        [
            .. groups.GroupBy(group => ProductKey.NotBlank(group.Code))
                .Select(same => new CodeUse(same.Key, same.Sum(group => group.Lines), same.Sum(group => group.Waiting))),
        ];
    }

    /// <summary>The invoices that Billy has as they stand, is getting, or has issued: nothing of those can be posted otherwise.</summary>
    private static IQueryable<Guid> There(WorkspaceDbContext db, Guid connection) => db.Set<InvoiceCopy>()
        .Where(copy => copy.ConnectionId == connection && (copy.State == CopyState.Present || copy.State == CopyState.Sending || copy.State == CopyState.Booked
            || copy.State == CopyState.PartlyPaid || copy.State == CopyState.Paid || copy.State == CopyState.Voided || copy.State == CopyState.Credited))
        .Select(copy => copy.InvoiceId);
}
