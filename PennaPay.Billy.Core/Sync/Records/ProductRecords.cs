using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Links;
using PennaPay.Billy.Core.Records.CustomFields;
using PennaPay.Billy.Core.Records.Products;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Core.Sync.Fields;
using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Core.Sync.Records;

/// <summary>Our products.</summary>
public sealed class ProductRecords(Database database, TimeProvider time) : IOurRecords
{
    private static readonly FieldOf<Product, ProductForm>[] All =
    [
        new(new("name", FieldType.Text) { IsRequired = true }, product => product.Name, (form, value) => form.Name = value),
        new(new("number", FieldType.Text), product => product.Number, (form, value) => form.Number = value),
        new(new("details", FieldType.Block), product => product.Details, (form, value) => form.Details = value),
        new(new("unit", FieldType.Text), product => product.Unit, (form, value) => form.Unit = value),
        new(new("unitPrice", FieldType.Number), product => FieldValue.Text(product.UnitPrice), (form, value) => form.UnitPrice = value is null ? null : FieldValue.Number(value) ?? form.UnitPrice),
        .. PriceFields.Currencies.Select(PriceIn),
        new(new("account", FieldType.Text), product => product.AccountCode, (form, value) => form.AccountCode = value),
        new(new("vat", FieldType.Code), product => product.Vat.ToString(), (form, value) => form.Vat = Enum.TryParse<VatTreatment>(value, ignoreCase: true, out var vat) ? vat : form.Vat),
    ];

    public RecordKind Kind => RecordKind.Product;

    public IReadOnlyList<SyncField> Fields { get; } = Array.ConvertAll(All, field => field.Field);

    /// <inheritdoc/>
    public Task<IReadOnlyList<SyncField>> FieldsAsync(WorkspaceDbContext db, CancellationToken cancellationToken) =>
        OwnFields.AfterAsync(Fields, db, CustomFieldRecord.Product, cancellationToken);

    public string NumberField => "number";

    /// <inheritdoc/>
    public async Task<IReadOnlyList<OurRecord>> ReadAllAsync(WorkspaceId workspace, CancellationToken cancellationToken)
    {
        await using var db = database.Read(workspace);
        return await db.Set<Product>().OrderBy(product => product.Id).AsAsyncEnumerable().Select(Of).ToListAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<OurRecord?> FindAsync(WorkspaceDbContext db, Guid id, CancellationToken cancellationToken) =>
        await db.Set<Product>().FirstOrDefaultAsync(product => product.Id == id, cancellationToken) is { } found ? Of(found) : null;

    /// <inheritdoc/>
    public async Task<(OurRecord? Record, IReadOnlyList<FieldProblem> Problems)> CreateAsync(
        WorkspaceDbContext db, SyncModule module, IReadOnlyDictionary<string, string?> values, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var product = new Product { Id = Guid.CreateVersion7(now), WorkspaceId = db.Workspace, CreatedAt = now, Version = 0 };
        if (await SaveAsync(db, product, new ProductForm(), values, now, cancellationToken) is { Count: > 0 } problems)
            return (null, problems);
        await db.AddAsync(product, cancellationToken);
        return (Of(product), []);
    }

    /// <inheritdoc/>
    public async Task<(OurRecord? Record, IReadOnlyList<FieldProblem> Problems)> ChangeAsync(
        WorkspaceDbContext db, Guid id, IReadOnlyDictionary<string, string?> changes, CancellationToken cancellationToken)
    {
        if (await db.Set<Product>().FirstOrDefaultAsync(known => known.Id == id, cancellationToken) is not { } product)
            return (null, []);
        // What cannot be stored must not stay in the context.
        var before = ProductForm.From(product);
        if (await SaveAsync(db, product, ProductForm.From(product), changes, time.GetUtcNow(), cancellationToken) is { Count: > 0 } problems)
        {
            before.CopyTo(product);
            return (null, problems);
        }

        return (Of(product), []);
    }

    /// <inheritdoc/>
    public async Task<bool> DeleteAsync(WorkspaceDbContext db, Guid id, CancellationToken cancellationToken)
    {
        if (await db.Set<Product>().FirstOrDefaultAsync(known => known.Id == id, cancellationToken) is { } product)
            db.Remove(product);
        return true;
    }

    private static async Task<IReadOnlyList<FieldProblem>> SaveAsync(
        WorkspaceDbContext db, Product product, ProductForm form, IReadOnlyDictionary<string, string?> values, DateTimeOffset now, CancellationToken cancellationToken)
    {
        FieldOf<Product, ProductForm>.Fill(All, form, values);

        form.CopyTo(product);
        var (own, unfit) = await OwnFields.SettleAsync(db, CustomFieldRecord.Product, product.CustomValues, values, cancellationToken);
        List<FieldProblem> problems = [.. ProductRules.Check(product), .. ProductRules.Check(form.Prices), .. unfit];
        if (product.Number is { } number
            && (await db.Set<Product>().AsNoTracking().AnyAsync(other => other.Number == number && other.Id != product.Id, cancellationToken)
                || db.Set<Product>().Local.Any(other => other.Number == number && other.Id != product.Id)))
            problems.Add(new(nameof(Product.Number), ProductProblems.NumberTaken, number));
        if (problems.Count > 0)
            return problems;
        product.CustomValues = own;
        product.UpdatedAt = now;
        product.Version++;
        return [];
    }

    private static FieldOf<Product, ProductForm> PriceIn(string currency) => new(
        new(PriceFields.NameOf(currency), FieldType.Number),
        product => FieldValue.Text(product.PriceIn(currency)),
        (form, value) =>
        {
            // What is no number leaves the price as it is.
            if (value is null || FieldValue.Number(value) is not null)
                form.SetPrice(currency, FieldValue.Number(value));
        });

    private static OurRecord Of(Product product) => new()
    {
        Id = product.Id,
        Version = product.Version,
        Module = SyncModule.Products,
        Title = product.Name,
        Values = OwnFields.With(product.CustomValues, FieldOf<Product, ProductForm>.Read(All, product)),
    };
}
