using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

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

        // SearchText begins with the name, so this index serves the list's order as well as its search.
        builder.HasIndex(product => new { product.WorkspaceId, product.SearchText, product.Id });
        builder.HasIndex(product => new { product.WorkspaceId, product.Number }).IsUnique();
    }
}
