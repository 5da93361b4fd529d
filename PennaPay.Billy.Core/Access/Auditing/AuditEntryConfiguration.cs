using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PennaPay.Billy.Core.Access.Auditing;

internal sealed class AuditEntryConfiguration : IEntityTypeConfiguration<AuditEntry>
{
    public void Configure(EntityTypeBuilder<AuditEntry> builder)
    {
        builder.ToTable("AuditEntries");
        builder.Property(entry => entry.ActorId).HasMaxLength(100);
        builder.Property(entry => entry.Action).HasMaxLength(60);
        builder.Property(entry => entry.SubjectKind).HasMaxLength(60);
        builder.Property(entry => entry.SubjectId).HasMaxLength(100);
        builder.Property(entry => entry.Refusal).HasMaxLength(60);
        builder.HasIndex(entry => new { entry.WorkspaceId, entry.At });
    }
}
