using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PennaPay.Billy.Core.Access;

namespace PennaPay.Billy.Core.Links;

/// <summary>What one of our records is called in one Billy organisation.</summary>
public sealed class BillyLink : IWorkspaceOwned
{
    public WorkspaceId WorkspaceId { get; set; }

    /// <summary>The organisation that <see cref="BillyId"/> means something in.</summary>
    public required string OrganizationId { get; set; }

    public BillyLinkKind Kind { get; set; }

    /// <summary>A customer's id, or what a product stands for: <see cref="Systems.Billy.Postings.ProductKey"/>.</summary>
    public required string LocalKey { get; set; }

    public required string BillyId { get; set; }

    public DateTimeOffset LinkedAt { get; set; }
}

/// <summary>What a link joins.</summary>
public enum BillyLinkKind
{
    /// <summary>A customer and a contact.</summary>
    Contact,

    /// <summary>An account with a VAT treatment, and the product that carries them.</summary>
    Product,
}

internal sealed class BillyLinkConfiguration : IEntityTypeConfiguration<BillyLink>
{
    public void Configure(EntityTypeBuilder<BillyLink> builder)
    {
        builder.ToTable("BillyLinks");
        builder.HasKey(l => new { l.WorkspaceId, l.OrganizationId, l.Kind, l.LocalKey });
    }
}
