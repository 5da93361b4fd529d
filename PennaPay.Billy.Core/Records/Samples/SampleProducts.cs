using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Records.Products;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Core.Records.Samples;

/// <summary>What the freelancer of <see cref="SampleInvoices"/> sells.</summary>
internal static class SampleProducts
{
    /// <summary>Adds those whose numbers are free, and ties the lines that sell one of them at its price to it.</summary>
    public static async Task AddAsync(
        WorkspaceDbContext db, IReadOnlyCollection<InvoiceLine> lines, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var taken = await db.Set<Product>().Where(product => product.Number != null).Select(product => product.Number!).ToListAsync(cancellationToken);
        var fresh = Of(db.Workspace, now).Where(product => !taken.Contains(product.Number!)).ToList();
        if (fresh.Count > 0)
            db.Audit("products.created", nameof(Product), count: fresh.Count);
        foreach (var product in fresh)
        {
            db.Add(product);
            foreach (var line in lines.Where(line => (line.Unit, line.UnitPrice) == (product.Unit, product.UnitPrice)))
                line.ProductId = product.Id;
        }
    }

    internal static IEnumerable<Product> Of(WorkspaceId workspace, DateTimeOffset now)
    {
        yield return Make("100", "Design og rådgivning", "timer", 850m);
        yield return Make("110", "Illustration", "stk.", 450m, "Med ret til brug i tryk og på nettet.", prices: [new("EUR", 60.5m), new("SEK", 690m)]);
        yield return Make("120", "Opsætning af annoncer", "timer", 795m);
        yield return Make("200", "Domæne og webhotel", "måneder", 59.95m);
        yield return Make("300", "Foredrag", null, 5_500m, vat: VatTreatment.Exempt);
        yield return Make("310", "Workshop, heldag", "dage", null);

        Product Make(string number, string name, string? unit, decimal? price, string? details = null, VatTreatment vat = VatTreatment.Standard, IReadOnlyList<ProductPrice>? prices = null)
        {
            var product = new Product
            {
                Id = Guid.CreateVersion7(now), WorkspaceId = workspace, Number = number, Name = name, Unit = unit, UnitPrice = price,
                Details = details, Vat = vat, Prices = prices ?? [], CreatedAt = now, UpdatedAt = now,
            };
            product.RefreshSearchText();
            return product;
        }
    }
}
