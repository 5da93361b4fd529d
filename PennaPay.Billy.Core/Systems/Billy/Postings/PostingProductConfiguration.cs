using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PennaPay.Billy.Core.Connections;

namespace PennaPay.Billy.Core.Systems.Billy.Postings;

internal sealed class PostingProductConfiguration : IEntityTypeConfiguration<PostingProduct>
{
    public void Configure(EntityTypeBuilder<PostingProduct> builder)
    {
        builder.ToTable("PostingProducts");
        builder.HasKey(p => new { p.WorkspaceId, p.ConnectionId, p.Key });
        builder.HasOne<Connection>().WithMany().HasForeignKey(p => p.ConnectionId).OnDelete(DeleteBehavior.Restrict);
    }
}
