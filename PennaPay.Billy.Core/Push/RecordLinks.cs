using System.Globalization;
using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Connection;
using PennaPay.Billy.Core.Customers;
using PennaPay.Billy.Core.Invoices;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Core.Workspaces;

namespace PennaPay.Billy.Core.Push;

/// <summary>The contact that a customer is in Billy.</summary>
public sealed record ContactLink(string BillyId, DateTimeOffset LinkedAt);

/// <summary>A Billy product that lines of one account and VAT treatment land on, when they are sold to such customers.</summary>
public sealed record ProductLink(string BillyId, DateTimeOffset LinkedAt, decimal RatePercent, string CountryCode, CustomerKind Customer);

/// <summary>What customers and products are called in the organisation that is connected now or was last; asks Billy nothing.</summary>
public sealed class RecordLinks(Database database)
{
    /// <summary>The customer's contact; null until a push finds or creates it.</summary>
    public async Task<ContactLink?> ContactAsync(WorkspaceId workspace, Guid customer, CancellationToken cancellationToken)
    {
        await using var db = database.Read(workspace);
        var key = KeyOf(customer);
        return await Links(db, BillyLinkKind.Contact)
            .Where(link => link.LocalKey == key)
            .Select(link => new ContactLink(link.BillyId, link.LinkedAt))
            .FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>Which of these customers have a contact.</summary>
    public async Task<IReadOnlySet<Guid>> LinkedAsync(
        WorkspaceId workspace, IReadOnlyCollection<Guid> customers, CancellationToken cancellationToken)
    {
        await using var db = database.Read(workspace);
        var keys = customers.Select(KeyOf).ToList();
        var linked = await Links(db, BillyLinkKind.Contact)
            .Where(link => keys.Contains(link.LocalKey))
            .Select(link => link.LocalKey)
            .ToListAsync(cancellationToken);
        return linked.Select(Guid.Parse).ToHashSet();
    }

    /// <summary>
    /// Forgets what the customer is called in Billy, in every organisation; Billy keeps its contact. The next push finds
    /// the contact anew.
    /// </summary>
    public Task ForgetContactAsync(WorkspaceId workspace, Guid customer, CancellationToken cancellationToken) =>
        database.WriteAsync(workspace, (db, token) => db.Set<BillyLink>()
            .Where(link => link.Kind == BillyLinkKind.Contact && link.LocalKey == KeyOf(customer))
            .ExecuteDeleteAsync(token), cancellationToken);

    /// <summary>The Billy products that lines with this account and VAT treatment land on; empty until the first such push.</summary>
    public async Task<IReadOnlyList<ProductLink>> ProductsAsync(
        WorkspaceId workspace, string? accountCode, VatTreatment treatment, CancellationToken cancellationToken)
    {
        await using var db = database.Read(workspace);
        accountCode ??= await db.Set<BillyConnection>().Select(connection => connection.DefaultAccountCode).FirstOrDefaultAsync(cancellationToken);
        // An organisation has dozens of them, not thousands.
        var links = await Links(db, BillyLinkKind.Product).OrderBy(link => link.LocalKey).ToListAsync(cancellationToken);
        return [.. links.Select(link => Read(link, string.IsNullOrWhiteSpace(accountCode) ? null : accountCode, treatment)).OfType<ProductLink>()];
    }

    private static ProductLink? Read(BillyLink link, string? accountCode, VatTreatment treatment) =>
        link.LocalKey.Split('|') is [.., var rate, var country, var kind]
        && decimal.TryParse(rate, NumberStyles.Number, CultureInfo.InvariantCulture, out var percent)
        && Enum.TryParse<CustomerKind>(kind, out var customer)
        && new ProductKey(accountCode, treatment, percent, country, customer).ToString() == link.LocalKey
            ? new(link.BillyId, link.LinkedAt, percent, country, customer)
            : null;

    private static IQueryable<BillyLink> Links(BillyDbContext db, BillyLinkKind kind) =>
        from link in db.Set<BillyLink>()
        join connection in db.Set<BillyConnection>() on link.OrganizationId equals connection.OrganizationId
        where link.Kind == kind
        select link;

    private static string KeyOf(Guid customer) => customer.ToString("N");
}
