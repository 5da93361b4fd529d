using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PennaPay.Billy.Core.Records.Invoices.Import.Undoing;

internal sealed class InvoiceImportConfiguration : IEntityTypeConfiguration<InvoiceImport>
{
    public void Configure(EntityTypeBuilder<InvoiceImport> builder)
    {
        builder.ToTable("InvoiceImports");
        builder.Property(import => import.Id).ValueGeneratedNever();
        builder.Property(import => import.StartedBy).HasMaxLength(256);
        builder.HasIndex(import => new { import.WorkspaceId, import.Id });
    }
}
