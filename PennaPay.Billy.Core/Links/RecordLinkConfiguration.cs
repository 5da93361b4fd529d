using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PennaPay.Billy.Core.Connections;

namespace PennaPay.Billy.Core.Links;

internal sealed class RecordLinkConfiguration : IEntityTypeConfiguration<RecordLink>
{
    public void Configure(EntityTypeBuilder<RecordLink> builder)
    {
        builder.ToTable("RecordLinks");
        builder.HasKey(l => new { l.WorkspaceId, l.ConnectionId, l.Kind, l.LocalId });
        builder.Property(l => l.RemoteId).HasMaxLength(200);
        builder.HasIndex(l => new { l.WorkspaceId, l.ConnectionId, l.Kind, l.RemoteId }).IsUnique()
            .HasFilter("NOT \"IsShared\"").HasDatabaseName("IX_RecordLinks_OneLinkPerRemoteRecord");
        builder.HasOne<Connection>().WithMany().HasForeignKey(l => l.ConnectionId).OnDelete(DeleteBehavior.Restrict);
    }
}
