using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Core.Records.Products;

public sealed class ProductList(Database database)
{
    /// <summary>One page in the order of the query; ties are broken by age.</summary>
    public async Task<PageOf<ProductRow>> PageAsync(WorkspaceId workspace, ProductQuery query, CancellationToken cancellationToken)
    {
        await using var db = database.Read(workspace);
        var words = SearchText.WordsOf(query.Search);
        var products = await SqliteSearch.OfProducts.FindFewAsync<Product>(db, words, SqliteSearch.Few, cancellationToken) ?? db.Set<Product>();
        foreach (var word in words)
            products = products.Where(product => product.SearchText.Contains(word));
        var total = await products.CountAsync(cancellationToken);
        var rows = await Order(products, query.Sort, query.Descending)
            .Skip(query.Skip).Take(query.Take)
            .Select(product => new ProductRow(
                product.Id, product.Number, product.Name, product.Unit, product.UnitPrice, product.Vat, product.AccountCode, product.Prices))
            .ToListAsync(cancellationToken);
        return new(total, rows);
    }

    /// <summary>One product; null when there is none of that id in the workspace.</summary>
    public async Task<Product?> FindAsync(WorkspaceId workspace, Guid id, CancellationToken cancellationToken)
    {
        await using var db = database.Read(workspace);
        return await db.Set<Product>().FirstOrDefaultAsync(product => product.Id == id, cancellationToken);
    }

    /// <summary>How many lines of invoices were filled from it.</summary>
    public async Task<int> CountLinesAsync(WorkspaceId workspace, Guid id, CancellationToken cancellationToken)
    {
        await using var db = database.Read(workspace);
        return await db.Set<InvoiceLine>().CountAsync(line => line.ProductId == id, cancellationToken);
    }

    private static IQueryable<Product> Order(IQueryable<Product> products, ProductSort sort, bool descending)
    {
        return sort switch
        {
            ProductSort.Number => Last(Then(Then(products.OrderBy(product => product.Number == null), product => product.Number!.Length), product => product.Number)),
            // SQLite keeps decimals as text, which it cannot put in order.
            ProductSort.UnitPrice => Last(Then(products.OrderBy(product => product.UnitPrice == null), product => (double?)product.UnitPrice)),
            _ => Last(descending ? products.OrderByDescending(product => product.SearchText) : products.OrderBy(product => product.SearchText)),
        };

        IOrderedQueryable<Product> Then<TKey>(IOrderedQueryable<Product> ordered, Expression<Func<Product, TKey>> key) =>
            descending ? ordered.ThenByDescending(key) : ordered.ThenBy(key);

        IOrderedQueryable<Product> Last(IOrderedQueryable<Product> ordered) => Then(ordered, product => product.Id);
    }
}
