using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Storage;

namespace PennaPay.Billy.Core.Push.Strays;

internal sealed class StrayDocumentConfiguration : IEntityTypeConfiguration<StrayDocument>
{
    public void Configure(EntityTypeBuilder<StrayDocument> builder)
    {
        builder.ToTable("StrayDocuments");
        builder.HasKey(s => new { s.ConnectionId, s.RemoteId });
        builder.Property(s => s.RemoteId).HasMaxLength(200);
        builder.Property(s => s.Gross).HasMoneyConversion();
        builder.HasIndex(s => new { s.ConnectionId, s.Key }).HasFilter("\"Key\" IS NOT NULL");
        builder.HasIndex(s => new { s.ConnectionId, s.Reference });
        builder.HasOne<Connection>().WithMany().HasForeignKey(s => s.ConnectionId).OnDelete(DeleteBehavior.Restrict);
    }
}
