using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PennaPay.Billy.Core.Records.Invoices.Import.Csv;

internal sealed class ColumnTemplateConfiguration : IEntityTypeConfiguration<ColumnTemplate>
{
    public void Configure(EntityTypeBuilder<ColumnTemplate> builder)
    {
        builder.ToTable("ColumnTemplates");
        builder.HasKey(template => new { template.WorkspaceId, template.HeadingsHash });
        builder.Property(template => template.HeadingsHash).HasMaxLength(64);
        builder.Property(template => template.SavedBy).HasMaxLength(256);
    }
}
