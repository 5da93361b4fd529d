using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Storage;

namespace PennaPay.Billy.Core.Records.Payments;

internal sealed class PaymentConfiguration : IEntityTypeConfiguration<Payment>
{
    public void Configure(EntityTypeBuilder<Payment> builder)
    {
        builder.ToTable("Payments");
        builder.Property(payment => payment.Id).ValueGeneratedNever();
        builder.Property(payment => payment.Amount).HasMoneyConversion();
        builder.Property(payment => payment.Currency).HasMaxLength(3);
        builder.Property(payment => payment.Method).HasMaxLength(InvoiceRules.MaxShortText);
        builder.Property(payment => payment.Origin).HasOriginConversion();
        builder.Property(payment => payment.OriginId).HasMaxLength(InvoiceOrigin.MaxIdLength);
        builder.Property(payment => payment.Note).HasMaxLength(InvoiceRules.MaxDescription);
        builder.HasOne<Invoice>().WithMany().HasForeignKey(payment => payment.InvoiceId);
        builder.HasIndex(payment => new { payment.WorkspaceId, payment.Origin, payment.OriginId }).IsUnique();
        builder.HasIndex(payment => new { payment.InvoiceId, payment.WorkspaceId, payment.Day });
    }
}
