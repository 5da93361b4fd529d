using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PennaPay.Billy.Core.Records.Products;

namespace PennaPay.Billy.Core.Records.Invoices;

internal sealed class InvoiceLineConfiguration : IEntityTypeConfiguration<InvoiceLine>
{
    public void Configure(EntityTypeBuilder<InvoiceLine> builder)
    {
        builder.ToTable("InvoiceLines");
        builder.Property(line => line.Id).ValueGeneratedNever();
        builder.Property(line => line.Description).HasMaxLength(InvoiceRules.MaxDescription);
        builder.Property(line => line.Details).HasMaxLength(InvoiceRules.MaxText);
        builder.Property(line => line.Unit).HasMaxLength(InvoiceRules.MaxShortText);
        builder.Property(line => line.VatCode).HasMaxLength(InvoiceRules.MaxShortText);
        builder.Property(line => line.AccountCode).HasMaxLength(InvoiceRules.MaxShortText);
        builder.HasOne<Product>().WithMany().HasForeignKey(line => line.ProductId).OnDelete(DeleteBehavior.SetNull);
        builder.HasIndex(line => new { line.ProductId, line.WorkspaceId });
    }
}
