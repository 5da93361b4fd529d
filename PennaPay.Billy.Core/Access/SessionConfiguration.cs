using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PennaPay.Billy.Core.Access;

internal sealed class SessionConfiguration : IEntityTypeConfiguration<Session>
{
    public void Configure(EntityTypeBuilder<Session> builder)
    {
        builder.ToTable("Sessions");
        builder.Property(session => session.Device).HasMaxLength(100);
        builder.Property(session => session.Address).HasMaxLength(45);
        builder.HasOne<User>().WithMany().HasForeignKey(session => session.UserId);
    }
}
