using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PennaPay.Billy.Core.Access;

namespace PennaPay.Billy.Core.Records.Invoices.Lists;

internal sealed class ListChoiceConfiguration : IEntityTypeConfiguration<ListChoice>
{
    public void Configure(EntityTypeBuilder<ListChoice> builder)
    {
        builder.ToTable("ListChoices");
        builder.HasKey(choice => choice.OwnerId);
        builder.HasOne<Owner>().WithOne().HasForeignKey<ListChoice>(choice => choice.OwnerId);
    }
}
