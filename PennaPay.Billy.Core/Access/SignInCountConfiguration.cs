using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PennaPay.Billy.Core.Access;

internal sealed class SignInCountConfiguration : IEntityTypeConfiguration<SignInCount>
{
    public void Configure(EntityTypeBuilder<SignInCount> builder)
    {
        builder.ToTable("SignInCounts");
        builder.HasKey(count => count.Key);
        builder.Property(count => count.Key).HasMaxLength(64);
        builder.HasIndex(count => count.LastAt);
    }
}
