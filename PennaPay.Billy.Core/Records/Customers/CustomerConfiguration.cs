using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PennaPay.Billy.Core.Records.CustomFields;

namespace PennaPay.Billy.Core.Records.Customers;

internal sealed class CustomerConfiguration : IEntityTypeConfiguration<Customer>
{
    public void Configure(EntityTypeBuilder<Customer> builder)
    {
        builder.ToTable("Customers");
        builder.Property(customer => customer.Id).ValueGeneratedNever();
        builder.Property(customer => customer.Name).HasMaxLength(CustomerRules.MaxName);
        builder.Property(customer => customer.RegistrationNo).HasMaxLength(CustomerRules.MaxShortText);
        builder.Property(customer => customer.CountryCode).HasMaxLength(2);
        builder.Property(customer => customer.Street).HasMaxLength(CustomerRules.MaxName);
        builder.Property(customer => customer.ZipCode).HasMaxLength(CustomerRules.MaxShortText);
        builder.Property(customer => customer.City).HasMaxLength(CustomerRules.MaxName);
        builder.Property(customer => customer.Phone).HasMaxLength(CustomerRules.MaxShortText);
        builder.Property(customer => customer.Email).HasMaxLength(CustomerRules.MaxEmail);
        builder.Property(customer => customer.CustomerNo).HasMaxLength(CustomerRules.MaxShortText);
        builder.Property(customer => customer.Ean).HasMaxLength(CustomerRules.MaxShortText);
        builder.Property(customer => customer.CustomValues).Stored();
        builder.HasMany(customer => customer.Persons).WithOne().HasForeignKey(person => person.CustomerId);

        // SearchText begins with the name, so this index serves the list's order as well as its search.
        builder.HasIndex(customer => new { customer.WorkspaceId, customer.SearchText, customer.Id, customer.IsArchived });
        builder.HasIndex(customer => new { customer.WorkspaceId, customer.RegistrationNo, customer.Id, customer.IsArchived });
        builder.HasIndex(customer => new { customer.WorkspaceId, customer.Ean });
        builder.HasIndex(customer => new { customer.WorkspaceId, customer.CustomerNo, customer.Id, customer.IsArchived });
        builder.HasIndex(customer => new { customer.WorkspaceId, customer.CountryCode, customer.SearchText, customer.Id, customer.IsArchived });
        builder.HasIndex(customer => new { customer.WorkspaceId, customer.Kind, customer.SearchText, customer.Id, customer.IsArchived });
        builder.HasIndex(customer => new { customer.WorkspaceId, customer.Name });
        builder.HasIndex(customer => customer.ImportId).HasFilter("\"ImportId\" IS NOT NULL");
    }
}
