using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Records.Invoices;

namespace PennaPay.Billy.Core.Push.Copies;

internal sealed class InvoiceCopyConfiguration : IEntityTypeConfiguration<InvoiceCopy>
{
    public void Configure(EntityTypeBuilder<InvoiceCopy> builder)
    {
        builder.ToTable("InvoiceCopies");
        builder.HasKey(c => new { c.InvoiceId, c.ConnectionId });
        builder.Ignore(c => c.Look);
        builder.Property(c => c.RemoteId).HasMaxLength(200);
        builder.Property(c => c.RemoteNumber).HasMaxLength(100);
        builder.HasIndex(c => new { c.ConnectionId, c.RemoteId });
        // What is settled is never looked through: after some years it is nearly all.
        builder.HasIndex(c => new { c.ConnectionId, c.Condition });
        builder.HasOne<Invoice>().WithMany().HasForeignKey(c => c.InvoiceId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Connection>().WithMany().HasForeignKey(c => c.ConnectionId).OnDelete(DeleteBehavior.Restrict);
    }
}
