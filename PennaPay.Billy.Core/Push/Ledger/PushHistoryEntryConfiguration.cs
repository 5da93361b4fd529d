using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PennaPay.Billy.Core.Push.Ledger;

internal sealed class PushHistoryEntryConfiguration : IEntityTypeConfiguration<PushHistoryEntry>
{
    public void Configure(EntityTypeBuilder<PushHistoryEntry> builder)
    {
        builder.ToTable("PushHistory");
        builder.Property(h => h.FailureFields).HasConversion(StoredFieldMessages.Converter, StoredFieldMessages.Comparer);
        // In the order of the history, and with all that it filters and PushFigures counts by. IsOutcome is a filter, because SQLite does not
        // find an index by a bare condition such as EF Core writes.
        builder.HasIndex(h => new { h.WorkspaceId, h.At, h.Id, h.State, h.Cause, h.IsOutcome }).HasFilter("\"IsOutcome\"");
        builder.HasIndex(h => new { h.WorkspaceId, h.InvoiceId, h.At });
        builder.HasIndex(h => h.PushId);
    }
}
