using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Records.Invoices;

namespace PennaPay.Billy.Core.Systems.Billy.Postings.Choices;

internal sealed class PostingChoiceConfiguration : IEntityTypeConfiguration<PostingChoice>
{
    public void Configure(EntityTypeBuilder<PostingChoice> builder)
    {
        builder.ToTable("PostingChoices");
        builder.HasKey(c => new { c.WorkspaceId, c.ConnectionId, c.Subject, c.Key });
        builder.Property(c => c.Key).HasMaxLength(InvoiceRules.MaxShortText);
        builder.Ignore(c => c.Target);
        builder.HasOne<Connection>().WithMany().HasForeignKey(c => c.ConnectionId).OnDelete(DeleteBehavior.Restrict);
    }
}
