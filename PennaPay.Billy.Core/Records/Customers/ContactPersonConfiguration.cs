using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PennaPay.Billy.Core.Records.Customers;

internal sealed class ContactPersonConfiguration : IEntityTypeConfiguration<ContactPerson>
{
    public void Configure(EntityTypeBuilder<ContactPerson> builder)
    {
        builder.ToTable("ContactPersons");
        builder.Property(person => person.Id).ValueGeneratedNever();
        builder.Property(person => person.Name).HasMaxLength(CustomerRules.MaxName);
        builder.Property(person => person.Email).HasMaxLength(CustomerRules.MaxEmail);
        builder.Property(person => person.OriginId).HasMaxLength(300);
        builder.Property(person => person.Phone).HasMaxLength(CustomerRules.MaxShortText);
    }
}
