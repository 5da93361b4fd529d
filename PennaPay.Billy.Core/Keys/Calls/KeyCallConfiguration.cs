using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PennaPay.Billy.Core.Keys.Calls;

internal sealed class KeyCallConfiguration : IEntityTypeConfiguration<KeyCall>
{
    public void Configure(EntityTypeBuilder<KeyCall> builder)
    {
        builder.ToTable("KeyCalls");
        builder.Property(call => call.Tool).HasMaxLength(KeyCall.MaxTool);
        builder.Property(call => call.Outcome).HasMaxLength(KeyCall.MaxOutcome);
        builder.HasIndex(call => new { call.WorkspaceId, call.Id });
        builder.HasIndex(call => new { call.WorkspaceId, call.KeyId, call.Id });
    }
}
