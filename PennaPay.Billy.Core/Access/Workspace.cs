using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PennaPay.Billy.Core.Access;

/// <summary>One company's books in PennaPay. Everything else belongs to one of these.</summary>
public sealed class Workspace
{
    public WorkspaceId Id { get; set; }

    public required string Name { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>The company's CVR number or, abroad, its own country's number; null when not told.</summary>
    public string? RegistrationNo { get; set; }

    public string? Street { get; set; }

    public string? ZipCode { get; set; }

    public string? City { get; set; }

    /// <summary>ISO 3166 code of two letters; null is Denmark.</summary>
    public string? CountryCode { get; set; }

    public string? Email { get; set; }

    /// <summary>ISO 4217 code that new invoices begin with; null follows the product's default.</summary>
    public string? InvoiceCurrency { get; set; }

    /// <summary>Days from a new invoice's date to its due date; null follows the product's default.</summary>
    public int? PaymentTermsDays { get; set; }
}

internal sealed class WorkspaceConfiguration : IEntityTypeConfiguration<Workspace>
{
    public void Configure(EntityTypeBuilder<Workspace> builder)
    {
        builder.ToTable("Workspaces");
        builder.Property(w => w.Name).HasMaxLength(200);
        builder.Property(w => w.RegistrationNo).HasMaxLength(50);
        builder.Property(w => w.Street).HasMaxLength(200);
        builder.Property(w => w.ZipCode).HasMaxLength(50);
        builder.Property(w => w.City).HasMaxLength(200);
        builder.Property(w => w.CountryCode).HasMaxLength(2);
        builder.Property(w => w.Email).HasMaxLength(254);
        builder.Property(w => w.InvoiceCurrency).HasMaxLength(3);
    }
}
