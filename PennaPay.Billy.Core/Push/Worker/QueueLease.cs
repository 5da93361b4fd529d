using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PennaPay.Billy.Core.Access;

namespace PennaPay.Billy.Core.Push.Worker;

/// <summary>Who drains a workspace's queue just now: at most one worker, wherever it runs.</summary>
public sealed class QueueLease : IWorkspaceOwned
{
    public WorkspaceId WorkspaceId { get; set; }

    /// <summary>The worker's own id; null when nobody drains.</summary>
    public Guid? Holder { get; set; }

    /// <summary>When the lease ends by itself, for a worker that died.</summary>
    public DateTimeOffset Until { get; set; }
}

internal sealed class QueueLeaseConfiguration : IEntityTypeConfiguration<QueueLease>
{
    public void Configure(EntityTypeBuilder<QueueLease> builder)
    {
        builder.ToTable("QueueLeases");
        builder.HasKey(l => l.WorkspaceId);
    }
}
