using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PennaPay.Billy.Core.Access;

internal sealed class MembershipConfiguration : IEntityTypeConfiguration<Membership>
{
    public void Configure(EntityTypeBuilder<Membership> builder)
    {
        builder.ToTable("Memberships");
        builder.HasKey(membership => new { membership.UserId, membership.WorkspaceId });
        builder.HasOne<User>().WithMany().HasForeignKey(membership => membership.UserId);
    }
}
