using System.Globalization;
using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Core.Systems.Billy.Postings.Books;
using PennaPay.Billy.Core.Systems.Billy.Postings.Choices;
using PennaPay.Billy.Core.Systems.Billy.Settings;
using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Core.Systems.Billy.Postings;

/// <summary>The stored products that lines are posted by.</summary>
public sealed class PostingProducts(Database database, ConnectionStore connections, TimeProvider time)
{
    // Compiled once, because every push asks it for each kind of line.
    private readonly Func<WorkspaceDbContext, Guid, string, CancellationToken, Task<string?>> linked = EF.CompileAsyncQuery(
        (WorkspaceDbContext db, Guid connection, string key, CancellationToken cancellationToken) => db.Set<PostingProduct>()
            .Where(p => p.ConnectionId == connection && p.Key == key).Select(p => p.ProductId).FirstOrDefault());

    /// <summary>Billy's id of the product; null when none is known.</summary>
    internal async Task<string?> FindAsync(WorkspaceId workspace, Guid connection, ProductKey key, CancellationToken cancellationToken)
    {
        await using var db = database.Read(workspace);
        return await linked(db, connection, key.ToString(), cancellationToken);
    }

    internal Task RememberAsync(WorkspaceId workspace, Guid connection, ProductKey key, string productId, CancellationToken cancellationToken) =>
        database.WriteAsync(workspace, async (db, ct) =>
        {
            var stored = key.ToString();
            var product = await db.Set<PostingProduct>().FirstOrDefaultAsync(p => p.ConnectionId == connection && p.Key == stored, ct)
                ?? db.Add(new PostingProduct { ConnectionId = connection, Key = stored, ProductId = productId }).Entity;
            (product.ProductId, product.LinkedAt) = (productId, time.GetUtcNow());
        }, cancellationToken);

    /// <summary>Billy's ids of all that the connection posts by.</summary>
    internal async Task<HashSet<string>> IdsAsync(WorkspaceId workspace, Guid connection, CancellationToken cancellationToken)
    {
        await using var db = database.Read(workspace);
        return await db.Set<PostingProduct>().Where(p => p.ConnectionId == connection).Select(p => p.ProductId).ToHashSetAsync(cancellationToken);
    }

    /// <summary>Forgets products that Billy no longer has.</summary>
    internal Task ForgetAsync(WorkspaceId workspace, Guid connection, IReadOnlyCollection<string> productIds, CancellationToken cancellationToken) =>
        database.WriteAsync(workspace, (db, ct) => db.Set<PostingProduct>()
            .Where(p => p.ConnectionId == connection && productIds.Contains(p.ProductId)).ExecuteDeleteAsync(ct), cancellationToken);

    /// <summary>
    /// The Billy products that lines with this account and VAT treatment land on in the current organisation; empty until the
    /// first such push.
    /// </summary>
    public async Task<IReadOnlyList<ProductLink>> OfAsync(
        WorkspaceId workspace, string? accountCode, VatTreatment treatment, CancellationToken cancellationToken)
    {
        if (await connections.CurrentAsync(workspace, BillySystem.SystemId, cancellationToken) is not { } connection)
            return [];
        await using var db = database.Read(workspace);
        var choices = new PostingChoices(await db.Set<PostingChoice>().Where(c => c.ConnectionId == connection.Id).ToListAsync(cancellationToken));
        // An organisation has dozens of them, not thousands.
        var products = await db.Set<PostingProduct>().Where(p => p.ConnectionId == connection.Id).OrderBy(p => p.Key).ToListAsync(cancellationToken);
        return [.. products.Select(product => Read(product, KeyOf)).OfType<ProductLink>()];

        ProductKey KeyOf(decimal rate, VatParty party) => ProductKey.Of(
            new InvoiceLine { AccountCode = accountCode, Vat = treatment, VatRate = rate },
            new Customer { Name = "", CountryCode = party.CountryCode, Kind = party.Kind },
            connection.Choices.DefaultAccountCode,
            choices);
    }

    // What the key's last parts say of rate and customer is asked back: the product counts if a line of that kind leads to it.
    private static ProductLink? Read(PostingProduct product, Func<decimal, VatParty, ProductKey> keyOf)
    {
        var parts = product.Key.Split('|');
        // A choice of the owner's adds two parts at the end.
        foreach (var end in (int[])[parts.Length, parts.Length - 2])
        {
            if (end >= 5
                && decimal.TryParse(parts[end - 3], NumberStyles.Number, CultureInfo.InvariantCulture, out var percent)
                && Enum.TryParse<CustomerKind>(parts[end - 1], out var kind)
                && keyOf(percent, new(parts[end - 2], kind)).ToString() == product.Key)
                return new(product.ProductId, product.LinkedAt, percent, parts[end - 2], kind);
        }

        return null;
    }
}
