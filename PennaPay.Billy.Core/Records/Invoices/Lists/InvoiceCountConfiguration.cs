using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PennaPay.Billy.Core.Storage;

namespace PennaPay.Billy.Core.Records.Invoices.Lists;

internal sealed class InvoiceCountConfiguration : IEntityTypeConfiguration<InvoiceCount>
{
    public void Configure(EntityTypeBuilder<InvoiceCount> builder)
    {
        // Written by SqliteCounts alone.
        builder.ToTable(SqliteCounts.OfInvoices.Table);
        builder.HasKey(count => new { count.WorkspaceId, count.CopyState, count.Status, count.Kind, count.Origin, count.HasCopy, count.IsArchived });
        builder.Property(count => count.Origin).HasOriginConversion();
    }
}
