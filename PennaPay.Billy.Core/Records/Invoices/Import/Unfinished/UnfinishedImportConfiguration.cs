using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PennaPay.Billy.Core.Records.Invoices.Import.Planning;

namespace PennaPay.Billy.Core.Records.Invoices.Import.Unfinished;

internal sealed class UnfinishedImportConfiguration : IEntityTypeConfiguration<UnfinishedImport>, IEntityTypeConfiguration<UnfinishedImportFile>
{
    public void Configure(EntityTypeBuilder<UnfinishedImport> builder)
    {
        builder.ToTable("UnfinishedImports");
        builder.Ignore(import => import.ForgottenAt);
        builder.Property(import => import.Id).ValueGeneratedNever();
        builder.Property(import => import.StartedBy).HasMaxLength(256);
        // Written once and read whole.
        builder.Property(import => import.Answers).HasConversion(
            answers => JsonSerializer.Serialize(answers, JsonSerializerOptions.Default),
            text => JsonSerializer.Deserialize<Dictionary<string, ImportAnswer>>(text, JsonSerializerOptions.Default)!,
            new ValueComparer<Dictionary<string, ImportAnswer>>(
                (one, other) => ReferenceEquals(one, other), answers => answers.Count, answers => answers));
        builder.HasIndex(import => new { import.WorkspaceId, import.Id });
        builder.HasIndex(import => import.At);
    }

    public void Configure(EntityTypeBuilder<UnfinishedImportFile> builder)
    {
        builder.ToTable("UnfinishedImportFiles");
        builder.HasKey(file => new { file.ImportId, file.Position });
        builder.HasOne<UnfinishedImport>().WithMany().HasForeignKey(file => file.ImportId);
        builder.Property(file => file.Name).HasMaxLength(ImportFile.LongestName);
    }
}
