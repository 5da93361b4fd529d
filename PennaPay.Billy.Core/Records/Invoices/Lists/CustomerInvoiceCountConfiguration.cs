using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PennaPay.Billy.Core.Storage;

namespace PennaPay.Billy.Core.Records.Invoices.Lists;

internal sealed class CustomerInvoiceCountConfiguration : IEntityTypeConfiguration<CustomerInvoiceCount>
{
    public void Configure(EntityTypeBuilder<CustomerInvoiceCount> builder)
    {
        // Written by SqliteCounts alone.
        builder.ToTable(SqliteCounts.OfCustomers.Table);
        builder.HasKey(count => new { count.WorkspaceId, count.CustomerId });
    }
}
