using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PennaPay.Billy.Core.Connections;

namespace PennaPay.Billy.Core.Sync.Sources.Pushing;

internal sealed class SourcePushConfiguration : IEntityTypeConfiguration<SourcePush>
{
    public void Configure(EntityTypeBuilder<SourcePush> builder)
    {
        builder.ToTable("SourcePushes");
        builder.HasKey(push => new { push.WorkspaceId, push.SourceId, push.ConnectionId });
        builder.Property(push => push.Choices).HasMaxLength(8000);
        builder.HasOne<Connection>().WithMany().HasForeignKey(push => push.SourceId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Connection>().WithMany().HasForeignKey(push => push.ConnectionId).OnDelete(DeleteBehavior.Restrict);
    }
}
