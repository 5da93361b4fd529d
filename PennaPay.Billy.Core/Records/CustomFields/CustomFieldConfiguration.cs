using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using System.Text.Json;

namespace PennaPay.Billy.Core.Records.CustomFields;

internal sealed class CustomFieldConfiguration : IEntityTypeConfiguration<CustomField>
{
    public void Configure(EntityTypeBuilder<CustomField> builder)
    {
        builder.ToTable("CustomFields");
        builder.Property(field => field.Id).ValueGeneratedNever();
        builder.Property(field => field.Key).HasMaxLength(20);
        builder.Property(field => field.Name).HasMaxLength(CustomFieldRules.MaxName);
        builder.Property(field => field.Choices).HasConversion(
            choices => JsonSerializer.Serialize(choices, JsonSerializerOptions.Web),
            text => JsonSerializer.Deserialize<IReadOnlyList<string>>(text, JsonSerializerOptions.Web)!,
            new ValueComparer<IReadOnlyList<string>>(
                (one, other) => ReferenceEquals(one, other) || one != null && other != null && one.SequenceEqual(other), choices => choices.Count, choices => choices));
        builder.HasIndex(field => new { field.WorkspaceId, field.Key }).IsUnique();
    }
}
