using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PennaPay.Billy.Core.Access.Keys;

internal sealed class ApiKeyConfiguration : IEntityTypeConfiguration<ApiKey>
{
    public void Configure(EntityTypeBuilder<ApiKey> builder)
    {
        builder.ToTable("ApiKeys");
        builder.Property(key => key.Id).ValueGeneratedNever();
        builder.Property(key => key.Name).HasMaxLength(ApiKey.MaxName);
        builder.Property(key => key.Scopes).HasMaxLength(200);
        builder.Property(key => key.Prefix).HasMaxLength(ApiKeySecret.PrefixLength);
        builder.Property(key => key.Hash).HasMaxLength(32);
        builder.Property(key => key.CreatedBy).HasMaxLength(256);
        builder.HasIndex(key => key.Hash).IsUnique();
        builder.HasIndex(key => key.WorkspaceId);
    }
}
