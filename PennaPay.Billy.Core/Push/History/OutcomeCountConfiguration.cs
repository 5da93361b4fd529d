using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PennaPay.Billy.Core.Storage;

namespace PennaPay.Billy.Core.Push.History;

internal sealed class OutcomeCountConfiguration : IEntityTypeConfiguration<OutcomeCount>
{
    public void Configure(EntityTypeBuilder<OutcomeCount> builder)
    {
        // Written by SqliteCounts alone.
        builder.ToTable(SqliteCounts.OfOutcomes.Table);
        builder.HasKey(count => new { count.WorkspaceId, count.State, count.Cause });
    }
}
