using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PennaPay.Billy.Core.Connections;

internal sealed class ConnectionConfiguration : IEntityTypeConfiguration<Connection>
{
    public void Configure(EntityTypeBuilder<Connection> builder)
    {
        builder.ToTable("Connections");
        builder.Property(c => c.Id).ValueGeneratedNever();
        builder.Property(c => c.System).HasMaxLength(40);
        builder.Property(c => c.AccountId).HasMaxLength(200);
        builder.Property(c => c.SecretHint).HasMaxLength(4);
        builder.Ignore(c => c.Problem);
        builder.Ignore(c => c.IsReplaced);
        builder.HasIndex(c => new { c.WorkspaceId, c.System, c.UsesSandbox, c.AccountId }).IsUnique();
        builder.HasIndex(c => c.WorkspaceId).IsUnique().HasFilter("\"IsListed\"").HasDatabaseName("IX_Connections_OneListedPerWorkspace");
    }
}
