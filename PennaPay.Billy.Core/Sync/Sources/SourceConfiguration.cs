using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Storage;

namespace PennaPay.Billy.Core.Sync.Sources;

internal sealed class SourceConfiguration : IEntityTypeConfiguration<SourceTaskState>, IEntityTypeConfiguration<SourceAccount>, IEntityTypeConfiguration<SourcedInvoice>
{
    private const int LongestId = 64;

    public void Configure(EntityTypeBuilder<SourceTaskState> builder)
    {
        builder.ToTable("SourceTasks");
        builder.HasKey(task => new { task.WorkspaceId, task.ConnectionId, task.Name });
        builder.Property(task => task.Name).HasMaxLength(40);
        builder.Ignore(task => task.Failure);
        builder.Ignore(task => task.LeftOutByReason);
        builder.HasIndex(task => task.DueAt);
        builder.HasOne<Connection>().WithMany().HasForeignKey(task => task.ConnectionId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<SourceAccount> builder)
    {
        builder.ToTable("SourceAccounts");
        builder.HasKey(account => new { account.WorkspaceId, account.ConnectionId, account.RemoteId });
        builder.Property(account => account.RemoteId).HasMaxLength(LongestId);
        builder.Property(account => account.Name).HasMaxLength(200);
        builder.HasOne<Connection>().WithMany().HasForeignKey(account => account.ConnectionId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<SourcedInvoice> builder)
    {
        builder.ToTable("SourcedInvoices");
        builder.HasKey(invoice => new { invoice.WorkspaceId, invoice.ConnectionId, invoice.RemoteId });
        builder.Property(invoice => invoice.RemoteId).HasMaxLength(LongestId);
        builder.Property(invoice => invoice.Remaining).HasMoneyConversion();
        builder.Property(invoice => invoice.Currency).HasMaxLength(3);
        // Balances are added up from this index alone.
        builder.HasIndex(invoice => new
        {
            invoice.WorkspaceId, invoice.ConnectionId, invoice.CustomerId, invoice.Standing, invoice.IsArchived, invoice.Currency, invoice.DueDate, invoice.Remaining, invoice.ActiveOn,
        }).HasDatabaseName("IX_SourcedInvoices_Balances");
        builder.HasIndex(invoice => new { invoice.WorkspaceId, invoice.ConnectionId, invoice.Standing });
        builder.HasIndex(invoice => invoice.InvoiceId);
        builder.HasOne<Invoice>().WithMany().HasForeignKey(invoice => invoice.InvoiceId);
        builder.HasOne<Connection>().WithMany().HasForeignKey(invoice => invoice.ConnectionId).OnDelete(DeleteBehavior.Restrict);
    }
}
