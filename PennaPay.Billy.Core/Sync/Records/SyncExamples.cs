using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Links;
using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Records.Products;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Core.Sync.Merging;

namespace PennaPay.Billy.Core.Sync.Records;

/// <summary>Finds a real record to show a mapping with. The other system is not asked: what it had when both sides last agreed stands in the link.</summary>
public sealed class SyncExamples(Database database, RecordEndpoints endpoints)
{
    private const int Tries = 20;

    /// <summary>One that is linked where there is any, the one seen to last; null where we have none at all.</summary>
    public async Task<SyncExample?> FindAsync(WorkspaceId workspace, Guid connection, string system, SyncModule module, CancellationToken cancellationToken)
    {
        var ours = endpoints.Of(system, module).Ours;
        await using var db = database.Read(workspace);
        var links = await db.Set<RecordLink>().Where(link => link.ConnectionId == connection && link.Kind == ours.Kind && link.Base != null)
            .OrderByDescending(link => link.BaseAt).Take(Tries).ToListAsync(cancellationToken);
        foreach (var link in links)
        {
            if (await ours.FindAsync(db, link.LocalId, cancellationToken) is { } linked && linked.Module == module)
                return new(linked, AgreedValues.Read(link.Base)!, link.BaseAt);
        }

        var any = module == SyncModule.Products
            ? await db.Set<Product>().OrderByDescending(product => product.UpdatedAt).Select(product => (Guid?)product.Id).FirstOrDefaultAsync(cancellationToken)
            : await NewestAsync(db, module == SyncModule.Contacts ? CustomerKind.Person : CustomerKind.Company, cancellationToken);
        return any is { } id && await ours.FindAsync(db, id, cancellationToken) is { } record ? new(record, new Dictionary<string, AgreedValue>(), null) : null;
    }

    private static Task<Guid?> NewestAsync(WorkspaceDbContext db, CustomerKind kind, CancellationToken cancellationToken) =>
        db.Set<Customer>().Where(customer => customer.Kind == kind).OrderByDescending(customer => customer.UpdatedAt).Select(customer => (Guid?)customer.Id).FirstOrDefaultAsync(cancellationToken);
}

/// <summary>A record to show a mapping with.</summary>
/// <param name="Ours">Ours, as it is.</param>
/// <param name="Agreed">What both sides last agreed on, by <see cref="Fields.FieldRow.Key"/>; empty where it is not linked.</param>
/// <param name="AgreedAt">When they did.</param>
public sealed record SyncExample(OurRecord Ours, IReadOnlyDictionary<string, AgreedValue> Agreed, DateTimeOffset? AgreedAt);
