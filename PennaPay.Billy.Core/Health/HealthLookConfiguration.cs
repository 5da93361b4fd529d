using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PennaPay.Billy.Core.Health;

internal sealed class HealthLookConfiguration : IEntityTypeConfiguration<HealthLook>
{
    public void Configure(EntityTypeBuilder<HealthLook> builder)
    {
        builder.ToTable("HealthLooks");
        builder.Property(l => l.Id).ValueGeneratedNever();
    }
}
