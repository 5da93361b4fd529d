using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Records.CustomFields;
using PennaPay.Billy.Core.Storage;

namespace PennaPay.Billy.Core.Records.Products;

/// <summary>Creates, changes and deletes products. Invoices never change with them.</summary>
public sealed class ProductEditor(Database database, TimeProvider time)
{
    /// <summary>Stores the form, unless it breaks <see cref="ProductRules"/> or the number is taken.</summary>
    public Task<SaveResult> SaveAsync(Actor actor, ProductForm draft, CancellationToken cancellationToken)
    {
        // The form may be typed into while this waits for its turn.
        var form = draft.Copy();
        return database.WriteAsync(actor, Permission.EditProducts, (db, token) => SaveAsync(db, actor.Workspace, form, token), cancellationToken);
    }

    /// <summary>Deletes it; the lines that were filled from it keep what they say.</summary>
    /// <returns>Whether the workspace had it.</returns>
    public Task<bool> DeleteAsync(Actor actor, Guid id, CancellationToken cancellationToken) =>
        database.WriteAsync(actor, Permission.EditProducts, async (db, token) =>
        {
            if (await db.Set<Product>().Where(product => product.Id == id).ExecuteDeleteAsync(token) == 0)
                return false;
            db.Audit("product.deleted", nameof(Product), id);
            return true;
        }, cancellationToken);

    private async Task<SaveResult> SaveAsync(
        WorkspaceDbContext db, WorkspaceId workspace, ProductForm draft, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var product = draft.Id is not { } id
            ? new Product { Id = Guid.CreateVersion7(now), WorkspaceId = workspace, CreatedAt = now, Version = 0 }
            : await db.Set<Product>().FirstOrDefaultAsync(known => known.Id == id, cancellationToken);
        if (product is null)
            return new SaveResult.NotFound();
        if (draft.Id is not null && product.Version != draft.Version)
            return new SaveResult.ChangedMeanwhile();

        draft.CopyTo(product);
        var (values, unfit) = CustomValueRules.Settle(await CustomFieldList.OfAsync(db, CustomFieldRecord.Product, cancellationToken), product.CustomValues, draft.CustomValues);
        product.CustomValues = values;
        List<FieldProblem> problems = [.. ProductRules.Check(product), .. ProductRules.Check(draft.Prices), .. unfit];
        if (product.Number is { } number
            && await db.Set<Product>().AsNoTracking().AnyAsync(other => other.Number == number && other.Id != product.Id, cancellationToken))
            problems.Add(new(nameof(Product.Number), ProductProblems.NumberTaken, number));
        if (problems.Count > 0)
        {
            db.ChangeTracker.Clear();
            return new SaveResult.Invalid(problems);
        }

        product.UpdatedAt = now;
        product.Version++;
        if (draft.Id is null)
            db.Add(product);
        db.Audit(draft.Id is null ? "product.created" : "product.changed", nameof(Product), product.Id);
        return new SaveResult.Saved(product.Id, product.Version);
    }
}
