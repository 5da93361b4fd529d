using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PennaPay.Billy.Core.Connections.Webhooks;

internal sealed class WebhookConfiguration : IEntityTypeConfiguration<Webhook>
{
    public void Configure(EntityTypeBuilder<Webhook> builder)
    {
        builder.ToTable("Webhooks");
        builder.Property(webhook => webhook.Id).ValueGeneratedNever();
        builder.Property(webhook => webhook.Name).HasMaxLength(50);
        builder.Property(webhook => webhook.AddressHash).HasMaxLength(64);
        builder.Property(webhook => webhook.RemoteId).HasMaxLength(64);
        builder.HasIndex(webhook => webhook.AddressHash).IsUnique();
        builder.HasIndex(webhook => new { webhook.WorkspaceId, webhook.ConnectionId, webhook.Name }).IsUnique();
    }
}
