using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Core.Records.Invoices.Lists;

internal sealed class SavedFilterConfiguration : IEntityTypeConfiguration<SavedFilter>
{
    public void Configure(EntityTypeBuilder<SavedFilter> builder)
    {
        builder.ToTable("SavedFilters");
        builder.Ignore(filter => filter.Query);
        builder.Property(filter => filter.Id).ValueGeneratedNever();
        builder.Property(filter => filter.Name).HasMaxLength(SavedFilters.MaxName);
        builder.Property(filter => filter.Search).HasMaxLength(SearchText.MaxLength);
        builder.HasOne<Membership>().WithMany().HasForeignKey(filter => new { filter.UserId, filter.WorkspaceId });
        builder.HasIndex(filter => new { filter.UserId, filter.WorkspaceId, filter.Name }).IsUnique();
    }
}
