using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PennaPay.Billy.Core.Connections;

namespace PennaPay.Billy.Core.Systems.Billit.Debtors;

internal sealed class PartyIntentionConfiguration : IEntityTypeConfiguration<PartyIntention>
{
    public void Configure(EntityTypeBuilder<PartyIntention> builder)
    {
        builder.ToTable("PartyIntentions");
        builder.HasKey(intention => new { intention.WorkspaceId, intention.ConnectionId, intention.CustomerId });
        builder.Property(intention => intention.ExternalId).HasMaxLength(64);
        builder.HasOne<Connection>().WithMany().HasForeignKey(intention => intention.ConnectionId).OnDelete(DeleteBehavior.Restrict);
    }
}
