using System.Globalization;
using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Core.Systems.Billy.Drafts;
using PennaPay.Billy.Core.Systems.Billy.Postings;
using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Core.Links;

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
        var key = ContactResolver.KeyOf(customer);
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
        var keys = customers.Select(ContactResolver.KeyOf).ToList();
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
            .Where(link => link.Kind == BillyLinkKind.Contact && link.LocalKey == ContactResolver.KeyOf(customer))
            .ExecuteDeleteAsync(token), cancellationToken);

    /// <summary>The Billy products that lines with this account and VAT treatment land on; empty until the first such push.</summary>
    public async Task<IReadOnlyList<ProductLink>> ProductsAsync(
        WorkspaceId workspace, string? accountCode, VatTreatment treatment, CancellationToken cancellationToken)
    {
        await using var db = database.Read(workspace);
        if (await db.Set<Connection>().SingleOrDefaultAsync(cancellationToken) is not { OrganizationId: { } organization } connection)
            return [];
        var choices = new PostingChoices(await db.Set<PostingChoice>().Where(c => c.OrganizationId == organization).ToListAsync(cancellationToken));
        // An organisation has dozens of them, not thousands.
        var links = await Links(db, BillyLinkKind.Product).OrderBy(link => link.LocalKey).ToListAsync(cancellationToken);
        return [.. links.Select(link => Read(link, KeyOf)).OfType<ProductLink>()];

        ProductKey KeyOf(decimal rate, VatParty party) => ProductKey.Of(
            new InvoiceLine { AccountCode = accountCode, Vat = treatment, VatRate = rate },
            new Customer { Name = "", CountryCode = party.CountryCode, Kind = party.Kind },
            connection.DefaultAccountCode,
            choices);
    }

    // What the key's last parts say of rate and customer is asked back: the link counts if a line of that kind leads to it.
    private static ProductLink? Read(BillyLink link, Func<decimal, VatParty, ProductKey> keyOf)
    {
        var parts = link.LocalKey.Split('|');
        // A choice of the owner's adds two parts at the end.
        foreach (var end in (int[])[parts.Length, parts.Length - 2])
        {
            if (end >= 5
                && decimal.TryParse(parts[end - 3], NumberStyles.Number, CultureInfo.InvariantCulture, out var percent)
                && Enum.TryParse<CustomerKind>(parts[end - 1], out var kind)
                && keyOf(percent, new(parts[end - 2], kind)).ToString() == link.LocalKey)
                return new(link.BillyId, link.LinkedAt, percent, parts[end - 2], kind);
        }

        return null;
    }

    private static IQueryable<BillyLink> Links(WorkspaceDbContext db, BillyLinkKind kind) =>
        from link in db.Set<BillyLink>()
        join connection in db.Set<Connection>() on link.OrganizationId equals connection.OrganizationId
        where link.Kind == kind
        select link;
}
