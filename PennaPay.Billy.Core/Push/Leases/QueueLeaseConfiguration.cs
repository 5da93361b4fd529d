using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PennaPay.Billy.Core.Push.Leases;

internal sealed class QueueLeaseConfiguration : IEntityTypeConfiguration<QueueLease>
{
    public void Configure(EntityTypeBuilder<QueueLease> builder)
    {
        builder.ToTable("QueueLeases");
        builder.HasKey(l => l.ConnectionId);
        builder.Property(l => l.ConnectionId).ValueGeneratedNever();
    }
}
