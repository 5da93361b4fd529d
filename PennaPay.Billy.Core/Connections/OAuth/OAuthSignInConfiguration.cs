using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PennaPay.Billy.Core.Connections.OAuth;

internal sealed class OAuthSignInConfiguration : IEntityTypeConfiguration<OAuthSignIn>
{
    public void Configure(EntityTypeBuilder<OAuthSignIn> builder)
    {
        builder.ToTable("OAuthSignIns");
        builder.Property(signIn => signIn.Id).ValueGeneratedNever();
        builder.Property(signIn => signIn.System).HasMaxLength(40);
        builder.Property(signIn => signIn.StateHash).HasMaxLength(64);
        builder.Property(signIn => signIn.Kept).HasColumnName("Verifier");
        builder.HasIndex(signIn => new { signIn.WorkspaceId, signIn.StateHash }).IsUnique();
    }
}
