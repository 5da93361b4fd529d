using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Storage;

namespace PennaPay.Billy.Core.Push.Ledger;

internal sealed class LedgerEntryConfiguration : IEntityTypeConfiguration<LedgerEntry>
{
    public void Configure(EntityTypeBuilder<LedgerEntry> builder)
    {
        builder.ToTable("Pushes");
        builder.Ignore(e => e.Seen);
        builder.Ignore(e => e.Failure);
        builder.Ignore(e => e.WasGivenUp);
        builder.Property(e => e.Version).IsConcurrencyToken();
        builder.Property(e => e.FailureFields).HasConversion(StoredFieldMessages.Converter, StoredFieldMessages.Comparer);
        builder.Property(e => e.Gross).HasMoneyConversion();
        // The revision last: what is asked of an invoice in a connection finds its rows here, and not by all of the connection.
        builder.HasIndex(e => new { e.WorkspaceId, e.InvoiceId, e.ConnectionId, e.Purpose, e.Revision }).IsUnique();
        // At most one push of an invoice into a connection is under way, whoever asks and however often.
        builder.HasIndex(e => new { e.WorkspaceId, e.InvoiceId, e.ConnectionId, e.Purpose }).IsUnique()
            .HasFilter("\"State\" IN (0, 1, 2)").HasDatabaseName("IX_LedgerEntry_OneOpenPushPerInvoiceAndConnection");
        builder.HasOne<Connection>().WithMany().HasForeignKey(e => e.ConnectionId).OnDelete(DeleteBehavior.Restrict);
        // Every step of a push writes each index that its row is in; so a row is in those only that ask for it as it stands.
        builder.HasIndex(e => new { e.ConnectionId, e.State, e.DueAt });
        builder.HasIndex(e => e.DueAt).HasFilter("\"State\" IN (0, 1, 2)").HasDatabaseName("IX_LedgerEntry_Due");
        builder.HasIndex(e => e.WorkspaceId).HasFilter("\"State\" = 5").HasDatabaseName("IX_LedgerEntry_NeedsAttention");
        builder.HasIndex(e => e.NextCheckAt).HasFilter("\"NextCheckAt\" IS NOT NULL");
        builder.HasIndex(e => e.RemoteId).HasFilter("\"RemoteId\" IS NOT NULL");
        builder.HasIndex(e => new { e.WorkspaceId, e.BatchId }).HasFilter("\"BatchId\" IS NOT NULL");
    }
}
