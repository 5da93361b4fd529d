using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PennaPay.Billy.Core.Records.CustomFields;

namespace PennaPay.Billy.Core.Records.Products;

internal sealed class ProductConfiguration : IEntityTypeConfiguration<Product>
{
    public void Configure(EntityTypeBuilder<Product> builder)
    {
        builder.ToTable("Products");
        builder.Property(product => product.Id).ValueGeneratedNever();
        builder.Property(product => product.Number).HasMaxLength(ProductRules.MaxShortText);
        builder.Property(product => product.Name).HasMaxLength(ProductRules.MaxName);
        builder.Property(product => product.Details).HasMaxLength(ProductRules.MaxText);
        builder.Property(product => product.Unit).HasMaxLength(ProductRules.MaxShortText);
        builder.Property(product => product.AccountCode).HasMaxLength(ProductRules.MaxShortText);

        // A few small values that are read and written with their product and never without it: a table of them would be one
        // more to join in every list, to count and to erase. SQLite's json_each looks into it where somebody must.
        builder.Property(product => product.Prices).HasConversion(
            prices => JsonSerializer.Serialize(prices, JsonSerializerOptions.Web),
            text => JsonSerializer.Deserialize<IReadOnlyList<ProductPrice>>(text, JsonSerializerOptions.Web)!,
            new ValueComparer<IReadOnlyList<ProductPrice>>(
                (one, other) => ReferenceEquals(one, other) || one != null && other != null && one.SequenceEqual(other), prices => prices.Count, prices => prices));
        builder.Property(product => product.CustomValues).Stored();

        // SearchText begins with the name, so this index serves the list's order as well as its search.
        builder.HasIndex(product => new { product.WorkspaceId, product.SearchText, product.Id });
        builder.HasIndex(product => new { product.WorkspaceId, product.Number }).IsUnique();
    }
}
