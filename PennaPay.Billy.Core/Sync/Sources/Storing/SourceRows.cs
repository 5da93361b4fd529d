using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Links;
using PennaPay.Billy.Core.Records.Invoices.Intake;
using PennaPay.Billy.Core.Storage;

namespace PennaPay.Billy.Core.Sync.Sources.Storing;

/// <summary>What is stored of that which a step brings, read at once for all of it.</summary>
internal sealed class SourceRows
{
    private SourceRows()
    {
    }

    /// <summary>The links of customers, by the source's id.</summary>
    public required Dictionary<string, RecordLink> Links { get; init; }

    /// <summary>What is to be remembered of customers, by the source's id.</summary>
    public required Dictionary<string, SourceAccount> Accounts { get; init; }

    /// <summary>The invoices that are here, by the source's id; those that are taken back among them.</summary>
    public required Dictionary<string, SourcedInvoice> Invoices { get; init; }

    public static async Task<SourceRows> LoadAsync(WorkspaceDbContext db, Guid connection, SourceStep step, CancellationToken cancellationToken)
    {
        var customers = step.Customers.Select(customer => customer.Id).Concat(step.Persons.Select(persons => persons.CustomerId))
            .Concat(step.Invoices.Select(invoice => invoice.CustomerId)).Concat(step.CustomersGone);
        var invoices = step.Invoices.Select(invoice => invoice.Id).Concat(step.Invoices.Select(invoice => invoice.CreditedId).OfType<string>())
            .Concat(step.Payments.Select(payments => payments.InvoiceId)).Concat(step.ToldPayments.Select(told => told.InvoiceId)).Concat(step.InvoicesGone);
        var ids = customers.ToHashSet(StringComparer.Ordinal);
        return new()
        {
            Links = (await ManyKeys.FindAsync(ids, some => db.Set<RecordLink>().AsTracking().Where(link => link.ConnectionId == connection && link.Kind == RecordKind.Contact && some.Contains(link.RemoteId)), cancellationToken))
                .ToDictionary(link => link.RemoteId, StringComparer.Ordinal),
            Accounts = (await ManyKeys.FindAsync(ids, some => db.Set<SourceAccount>().AsTracking().Where(account => account.ConnectionId == connection && some.Contains(account.RemoteId)), cancellationToken))
                .ToDictionary(account => account.RemoteId, StringComparer.Ordinal),
            Invoices = (await ManyKeys.FindAsync(invoices.Distinct(StringComparer.Ordinal), some => db.Set<SourcedInvoice>().AsTracking().Where(invoice => invoice.ConnectionId == connection && some.Contains(invoice.RemoteId)), cancellationToken))
                .ToDictionary(invoice => invoice.RemoteId, StringComparer.Ordinal),
        };
    }

    /// <summary>Why nothing of a customer comes here; null where it does.</summary>
    public LeftOutReason? WhyNot(string customer) => Accounts.GetValueOrDefault(customer) switch
    {
        { ExcludedAt: not null } => LeftOutReason.Excluded,
        { DeletedAt: not null } => LeftOutReason.DeletedHere,
        _ => null,
    };
}
