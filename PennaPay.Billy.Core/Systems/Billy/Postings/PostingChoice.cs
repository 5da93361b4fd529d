using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Core.Systems.Billy.Postings;

/// <summary>Where the owner wants lines of one kind posted in one Billy organisation. What is not chosen is decided by itself.</summary>
public sealed class PostingChoice : IWorkspaceOwned
{
    public WorkspaceId WorkspaceId { get; set; }

    /// <summary>The organisation whose account and ruleset are meant.</summary>
    public required string OrganizationId { get; set; }

    public PostingSubject Subject { get; set; }

    /// <summary>The name of a <see cref="VatTreatment"/>, or an account code as it stands on lines.</summary>
    public required string Key { get; set; }

    /// <summary>Billy's id of the account; null for a treatment whose lines go to the default account.</summary>
    public string? AccountId { get; set; }

    /// <summary>Billy's id of the ruleset; null lets the rate and the customer decide.</summary>
    public string? RulesetId { get; set; }

    public DateTimeOffset ChangedAt { get; set; }

    internal PostingTarget Target => new(AccountId, RulesetId);
}

/// <summary>What a <see cref="PostingChoice"/> is about.</summary>
public enum PostingSubject
{
    /// <summary>Lines with one VAT treatment.</summary>
    Vat,

    /// <summary>Lines with one account code.</summary>
    Account,
}

internal sealed class PostingChoiceConfiguration : IEntityTypeConfiguration<PostingChoice>
{
    public void Configure(EntityTypeBuilder<PostingChoice> builder)
    {
        builder.ToTable("PostingChoices");
        builder.HasKey(c => new { c.WorkspaceId, c.OrganizationId, c.Subject, c.Key });
        builder.Property(c => c.Key).HasMaxLength(InvoiceRules.MaxShortText);
        builder.Ignore(c => c.Target);
    }
}
