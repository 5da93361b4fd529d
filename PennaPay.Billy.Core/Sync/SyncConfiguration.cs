using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Sync.Questions;
using PennaPay.Billy.Core.Sync.Runs;
using PennaPay.Billy.Core.Sync.Settings;

namespace PennaPay.Billy.Core.Sync;

internal sealed class SyncConfiguration :
    IEntityTypeConfiguration<SyncSettings>, IEntityTypeConfiguration<SyncState>, IEntityTypeConfiguration<SyncRun>,
    IEntityTypeConfiguration<SyncItem>, IEntityTypeConfiguration<SyncChange>, IEntityTypeConfiguration<SyncQuestion>
{
    public void Configure(EntityTypeBuilder<SyncSettings> builder)
    {
        builder.ToTable("SyncSettings");
        builder.HasKey(s => new { s.WorkspaceId, s.System });
        builder.Property(s => s.System).HasMaxLength(40);
    }

    public void Configure(EntityTypeBuilder<SyncState> builder)
    {
        builder.ToTable("SyncStates");
        builder.HasKey(s => new { s.WorkspaceId, s.ConnectionId });
        builder.HasOne<Connection>().WithMany().HasForeignKey(s => s.ConnectionId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<SyncRun> builder)
    {
        builder.ToTable("SyncRuns");
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.Property(r => r.StartedBy).HasMaxLength(256);
        builder.Ignore(r => r.Failure);
        builder.Ignore(r => r.IsOver);
        builder.HasIndex(r => new { r.WorkspaceId, r.ConnectionId, r.Id });
        builder.HasIndex(r => new { r.WorkspaceId, r.ConnectionId }).IsUnique()
            .HasFilter($"\"State\" < {(int)SyncRunState.Done}").HasDatabaseName("IX_SyncRuns_OneOpenPerConnection");
        builder.HasOne<Connection>().WithMany().HasForeignKey(r => r.ConnectionId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<SyncItem> builder)
    {
        builder.ToTable("SyncItems");
        builder.Property(i => i.Id).ValueGeneratedNever();
        builder.Property(i => i.RemoteId).HasMaxLength(200);
        builder.Property(i => i.Title).HasMaxLength(300);
        builder.Ignore(i => i.Failure);
        builder.HasIndex(i => new { i.RunId, i.Module, i.Side, i.Outcome, i.Id });
        builder.HasIndex(i => new { i.WorkspaceId, i.LocalId, i.Id });
        builder.HasIndex(i => new { i.WorkspaceId, i.ConnectionId }).HasFilter("NOT \"IsSettled\"").HasDatabaseName("IX_SyncItems_Unsettled");
        builder.HasOne<SyncRun>().WithMany().HasForeignKey(i => i.RunId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<SyncChange> builder)
    {
        builder.ToTable("SyncChanges");
        builder.Property(c => c.Id).ValueGeneratedNever();
        builder.Property(c => c.Field).HasMaxLength(60);
        builder.HasIndex(c => c.ItemId);
        builder.HasOne<SyncItem>().WithMany().HasForeignKey(c => c.ItemId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<SyncQuestion> builder)
    {
        builder.ToTable("SyncQuestions");
        builder.Property(q => q.Id).ValueGeneratedNever();
        builder.Property(q => q.Subject).HasMaxLength(400);
        builder.Property(q => q.RemoteId).HasMaxLength(200);
        builder.Property(q => q.Title).HasMaxLength(300);
        builder.Property(q => q.Field).HasMaxLength(130);
        builder.HasIndex(q => new { q.WorkspaceId, q.ConnectionId, q.Subject }).IsUnique()
            .HasFilter("\"ClosedAt\" IS NULL").HasDatabaseName("IX_SyncQuestions_OneOpenPerSubject");
        builder.HasIndex(q => new { q.WorkspaceId, q.ConnectionId, q.LocalId }).HasFilter("\"ClosedAt\" IS NULL");
        builder.HasOne<Connection>().WithMany().HasForeignKey(q => q.ConnectionId).OnDelete(DeleteBehavior.Restrict);
    }
}
