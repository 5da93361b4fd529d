using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Storage;

namespace PennaPay.Billy.Core.Records.Invoices;

internal sealed class InvoiceConfiguration : IEntityTypeConfiguration<Invoice>
{
    public void Configure(EntityTypeBuilder<Invoice> builder)
    {
        builder.ToTable("Invoices");
        builder.Property(invoice => invoice.Id).ValueGeneratedNever();
        builder.Property(invoice => invoice.Number).HasMaxLength(InvoiceRules.MaxShortText);
        builder.Property(invoice => invoice.CustomerName).HasMaxLength(CustomerRules.MaxName);
        builder.Property(invoice => invoice.Currency).HasMaxLength(3);
        builder.Property(invoice => invoice.Message).HasMaxLength(InvoiceRules.MaxText);
        builder.Property(invoice => invoice.OrderReference).HasMaxLength(InvoiceRules.MaxDescription);
        builder.Property(invoice => invoice.CreditedInvoiceNumber).HasMaxLength(InvoiceRules.MaxShortText);
        builder.Property(invoice => invoice.Origin).HasOriginConversion();
        builder.Property(invoice => invoice.OriginId).HasMaxLength(InvoiceOrigin.MaxIdLength);
        builder.Property(invoice => invoice.ContentHash).HasMaxLength(64);
        builder.Property(invoice => invoice.RemoteId).HasMaxLength(100);
        builder.Property(invoice => invoice.RemoteNumber).HasMaxLength(100);
        builder.Property(invoice => invoice.Net).HasMoneyConversion();
        builder.Property(invoice => invoice.Vat).HasMoneyConversion();
        builder.Property(invoice => invoice.Gross).HasMoneyConversion();
        builder.Property(invoice => invoice.Prepaid).HasMoneyConversion();
        builder.Property(invoice => invoice.PayableRounding).HasMoneyConversion();
        builder.HasOne(invoice => invoice.Customer).WithMany()
            .HasForeignKey(invoice => invoice.CustomerId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(invoice => invoice.Lines).WithOne().HasForeignKey(line => line.InvoiceId);

        builder.HasIndex(invoice => new { invoice.WorkspaceId, invoice.Origin, invoice.OriginId }).IsUnique();
        builder.HasIndex(invoice => invoice.ImportId).HasFilter("\"ImportId\" IS NOT NULL");
        builder.HasIndex(invoice => invoice.CreditedInvoiceId).HasFilter("\"CreditedInvoiceId\" IS NOT NULL");
        builder.HasIndex(invoice => new { invoice.CustomerId, invoice.WorkspaceId, invoice.IssueDate });

        // One index for each order of the list. They end with the columns that the list filters by, so that a page of
        // ids is read from the index alone, however deep it is (docs/benchmarks.md).
        builder.HasIndex(invoice => new
        {
            invoice.WorkspaceId, invoice.IssueDate, invoice.Id, invoice.Status, invoice.CopyState, invoice.Kind, invoice.IsArchived,
        });
        builder.HasIndex(invoice => new
        {
            invoice.WorkspaceId, invoice.NumberKey, invoice.Id, invoice.Status, invoice.CopyState, invoice.Kind, invoice.IsArchived,
        });
        builder.HasIndex(invoice => new
        {
            invoice.WorkspaceId, invoice.SearchText, invoice.Id, invoice.Status, invoice.CopyState, invoice.Kind, invoice.IsArchived,
        });
        builder.HasIndex(invoice => new
        {
            invoice.WorkspaceId, invoice.Gross, invoice.Id, invoice.Status, invoice.CopyState, invoice.Kind, invoice.IsArchived,
        });
        builder.HasIndex(invoice => new
        {
            invoice.WorkspaceId, invoice.Status, invoice.IssueDate, invoice.Id, invoice.CopyState, invoice.Kind, invoice.IsArchived,
        });
        builder.HasIndex(invoice => new
        {
            invoice.WorkspaceId, invoice.CopyState, invoice.IssueDate, invoice.Id, invoice.Status, invoice.Kind, invoice.IsArchived,
        });
    }
}
