using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Core.Systems.Billy.Postings;

/// <summary>What came of asking how lines go to Billy.</summary>
public abstract record PostingTableResult
{
    private PostingTableResult()
    {
    }

    /// <summary>Everything is known.</summary>
    public sealed record Loaded(PostingTable Table) : PostingTableResult;

    /// <summary>Billy is not connected, or could not be asked.</summary>
    public sealed record Refused(Failure Failure) : PostingTableResult;
}

/// <summary>Puts the workspace's lines, the owner's choices and Billy's books side by side.</summary>
public sealed class PostingOverview(Database database, Connector connector, PostingMap map, OrganizationReaders shelf)
{
    /// <summary>Reads it all; of Billy only what was not read some minutes ago.</summary>
    public async Task<PostingTableResult> ReadAsync(WorkspaceId workspace, CancellationToken cancellationToken)
    {
        var access = await connector.OpenAsync(workspace, cancellationToken);
        if (access is not BillyAccessResult.Opened opened)
            return new PostingTableResult.Refused(((BillyAccessResult.Refused)access).Failure);
        PostingSetup books;
        try
        {
            books = await shelf.Of(workspace, opened.Connection).PostingAsync(opened.Access, cancellationToken);
        }
        catch (ApiException failure)
        {
            return new PostingTableResult.Refused(ApiFailures.DescribeRead(failure));
        }

        var choices = await map.ReadAsync(workspace, opened.Connection.OrganizationId!, cancellationToken);
        await using var db = database.Read(workspace);
        var code = ProductKey.NotBlank(opened.Connection.DefaultAccountCode);
        return new PostingTableResult.Loaded(new(
            books, choices, code, await VatUsesAsync(db, cancellationToken), await CodeUsesAsync(db, choices, cancellationToken)));
    }

    private static async Task<List<VatUse>> VatUsesAsync(WorkspaceDbContext db, CancellationToken cancellationToken)
    {
        var groups = await (
            from line in db.Set<InvoiceLine>()
            join invoice in db.Set<Invoice>() on line.InvoiceId equals invoice.Id
            join customer in db.Set<Customer>() on invoice.CustomerId equals customer.Id
            group new { line.InvoiceId, Waits = invoice.CopyState != CopyState.Present && invoice.CopyState != CopyState.Sending }
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

    private static async Task<List<CodeUse>> CodeUsesAsync(WorkspaceDbContext db, PostingChoices choices, CancellationToken cancellationToken)
    {
        var haveAccounts = Enum.GetValues<VatTreatment>().Where(treatment => choices.Of(treatment).AccountId is not null).ToList();
        var groups = await (
            from line in db.Set<InvoiceLine>()
            join invoice in db.Set<Invoice>() on line.InvoiceId equals invoice.Id
            where line.AccountCode != null || !haveAccounts.Contains(line.Vat)
            group new { line.InvoiceId, Waits = invoice.CopyState != CopyState.Present && invoice.CopyState != CopyState.Sending }
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
}
