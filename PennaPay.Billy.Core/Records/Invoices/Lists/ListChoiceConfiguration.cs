using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PennaPay.Billy.Core.Access;

namespace PennaPay.Billy.Core.Records.Invoices.Lists;

internal sealed class ListChoiceConfiguration : IEntityTypeConfiguration<ListChoice>
{
    public void Configure(EntityTypeBuilder<ListChoice> builder)
    {
        builder.ToTable("ListChoices");
        builder.HasKey(choice => new { choice.UserId, choice.WorkspaceId });
        builder.HasOne<Membership>().WithOne().HasForeignKey<ListChoice>(choice => new { choice.UserId, choice.WorkspaceId });
    }
}
