using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PennaPay.Billy.Core.Connections;

namespace PennaPay.Billy.Core.Push.Copies;

internal sealed class DeliveryConfiguration : IEntityTypeConfiguration<Delivery>
{
    public void Configure(EntityTypeBuilder<Delivery> builder)
    {
        builder.ToTable("Deliveries");
        builder.HasKey(delivery => new { delivery.InvoiceId, delivery.ConnectionId });
        builder.Property(delivery => delivery.Way).HasMaxLength(40);
        builder.Property(delivery => delivery.Reason).HasMaxLength(1000);
        builder.HasIndex(delivery => new { delivery.WorkspaceId, delivery.ConnectionId, delivery.State, delivery.SeenAt });
        builder.HasOne<Connection>().WithMany().HasForeignKey(delivery => delivery.ConnectionId).OnDelete(DeleteBehavior.Restrict);
    }
}
